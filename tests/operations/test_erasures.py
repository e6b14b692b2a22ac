"""Ben goes, and takes everything with him; Cleo, Dan and the counts of the evening stay."""

import logging
import shutil
import subprocess
from collections.abc import Iterator
from datetime import timedelta
from email.message import EmailMessage

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from netevent import clock
from netevent.extensions import db
from netevent.models import (
    Act,
    Audit,
    Contact,
    Digest,
    Encounter,
    Erasure,
    OutboxMail,
    Person,
    Promise,
    Prompt,
    Replay,
    Suppression,
)
from netevent.operations import contacts, erasures, inventory, journals, suppressions
from tests import cast
from tests.operations import lives
from tests.operations.lives import ADDRESS, MARK, NAME, codes_of, hits


@pytest.fixture(autouse=True)
def house(app: Flask, evening: time_machine.Traveller) -> Iterator[None]:
    with app.app_context():
        yield


def test_every_personal_column_of_ben_held_a_marker_and_none_does_after() -> None:
    ben, _, _ = lives.live()
    words = [MARK, *codes_of(ben)]
    before = hits(lives.whole(), *words)
    marked = {line.partition(" = ")[0] for line in before}
    assert len(before) > 60
    assert len(marked) > 40  # columns
    erasures.erase(ben, clock.now())
    assert hits(lives.whole(), *words) == []


