"""The short way in for the usual guest writes what the long way writes, and leaves to it whatever is not usual."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import product
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import event as hooks
from sqlalchemy import insert, select

from netevent import clock
from netevent.domain.codes import CARD_LENGTH, new_code
from netevent.extensions import db
from netevent.models import CheckIn, Event, FormerCard, Person, Registration, Scan, Tally
from netevent.operations import arrivals
from tests import cast
from tests.operations.door import admit, badge, place

NONCE = "n" * 32
PLACES = ("none", "free", "given up", "somebody came with it")
MAILS = (None, timedelta(hours=-1), timedelta(days=9))  # when they get one as it is, from the next morning on
MOST = {"postgresql": 1, "sqlite": 4}  # statements of a usual arrival

Written = tuple[object, ...]


@pytest.fixture(autouse=True)
def house(app: Flask, evening: time_machine.Traveller) -> Iterator[None]:
    with app.app_context():
        yield


def kept(event: Event, state: str, other: Person, **whose: object) -> None:
    """A place on the list, in one of its states."""
    if state == "none":
        return
    made = place(event, cancelled_at=clock.now() if state == "given up" else None, **whose)
    if state == "somebody came with it":
        came = cast.checked_in(event, other)[0]
        came.registration_id = made.id
        db.session.commit()


def written(event: Event, person: Person) -> Written:
    """What there is of them now, random codes and numbers of rows aside."""
    db.session.expire_all()
    there = CheckIn.of(event.id, person.id)
    assert there
    listed = db.session.get(Registration, there.registration_id) if there.registration_id else None
    scan = db.session.scalars(select(Scan).where(Scan.checkin_id == there.id)).one()
    tallies = [tally for tally in Tally.of_event(event.id) if tally.count]
    return (
        there.at, there.door, there.nonce[-4:], there.notice, listed and (listed.source, listed.person_id == person.id),
        scan.result, scan.person_id == person.id, scan.at, scan.device_at, scan.received_at, scan.door, scan.told_at,
        scan.told_door, len(scan.fingerprint), sorted({(tally.kind, tally.step) for tally in tallies}), person.digest_at,
    )  # fmt: skip


def arrived(
    monkeypatch: pytest.MonkeyPatch, number: int, states: tuple[str, str], mail: object, short: bool
) -> Written:
    """Ben comes to an evening of his own, by the one way or by the other."""
    with monkeypatch.context() as patched:
        if not short:
            patched.setattr(arrivals, "let_in", lambda *_: None)
        event, other = cast.event(), cast.person("Cleo Brandt", f"cleo{number}{short}@example.org")
        morning = event.next_morning
        ben = cast.person(
            "Ben Adler", f"ben{number}{short}@example.org", digest_at=morning + mail if isinstance(mail, timedelta) else None
        )  # fmt: skip
        kept(event, states[0], other, person_id=ben.id, source="self")
        third = cast.person("Dan Weber", f"dan{number}{short}@example.org")
        kept(event, states[1], third, email=ben.email)
        answer = admit(event, ben.card_code, nonce=f"{number:027}{short:1}{'same'}")
        assert (answer.result, answer.name, answer.fresh) == ("welcome", "Ben Adler", True)
        return written(event, ben)


@pytest.mark.parametrize("mail", MAILS, ids=str)
def test_both_ways_write_the_same(monkeypatch: pytest.MonkeyPatch, mail: object) -> None:
    for number, states in enumerate(product(PLACES, PLACES)):
        long, short = (arrived(monkeypatch, number, states, mail, way) for way in (False, True))
        assert long == short, states


def test_the_usual_arrival_asks_the_database_a_few_times() -> None:
    event, ben = cast.event(), cast.person("Ben Adler")
    place(event, person_id=ben.id, source="self")
    card, _ = ben.card_code, event.starts_at
    sent: list[str] = []
    hooks.listen(db.engine, "before_cursor_execute", lambda *call: sent.append(call[2]))
    admit(event, card)
    asked = [statement for statement in sent if not statement.startswith(("BEGIN", "PRAGMA"))]
    assert len(asked) <= MOST[db.engine.dialect.name], asked


def test_in_a_new_house_an_arrival_reads_no_whole_hall() -> None:
    """Before the database has figures of its own, it takes every event for a small one."""
    event, ben = cast.event(), cast.person("Ben Adler")
    listed = {"event_id": event.id, "name": "Guest", "source": "imported", "created_at": clock.now()}
    db.session.execute(insert(Registration), [listed] * 2000)
    db.session.commit()
    asked: list[tuple[str, Any]] = []
    hooks.listen(db.engine, "before_cursor_execute", lambda *call: asked.append(call[2:4]))
    admit(event, ben.card_code)
    statement, said = next(call for call in asked if "INSERT INTO checkins" in call[0])
    how = "EXPLAIN" if db.engine.dialect.name == "postgresql" else "EXPLAIN QUERY PLAN"
    plan = "\n".join(str(row) for row in db.session.connection().exec_driver_sql(f"{how} {statement}", said))
    assert "ix_registrations_person_id" in plan
    assert "registrations_event_id" not in plan, plan
    assert "Seq Scan on registrations" not in plan, plan


def test_what_is_not_usual_is_left_to_the_long_way() -> None:
    event, ben, cleo = cast.event(), cast.person("Ben Adler"), cast.person("Cleo Brandt")
    former = new_code(CARD_LENGTH)
    db.session.add(FormerCard(code=former, person_id=cleo.id, since=clock.now()))
    printed = badge(event, person_id=cleo.id)
    for code in (former, printed, new_code(CARD_LENGTH)):
        assert let_in(event, code, NONCE) is None
    admit(event, ben.card_code, nonce=NONCE)
    assert let_in(event, ben.card_code, "m" * 32) is None, "in already"
    assert let_in(event, cleo.card_code, NONCE) is None, "a nonce that was used"
    assert (cast.how_many(CheckIn), cast.how_many(Scan)) == (1, 1)
    assert cast.tallied(event) == {"walked_in": 1}


def let_in(event: Event, card: str, nonce: str) -> object:
    now = clock.now()
    scan = {
        "event_id": event.id,
        "device_id": None,
        "nonce": nonce,
        "fingerprint": "f" * 64,
        "result": "welcome",
    }
    scan |= {
        "at": now,
        "device_at": None,
        "received_at": now,
        "door": "Roof",
        "told_at": now,
        "told_door": "Roof",
    }
    return arrivals.let_in(event, card, scan)
