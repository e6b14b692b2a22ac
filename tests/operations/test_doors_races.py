"""Two to eight doors, one code, the same instant: one welcome (F6, T4)."""

from collections import Counter
from collections.abc import Callable
from threading import Barrier

import pytest
import sqlalchemy
from flask import Flask
from sqlalchemy import select

from netevent import clock
from netevent.domain.codes import new_code
from netevent.errors import Conflict
from netevent.extensions import db
from netevent.models import CheckIn, Event, Person, Scan, Undo
from netevent.operations import books, doors
from netevent.operations.doors import Answer
from tests import cast
from tests.operations.door import badge, place

pytestmark = pytest.mark.usefixtures("evening")


@pytest.fixture
def code(app: Flask) -> str:
    with app.app_context():
        return cast.event().code


def at_once(app: Flask, code: str, act: Callable[[Event, int], object]) -> list[object]:
    def once(index: int) -> object:
        with app.app_context():
            event = Event.of_code(code)
            assert event
            db.session.commit()
            return act(event, index)

    return cast.at_once(8, once)


def eight_doors(app: Flask, code: str, scanned: str, nonce: str = "") -> list[Answer]:
    def scan(event: Event, index: int) -> Answer:
        key = nonce or f"{index:032}"
        return doors.admit(event, scanned, nonce=key, door="" if nonce else f"Door {index}", now=clock.now())

    return at_once(app, code, scan)  # type: ignore[return-value]


def counted(app: Flask, code: str) -> tuple[int, int, dict[str, int]]:
    """Who is in, the scans, and the running counts, once the books were seen to balance."""
    with app.app_context():
        assert [entry for entry in books.entries() if not entry.balances] == []
        event = Event.of_code(code)
        assert event
        return cast.how_many(CheckIn), cast.how_many(Scan), cast.tallied(event)


def test_eight_doors_scan_one_card(app: Flask, code: str) -> None:
    with app.app_context():
        card = cast.person("Ben Adler").card_code
    answers = eight_doors(app, code, card)
    assert Counter(answer.result for answer in answers) == {"welcome": 1, "already": 7}
    assert len({(answer.id, answer.at, answer.door) for answer in answers}) == 1
    assert counted(app, code) == (1, 8, {"walked_in": 1})


def test_eight_doors_scan_the_badge_of_a_line_of_the_list(app: Flask, code: str) -> None:
    with app.app_context():
        event = Event.of_code(code)
        assert event
        printed = badge(event, registration_id=place(event, email="gil@example.org").id)
    answers = eight_doors(app, code, printed)
    assert Counter(answer.result for answer in answers) == {"welcome": 1, "already": 7}
    assert counted(app, code) == (1, 8, {"came": 1})
    with app.app_context():
        assert cast.how_many(Person) == 1


def test_one_scan_sent_eight_times_at_once_is_one_scan(app: Flask, code: str) -> None:
    with app.app_context():
        card = cast.person("Ben Adler").card_code
    answers = eight_doors(app, code, card, nonce="0" * 32)
    assert {answer.result for answer in answers} == {"welcome"}
    assert [answer.fresh for answer in answers].count(True) == 1
    assert counted(app, code) == (1, 1, {"walked_in": 1})


def test_eight_doors_with_eight_times_agree_on_the_earliest(app: Flask, code: str) -> None:
    with app.app_context():
        card = cast.person("Ben Adler").card_code

    def scan(event: Event, index: int) -> Answer:
        at = event.starts_at + index * (clock.now() - event.starts_at) / 10
        return doors.admit(event, card, nonce=f"{index:032}", at=at, door=f"Door {index}", now=clock.now())

    at_once(app, code, scan)
    assert counted(app, code) == (1, 8, {"walked_in": 1})
    with app.app_context():
        assert db.session.scalars(select(CheckIn.door)).one() == "Door 0"


def test_one_arrival_taken_back_eight_times_at_once_is_taken_back_once(app: Flask, code: str) -> None:
    with app.app_context():
        card = cast.person("Ben Adler").card_code
        event = Event.of_code(code)
        assert event
        number = doors.admit(event, card, nonce="n" * 16, now=clock.now()).id
    at_once(app, code, lambda event, _: doors.undo(event, number, now=clock.now()))
    assert counted(app, code) == (0, 1, {})
    with app.app_context():
        assert cast.how_many(Undo) == 1


def test_looking_first_and_writing_then_without_a_constraint_lets_eight_in(app: Flask, code: str) -> None:
    """The test of these tests: the same look and write on a table without the database's word and without nonces."""
    with app.app_context():
        metadata = sqlalchemy.MetaData()
        naive = sqlalchemy.Table(
            "naive_checkins", metadata, sqlalchemy.Column("person", sqlalchemy.String(26))
        )
        metadata.create_all(db.engine)
    gap, card = Barrier(8), new_code(26)

    def naively(_event: Event, _index: int) -> str:
        seen = db.session.execute(select(naive).where(naive.c.person == card)).first()
        db.session.rollback()
        gap.wait()
        if seen:
            return "already"
        db.session.execute(naive.insert().values(person=card))
        db.session.commit()
        return "welcome"

    try:
        assert Counter(at_once(app, code, naively)) == {"welcome": 8}
    finally:
        with app.app_context():
            metadata.drop_all(db.engine)


def test_who_was_slower_three_times_is_told_so(app: Flask, code: str) -> None:
    """A nonce that a form of a phone happens to hold already never becomes a mishap."""
    with app.app_context():
        event = Event.of_code(code)
        assert event
        ben, cleo = cast.person("Ben Adler"), cast.person("Cleo Brandt")
        cast.checked_in(event, ben)
        taken = db.session.scalars(select(CheckIn.nonce)).one()
        with pytest.raises(Conflict, match="faster by a blink"):
            doors.admit(event, cleo.card_code, nonce=taken, now=clock.now())
