"""Several doors match, take, or name the same at one instant: one of them does, the others are told (F6)."""

from collections import Counter
from collections.abc import Callable

import pytest
from flask import Flask

from netevent import clock
from netevent.errors import Refusal
from netevent.extensions import db
from netevent.models import CheckIn, Event, Match, Person, Scan
from netevent.operations import doors, matches
from netevent.operations.guests import Line, Newcomer, Whom
from tests import cast
from tests.operations.door import admit, place

pytestmark = pytest.mark.usefixtures("evening")
DOORS = 8

Act = Callable[[Event, int], object]


@pytest.fixture
def code(app: Flask) -> str:
    with app.app_context():
        return cast.event().code


def at_once(app: Flask, code: str, act: Act, number: int = DOORS) -> Counter[str]:
    """What eight doors are told: the result, or the sentence of a refusal."""

    def once(index: int) -> str:
        with app.app_context():
            event = Event.of_code(code)
            assert event
            db.session.commit()
            try:
                return str(act(event, index))
            except Refusal as refusal:
                db.session.rollback()
                return f"{type(refusal).__name__}: {refusal}"

    return Counter(cast.at_once(number, once))


def made(app: Flask, code: str, act: Callable[[Event], list[int]]) -> list[int]:
    with app.app_context():
        event = Event.of_code(code)
        assert event
        return act(event)


def counted(app: Flask, code: str) -> dict[str, int]:
    with app.app_context():
        event = Event.of_code(code)
        assert event
        return cast.tallied(event)


def test_eight_walk_ins_are_matched_to_one_place_and_one_has_it(app: Flask, code: str) -> None:
    kept = made(app, code, lambda event: [place(event, email="gil@example.org").id])[0]
    there = made(app, code, lambda event: [admit(event, Newcomer(f"Gil {n}")).id for n in range(DOORS)])

    def match(event: Event, index: int) -> str:
        return matches.match(event, there[index], kept, now=clock.now()).door

    told = at_once(app, code, match)
    assert told == {"Main door": 1, f"Conflict: {matches.TAKEN}": DOORS - 1}
    assert counted(app, code) == {"came": 1, "walked_in": DOORS - 1}
    with app.app_context():
        assert cast.how_many(Match) == 1
        assert cast.how_many(Person, claimed_email="gil@example.org") == 1


def test_one_walk_in_is_matched_to_eight_places_and_has_one(app: Flask, code: str) -> None:
    places = made(app, code, lambda event: [place(event, name=f"Gil {n}").id for n in range(DOORS)])
    there = made(app, code, lambda event: [admit(event, Newcomer("Gil")).id])[0]

    def match(event: Event, index: int) -> str:
        return matches.match(event, there, places[index], now=clock.now()).door

    assert at_once(app, code, match) == {"Main door": 1, f"Conflict: {matches.PLACED}": DOORS - 1}
    assert counted(app, code) == {"came": 1}


def test_one_match_said_eight_times_at_once_is_one_and_so_is_parting(app: Flask, code: str) -> None:
    kept = made(app, code, lambda event: [place(event).id])[0]
    there = made(app, code, lambda event: [admit(event, Newcomer("Gil")).id])[0]

    def match(event: Event, _index: int) -> str:
        return matches.match(event, there, kept, now=clock.now()).door

    assert at_once(app, code, match) == {"Main door": DOORS}
    assert counted(app, code) == {"came": 1}
    at_once(app, code, lambda event, _index: matches.part(event, there, now=clock.now()))
    assert counted(app, code) == {"walked_in": 1}
    with app.app_context():
        assert cast.how_many(Match) == 1


def test_a_place_is_matched_and_walked_through_at_once_and_one_of_them_comes_with_it(
    app: Flask, code: str
) -> None:
    """Four doors tap the line itself, four give it to a walk-in of theirs."""
    kept = made(app, code, lambda event: [place(event).id])[0]
    there = made(app, code, lambda event: [admit(event, Newcomer(f"Gil {n}")).id for n in range(4)])

    def either(event: Event, index: int) -> str:
        if index < 4:
            return f"matched {matches.match(event, there[index], kept, now=clock.now()).registration_id}"
        nonce = f"{index:032}"
        return doors.admit(event, Line(f"r{kept}"), nonce=nonce, now=clock.now()).result

    told = at_once(app, code, either)
    matched, welcome = told[f"matched {kept}"], told["welcome"]
    assert matched + welcome == 1, told
    assert sum(told.values()) == DOORS
    assert set(told) <= {f"matched {kept}", "welcome", "already", f"Conflict: {matches.TAKEN}"}, told
    assert counted(app, code) == {"came": 1, "walked_in": 4 - matched}
    with app.app_context():
        assert cast.how_many(CheckIn, registration_id=kept) == 1


@pytest.mark.parametrize("whom", [Newcomer("Gil Reyes", "Atelier"), Line("r1")])
def test_one_guest_sent_eight_times_with_one_nonce_is_one_person(app: Flask, code: str, whom: Whom) -> None:
    made(app, code, lambda event: [place(event, id=1).id])

    def let_in(event: Event, _index: int) -> object:
        answer = doors.admit(event, whom, nonce="n" * 32, now=clock.now())
        return answer.result, answer.name

    assert at_once(app, code, let_in) == {"('welcome', 'Gil Reyes')": DOORS}
    with app.app_context():
        assert [cast.how_many(model) for model in (Person, CheckIn, Scan)] == [1, 1, 1]


def test_eight_doors_tap_one_line_and_it_is_one_person(app: Flask, code: str) -> None:
    kept = made(app, code, lambda event: [place(event, email="gil@example.org").id])[0]

    def let_in(event: Event, index: int) -> str:
        return doors.admit(event, Line(f"r{kept}"), nonce=f"{index:032}", now=clock.now()).result

    assert at_once(app, code, let_in) == {"welcome": 1, "already": DOORS - 1}
    assert counted(app, code) == {"came": 1}
    with app.app_context():
        assert cast.how_many(Person) == 1
