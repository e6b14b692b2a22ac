"""Eight phones at the same instant: the database has the last word."""

from collections.abc import Callable
from threading import Barrier

import pytest
from flask import Flask

from netevent import clock
from netevent.errors import Conflict
from netevent.extensions import db
from netevent.models import CheckIn, Event, OutboxMail, Person, Registration
from netevent.operations import checkins, intentions, registrations, signins
from netevent.operations.checkins import Arrival
from tests import cast

CLEO = Arrival(name="Cleo Brandt", email="cleo@example.org", language="en")

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
            return act(event, index)

    return cast.at_once(8, once)


def counted(app: Flask, code: str) -> tuple[int, int, int, dict[str, int]]:
    with app.app_context():
        event = Event.of_code(code)
        assert event
        return cast.how_many(CheckIn), cast.how_many(Person), cast.how_many(OutboxMail), cast.tallied(event)


def test_eight_taps_of_one_form_are_one_arrival(app: Flask, code: str) -> None:
    secret = at_once(
        app, code, lambda event, _: checkins.arrive(event, CLEO, nonce="one form", now=clock.now())
    )
    assert counted(app, code) == (1, 1, 1, {"walked_in": 1})
    with app.app_context():
        signed_in = [signins.live(str(token), clock.now()) for token in secret]
        assert len({signin.person_id for signin in signed_in if signin}) == 1


def test_eight_phones_of_one_known_person_are_one_arrival(app: Flask, code: str) -> None:
    with app.app_context():
        ben = cast.person("Ben Adler").id

    def tap(event: Event, index: int) -> int:
        person = db.session.get_one(Person, ben)
        return checkins.check_in(event, person, nonce=f"phone {index}", now=clock.now()).id

    assert len(set(at_once(app, code, tap))) == 1
    assert counted(app, code) == (1, 1, 0, {"walked_in": 1})


def test_eight_people_at_once_are_eight_arrivals(app: Flask, code: str) -> None:
    def tap(event: Event, index: int) -> str:
        guest = Arrival(name=f"Guest {index}", email=f"guest{index}@example.org", language="en")
        return checkins.arrive(event, guest, nonce=f"form {index}", now=clock.now())

    at_once(app, code, tap)
    assert counted(app, code) == (8, 8, 8, {"walked_in": 8})


def test_one_place_is_taken_once_by_eight_phones_with_its_address(app: Flask, code: str) -> None:
    with app.app_context():
        event = Event.of_code(code)
        assert event
        place = Registration(event_id=event.id, email=CLEO.email, source="imported", created_at=clock.now())
        db.session.add(place)
        db.session.commit()

    def tap(event: Event, index: int) -> bool:
        try:
            return bool(checkins.arrive(event, CLEO, nonce=f"form {index}", now=clock.now()))
        except Conflict:
            return False

    assert all(at_once(app, code, tap))
    with app.app_context():
        event = Event.of_code(code)
        assert event
        assert cast.tallied(event) == {"came": 1, "walked_in": 7}
        taken = db.session.query(CheckIn).filter(CheckIn.registration_id.is_not(None)).count()
        assert taken == 1


def test_eight_times_i_am_coming_by_one_person_is_one_place(app: Flask, code: str) -> None:
    with app.app_context():
        ben = cast.person("Ben Adler").id
    at_once(
        app,
        code,
        lambda event, _: registrations.expect(event, db.session.get_one(Person, ben), now=clock.now()),
    )
    with app.app_context():
        event = Event.of_code(code)
        assert event
        assert (cast.how_many(Registration), cast.tallied(event)) == (1, {"expected": 1})


def test_eight_times_i_am_coming_by_one_form_is_one_place(app: Flask, code: str) -> None:
    at_once(
        app,
        code,
        lambda event, _: registrations.expect_stranger(event, CLEO, nonce="one form", now=clock.now()),
    )
    assert counted(app, code) == (0, 1, 1, {"expected": 1})


def test_one_intention_said_eight_times_at_once_is_one_row(app: Flask, code: str) -> None:
    with app.app_context():
        ben = cast.person("Ben Adler").id

    def say(event: Event, index: int) -> int:
        person = db.session.get_one(Person, ben)
        return intentions.say(
            event, person, learn=f"line {index}", offer="", offer_kind="", now=clock.now()
        ).id

    assert len(set(at_once(app, code, say))) == 1


def test_looking_first_and_writing_then_would_let_doubles_in(app: Flask, code: str) -> None:
    """The test of these tests: without the database's word, all eight look, see nobody, and write."""
    gap = Barrier(8)

    def naively(event: Event, index: int) -> None:
        seen = db.session.query(Person).filter_by(claimed_email=CLEO.email).count()
        db.session.rollback()
        gap.wait()
        if not seen:
            checkins.arrive(event, CLEO, nonce=f"a key of its own {index}", now=clock.now())

    at_once(app, code, naively)
    assert counted(app, code) == (8, 8, 8, {"walked_in": 8})
