"""Scans that are sent twice, late or by mistake: the same answer, the true first, and taking it back."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from netevent import clock
from netevent.domain.codes import new_code
from netevent.errors import Conflict, Invalid, NotFound
from netevent.extensions import db
from netevent.models import CheckIn, Event, Person, Scan, Undo
from netevent.operations import checkins, devices, doors
from tests import cast
from tests.operations.door import admit, told

MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def house(app: Flask, evening: time_machine.Traveller) -> Iterator[None]:
    with app.app_context():
        yield


@pytest.fixture
def event() -> Event:
    return cast.event(cast.person("Ada Moreau"))


@pytest.fixture
def ben() -> Person:
    return cast.person("Ben Adler")


def test_the_same_nonce_is_told_the_same_whatever_became_of_the_evening(event: Event, ben: Person) -> None:
    nonce, later = "a" * 20, "b" * 20
    first = admit(event, ben.card_code, nonce)
    second = admit(event, ben.card_code, later, door="Garden")
    event.cancelled_at = clock.now()
    db.session.commit()
    doors.undo(event, first.id, now=clock.now())
    for answer, key, door in ((first, nonce, "Main door"), (second, later, "Garden")):
        again = admit(event, f" {ben.card_code} ", key, door=door, now=clock.now() + timedelta(days=9))
        assert (again.fresh, again.id, told(again), again.at) == (False, answer.id, told(answer), answer.at)
    assert cast.how_many(CheckIn) == 0


def test_a_nonce_means_one_scan(event: Event, ben: Person) -> None:
    other = cast.event(ben)
    admit(event, ben.card_code, "n" * 20)
    for house, code, more in (
        (event, new_code(26), {}),
        (event, ben.card_code, {"door": "Garden"}),
        (event, ben.card_code, {"at": clock.now()}),
        (other, ben.card_code, {}),
    ):
        with pytest.raises(Invalid, match="used for another scan") as refused:
            admit(house, code, "n" * 20, **more)
        assert refused.value.field == "nonce"
    for nonce in ("short", "n" * 65, "n" * 15 + " ", "n\x00" * 10):
        with pytest.raises(Invalid, match="16 to 64"):
            admit(event, ben.card_code, nonce)


def test_a_scan_that_comes_late_is_the_first_when_it_was(event: Event, ben: Person) -> None:
    now = clock.now()
    live = admit(event, ben.card_code, door="Garden")
    early = admit(event, ben.card_code, at=now - 12 * MINUTE, door="Main door")
    late = admit(event, ben.card_code, at=now - 3 * MINUTE, door="Roof")
    assert [one.result for one in (live, early, late)] == ["welcome", "welcome", "already"]
    row = db.session.query(CheckIn).one()
    assert (row.at, row.door, late.at, late.door) == (early.at, "Main door", early.at, "Main door")
    assert Scan.welcomed_twice(event.id) == [(row.id, 2, now)]
    assert cast.tallied(event) == {"walked_in": 1}


def test_open_is_asked_for_the_moment_of_the_scan(event: Event, ben: Person) -> None:
    opens, closes = event.starts_at - checkins.BEFORE, event.closes_at + checkins.AFTER
    for at, now, sentence in (
        (opens - MINUTE, clock.now(), "Check-in opens at"),
        (closes + MINUTE, closes + timedelta(days=1), "This event is over"),
    ):
        with pytest.raises(Conflict, match=sentence):
            admit(event, ben.card_code, at=at, now=now)
    assert admit(event, ben.card_code, at=closes, now=closes + timedelta(days=3)).result == "welcome"


def test_a_clock_may_be_two_minutes_ahead(event: Event, ben: Person) -> None:
    with pytest.raises(Invalid, match="ahead of ours") as refused:
        admit(event, ben.card_code, at=clock.now() + 2 * MINUTE + timedelta(seconds=1))
    assert refused.value.field == "at"
    assert admit(event, ben.card_code, at=clock.now() + 2 * MINUTE).result == "welcome"


def test_a_cancelled_event_lets_nobody_in(event: Event, ben: Person) -> None:
    event.cancelled_at = clock.now()
    db.session.commit()
    with pytest.raises(Conflict, match="cancelled"):
        admit(event, ben.card_code)


def test_an_arrival_is_taken_back_once_and_the_next_one_is_a_new_welcome(event: Event, ben: Person) -> None:
    device = devices.of_token(devices.make(event, "Garden", now=clock.now()))
    first = admit(event, ben.card_code, device=device, door="")
    assert first.door == "Garden"
    for _ in range(2):
        doors.undo(event, first.id, now=clock.now(), device=device)
    assert (cast.how_many(CheckIn), cast.how_many(Undo), cast.tallied(event)) == (0, 1, {})
    second = admit(event, ben.card_code)
    assert second.result == "welcome"
    assert second.id > first.id, "a number that was given before would be undone with its old request"
    doors.undo(event, first.id, now=clock.now())
    assert cast.how_many(CheckIn) == 1
    with pytest.raises(NotFound):
        doors.undo(event, second.id + 99, now=clock.now())
    with pytest.raises(NotFound):
        doors.undo(cast.event(ben), second.id, now=clock.now())