def test_nothing_of_him_stays_in_a_dump_the_mails_the_log_or_the_file(
    app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    ben, cleo, _ = lives.live()
    words = [MARK, *codes_of(ben)]
    folder = app.config["SETTINGS"].data_dir / "mails"
    folder.mkdir()
    for name, to, body in (
        ("one", ADDRESS, "hello"),
        ("two", cleo.email, f"{NAME} wrote"),
        ("three", cleo.email, "fine"),
    ):
        mail = EmailMessage()
        mail["To"] = to
        mail.set_content(f"{body} é", cte="base64")
        (folder / f"{name}.eml").write_bytes(mail.as_bytes())
    erasures.erase(ben, clock.now())
    erasures.overwrite()
    assert [path.name for path in folder.iterdir()] == ["three.eml"]
    assert hits(_dump(), *words) == []
    assert hits(caplog.text, *words) == []
    assert "erased" in caplog.text
    for path in app.config["SETTINGS"].data_dir.rglob("*"):
        octets = path.read_bytes().decode("latin-1").casefold() if path.is_file() else ""
        assert not [word for word in words if word.casefold() in octets], path


def _dump() -> str:
    """The whole database as text, by the engine's own means."""
    if db.engine.dialect.name == "sqlite":
        raw = db.engine.raw_connection()
        try:
            return "\n".join(raw.driver_connection.iterdump())  # type: ignore[union-attr]
        finally:
            raw.close()
    if not shutil.which("pg_dump"):
        return lives.whole()
    address = db.engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
    return subprocess.run(["pg_dump", address], capture_output=True, text=True, check=True).stdout  # noqa: S603, S607


def test_others_keep_that_they_met_somebody_and_everything_of_anybody_else() -> None:
    ben, cleo, event = lives.live()
    kept = lives.note_of(cleo, ben).contact_id
    erasures.erase(ben, clock.now())
    contact = db.session.get_one(Contact, kept)
    assert contact.erased
    assert (contact.cadence, contact.closed_at) == ("rest", clock.now())
    note = Encounter.of_contact(kept)[0]
    assert (note.event_id, note.level, note.free_note, note.saved_at) == (event.id, "thin", "", clock.now())
    assert [row.contact.id for row in contacts.people_of(cleo) if row.contact.erased] == [kept]
    dan = db.session.scalars(select(Person).where(Person.name == "Dan Okafor")).one()
    of_dan = lives.note_of(cleo, dan)
    assert of_dan.care == "glass for Dan"
    assert of_dan.free_note == "█████ or █████ sent me to Dan"
    assert (of_dan.introduce_id, of_dan.introduce_reason) == (None, "")
    assert cast.how_many(Promise) == cast.how_many(Act) == 0
    assert db.session.scalars(select(Prompt)).one().slots["other"] == "█████"
    assert cast.how_many(Digest) == 2


def test_the_counts_of_the_evening_stay() -> None:
    ben, _, event = lives.live()
    before = cast.tallied(event)
    erasures.erase(ben, clock.now())
    assert cast.tallied(event) == before
    assert sum(before.values()) >= 3


def test_a_note_about_him_that_waited_on_a_phone_is_not_taken_any_more() -> None:
    ben, cleo, _ = lives.live()
    note = lives.note_of(cleo, ben)
    version, contact_id = note.version, note.contact_id
    erasures.erase(ben, clock.now())
    assert Encounter.of_contact(contact_id)[0].version == version + 1


def test_mails_to_others_stay_and_the_list_of_silent_addresses_keeps_a_hash() -> None:
    ben, cleo, _ = lives.live()
    erasures.erase(ben, clock.now())
    assert [mail.address for mail in db.session.scalars(select(OutboxMail))] == [cleo.email]
    row = db.session.scalars(select(Suppression)).one()
    assert (row.address_hash, row.scope, row.reason) == (suppressions.hash_of(ADDRESS), "digests", "")
    assert [replay.location for replay in db.session.scalars(select(Replay))] == ["/people/1"]


def test_somebody_who_stopped_no_mails_leaves_no_hash_there() -> None:
    eve = cast.person("Eve Novak")
    erasures.erase(eve, clock.now())
    assert cast.how_many(Suppression) == 0


def test_the_log_keeps_the_act_without_the_actor() -> None:
    ben, _, _ = lives.live()
    erasures.erase(ben, clock.now())
    assert [line.actor_id for line in db.session.scalars(select(Audit).where(Audit.verb == "change"))] == [
        None
    ]


def test_the_journal_names_him_by_hashes_in_the_database_and_in_a_file(app: Flask) -> None:
    ben, _, _ = lives.live()
    secrets = [*codes_of(ben), ADDRESS]
    erasures.erase(ben, clock.now())
    wanted = {journals.subject_of(secret): clock.now() for secret in secrets}
    assert journals.kept() == wanted
    assert journals.written() == wanted
    file = app.config["SETTINGS"].data_dir / "erasures.jsonl"
    assert file.stat().st_mode & 0o077 == 0
    assert hits(file.read_text("utf-8"), *secrets) == []


def test_erased_twice_under_the_same_address_is_one_line_with_the_later_moment(
    evening: time_machine.Traveller,
) -> None:
    for _ in range(2):
        erasures.erase(cast.person("Ben Adler", ADDRESS), clock.now())
        evening.shift(timedelta(days=1))
    by_address = db.session.scalars(
        select(Erasure).where(Erasure.subject == journals.subject_of(ADDRESS))
    ).one()
    assert by_address.at == clock.now() - timedelta(days=1)


def test_somebody_who_only_claimed_an_address_takes_nothing_of_its_owner() -> None:
    _, cleo, _ = lives.live()
    claimed = Person(name="Zed", claimed_email=cleo.email, card_code="z" * 26, created_at=clock.now())
    db.session.add(claimed)
    db.session.commit()
    before = [row.name for row in db.session.scalars(select(Contact).order_by(Contact.id))]
    erasures.erase(claimed, clock.now())
    assert [row.name for row in db.session.scalars(select(Contact).order_by(Contact.id))] == before
    assert db.session.scalars(select(OutboxMail).where(OutboxMail.address == cleo.email)).first()


def test_a_column_that_goes_with_its_row_has_a_row_that_goes_with_the_person() -> None:
    """Every table with a personal column leads to people by keys that take it along, or is cleared by name."""
    by_name = {"suppressions"}
    personal = {c.table for c in inventory.columns() if c.kind in ("personal", "private note", "secret")}
    reached = {"people"}
    while True:
        more = {
            table.name for table in db.metadata.sorted_tables for key in table.foreign_keys
            if key.column.table.name in reached and key.ondelete == "CASCADE"
        } - reached  # fmt: skip
        if not more:
            break
        reached |= more
    assert personal - reached - by_name == set()
