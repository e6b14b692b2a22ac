"""`netevent device-token` and the entries of the doors in `netevent books`."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from flask.cli import ScriptInfo
from sqlalchemy import delete, update

from netevent import clock
from netevent.__main__ import cli
from netevent.extensions import db
from netevent.models import CheckIn, Event, Person, Scan, Tally
from netevent.operations import books, devices, doors, erasures, signins
from netevent.operations.checkins import Arrival, arrive
from netevent.operations.merging import merge
from tests import cast

Run = Callable[..., Result]


@pytest.fixture(autouse=True)
def house(app: Flask, evening: object) -> Iterator[None]:
    with app.app_context():
        yield


@pytest.fixture
def run(app: Flask) -> Run:
    info = ScriptInfo(create_app=lambda: app)

    def command(*words: str) -> Result:
        db.session.commit()
        return CliRunner().invoke(cli, list(words), obj=info)

    return command


def evening_of_scans() -> tuple[Event, Person, Person]:
    """One by themselves, one at two doors, one taken back and in again."""
    event = cast.event(cast.person("Ada Moreau"))
    ben, cleo, dan = (cast.person(name) for name in ("Ben Adler", "Cleo Brandt", "Dan Okafor"))
    cast.checked_in(event, ben)
    for number, who in enumerate((ben, cleo, cleo, dan)):
        doors.admit(event, who.card_code, nonce=f"{number:032}", now=clock.now(), door="Main door")
    early = event.starts_at
    doors.admit(event, cleo.card_code, nonce="e" * 32, at=early, door="Garden", now=clock.now())
    there = CheckIn.of(event.id, dan.id)
    assert there
    doors.undo(event, there.id, now=clock.now())
    doors.admit(event, dan.card_code, nonce="d" * 32, now=clock.now())
    return event, ben, cleo


def wrong(ran: Result) -> list[str]:
    return [line for line in ran.output.splitlines() if line.startswith("WRONG")]


def test_the_token_stands_alone_in_the_output(run: Run) -> None:
    event = cast.event(cast.person("Ada Moreau"))
    code = event.code
    ran = run("device-token", code, "--name", "Main door")
    assert ran.exit_code == 0
    device = devices.of_token(ran.output.removesuffix("\n"))
    assert device
    assert (device.door, device.event.code) == ("Main door", code)
    assert run("device-token", code).exit_code != 0
    assert run("device-token", "ZZZZZZ", "--name", "x").exit_code != 0


def test_the_books_balance_after_an_evening_of_everything(run: Run) -> None:
    event, _, cleo = evening_of_scans()
    ran = run("books")
    assert ran.exit_code == 0, ran.output
    assert "people who are in" in ran.output
    secret = arrive(
        event, Arrival("Cleo", "cleo@example.org", "en"), nonce="a phone of Cleo", now=clock.now()
    )
    signin = signins.live(secret, clock.now())
    assert signin
    assert signin.person
    doors.admit(event, signin.person.card_code, nonce="f" * 32, at=event.starts_at, now=clock.now())
    merge(signin.person, cleo, clock.now())
    db.session.commit()
    assert wrong(run("books")) == []
    assert cast.how_many(Scan, person_id=cleo.id) == 4
    erasures.erase(cleo, clock.now())
    assert wrong(run("books")) == []


def test_books_that_were_tampered_with_do_not_balance(run: Run) -> None:
    event, ben, cleo = evening_of_scans()
    of_cleo = CheckIn.person_id == cleo.id
    deeds: list[tuple[Any, str]] = [
        (delete(CheckIn).where(of_cleo), "people who are in"),
        (delete(CheckIn).where(of_cleo), "running counts"),
        (delete(Tally).where(Tally.event_id == event.id), "running counts"),
        (update(Scan).where(Scan.person_id == cleo.id).values(person_id=ben.id), "somebody else"),
    ]
    for deed, said in deeds:
        db.session.execute(deed)
        found = [entry.name for entry in _entries() if not entry.balances]
        assert any(said in name for name in found), (said, found)
        db.session.rollback()
    assert wrong(run("books")) == []


def _entries():  # type: ignore[no-untyped-def]
    """The entries of the doors, read before what was done is taken back."""
    return list(books._doors())
