"""Ben takes along everything that is his, and not a word that others wrote."""

import csv
import io
import json
import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from zipfile import ZipFile

import pytest
import time_machine
import vobject
from flask import Flask
from sqlalchemy import insert, select

from netevent import clock
from netevent.errors import Invalid, NotFound
from netevent.extensions import db
from netevent.models import Audit, Contact, Encounter, Person
from netevent.operations import exports, inventory
from tests import cast
from tests.operations import lives
from tests.operations.lives import ADDRESS, MARK, NAME


@pytest.fixture(autouse=True)
def house(app: Flask, evening: time_machine.Traveller) -> Iterator[None]:
    with app.app_context():
        yield


def taken(person: Person) -> dict[str, Any]:
    said: dict[str, Any] = json.loads(exports.file_of(person, "json", clock.now()))
    return said


def tables_of(octets: bytes) -> dict[str, list[dict[str, str]]]:
    with ZipFile(io.BytesIO(octets)) as archive:
        texts = {name: archive.read(name).decode("utf-8-sig") for name in archive.namelist()}
    return {name: list(csv.DictReader(io.StringIO(text, newline=""))) for name, text in texts.items()}


def test_every_column_that_is_his_is_in_the_file() -> None:
    ben, _, _ = lives.live()
    said = taken(ben)
    for section in exports.SECTIONS:
        table = section.mine.class_.__tablename__
        assert said[section.noun], section.noun
        assert set(inventory.exported(table)) <= set(said[section.noun][0]), section.noun


def test_every_table_with_a_column_to_take_along_has_a_section() -> None:
    own = {column.table for column in inventory.columns() if column.export == "own"}
    assert own - {section.mine.class_.__tablename__ for section in exports.SECTIONS} == {
        "suppressions"
    }  # found by its hash


def test_the_words_are_there_as_he_wrote_them() -> None:
    ben, cleo, event = lives.live()
    said = taken(ben)
    assert said["made_at"] == "2026-11-05T18:00:00+00:00"
    assert said["card"][0]["email"] == ADDRESS
    assert said["people"][0]["name"] == "Cleo Brandt"
    assert said["people"][0]["card"]["email"] == cleo.email
    assert said["notes"][0]["free_note"] == f"{MARK} asked Cleo"
    assert said["promises"][0]["text"] == f"{MARK} asked Cleo"
    assert said["cards_given"][0] | {"with": "Cleo Brandt"} == said["cards_given"][0]
    assert [e["code"] for e in said["events"]] == [event.code]
    assert said["mails_stopped"] == [{"scope": "digests"}]
    assert {row["email"] for row in said["registrations"]} == {ADDRESS}
    assert said["concerns"][0]["words"] == MARK


def test_of_notes_about_him_there_is_event_and_day_and_neither_words_nor_author() -> None:
    ben, _, event = lives.live()
    said = taken(ben)
    assert said["notes_about_me"] == [
        {"event": "", "on": "2026-11-05"}, {"event": event.title, "on": "2026-11-05"}
    ]  # fmt: skip
    text = json.dumps(said)
    assert "mends boats" not in text
    assert "by hand" not in text
    assert "sent me to Dan" not in text
    assert len(said["concerns"]) == 1  # his own; the one about him is the organiser's


def test_a_no_to_his_knock_looks_like_no_answer() -> None:
    ben, _, _ = lives.live()
    knock = taken(ben)["knocks_sent"][0]
    assert (knock["answer"], knock["answered_at"]) == ("", None)


def test_no_secret_and_no_number_of_somebody_else_leaves() -> None:
    ben, _, _ = lives.live()
    keys = {key for rows in taken(ben).values() if isinstance(rows, list) for row in rows for key in row}
    for secret in ("token_hash", "challenge", "credential_id", "public_key", "lease_token", "person_id", "owner_id",
                   "receiver_id", "giver_id", "blocked_id", "about_id", "asked_id", "fingerprint"):  # fmt: skip
        assert secret not in keys


def test_tables_hold_the_same_one_a_noun_and_run_no_formula() -> None:
    ben, cleo, _ = lives.live()
    lives.note_of(ben, cleo).free_note = '=HYPERLINK("http://evil.example")'
    db.session.commit()
    tables = tables_of(exports.file_of(ben, "csv", clock.now()))
    said = taken(ben)
    wanted = {f"{noun}.csv" for noun, rows in said.items() if isinstance(rows, list) and rows}
    assert wanted <= set(tables)
    assert tables["card.csv"][0]["name"] == NAME
    assert {row["free_note"][:1] for row in tables["notes.csv"]} >= {"'"}
    dangerous = [
        cell for rows in tables.values() for row in rows for cell in row.values() if cell.startswith(("=", "@", "+", "-"))
    ]  # fmt: skip
    assert dangerous == []


def test_the_address_book_holds_his_card_and_his_people() -> None:
    ben, _, _ = lives.live()
    cards = list(vobject.readComponents(exports.file_of(ben, "vcf", clock.now()).decode()))
    assert cards[0].fn.value == NAME
    assert {card.fn.value for card in cards} == {NAME, "Cleo Brandt", "Dan Okafor"}
    assert {card.email.value for card in cards} == {ADDRESS, "cleo@example.org", "dan@example.org"}


@pytest.mark.parametrize("kind", ["", "xml", "JSON", "../x"])
def test_another_format_is_refused(kind: str) -> None:
    with pytest.raises(Invalid, match="JSON, CSV or vCard"):
        exports.file_of(cast.person("Ben Adler"), kind, clock.now())


def test_by_command_the_log_keeps_that_it_was_done() -> None:
    ben = cast.person("Ben Adler")
    assert (
        json.loads(exports.file_for(" Ben@Example.org ", "json", clock.now()))["card"][0]["name"]
        == "Ben Adler"
    )
    line = db.session.scalars(select(Audit)).one()
    assert (line.verb, line.noun, line.row_id, line.via) == ("export", "people", ben.id, "command")
    with pytest.raises(NotFound, match=r"Nobody has an account with eve@example\.org"):
        exports.file_for("eve@example.org", "json", clock.now())


def test_two_thousand_people_are_taken_along_within_a_minute(evening: time_machine.Traveller) -> None:
    ben, now = cast.person("Ben Adler"), clock.now()
    db.session.execute(
        insert(Contact), [{"owner_id": ben.id, "name": f"Guest {n}", "created_at": now} for n in range(2000)]
    )
    ids = db.session.scalars(select(Contact.id)).all()
    db.session.execute(
        insert(Encounter),
        [
            {"owner_id": ben.id, "contact_id": one, "at": now + timedelta(seconds=one), "care": "wood"}
            for one in ids
        ],
    )
    db.session.commit()
    for kind in exports.FORMATS:
        begun = time.perf_counter()
        assert len(exports.file_of(ben, kind, now)) > 10_000
        print(f"{kind}: 2,000 people in {time.perf_counter() - begun:.2f} s")
        assert time.perf_counter() - begun < 60
