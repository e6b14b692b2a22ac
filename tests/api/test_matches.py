"""`/checkins/ID/registration`: a walk-in takes a place of the list, and the lists of all doors follow."""

from typing import Any

import pytest
import time_machine
from flask import Flask

from netevent import clock
from netevent.domain.codes import new_code
from netevent.extensions import db
from netevent.models import CheckIn, Event, Match, Person
from netevent.operations import devices
from tests import cast
from tests.api.programs import Program, let_go, problem
from tests.api.test_registrations import LONG, whole
from tests.operations.door import place

GIL = "gil@example.org"
WRONG: list[tuple[Any, str]] = [
    *(({"registration": value}, "/registration") for value in (None, 1, "", "r", "c1", "1", "R1", "r-1", "r١", "r1 ", f"r{'9' * 19}", [], {})),
    ({}, "/registration"), ({"registration": "r1", "more": 1}, "/more"), ([], ""), ("r1", ""),
]  # fmt: skip


@pytest.fixture
def door(app: Flask, evening: time_machine.Traveller) -> Program:
    with app.app_context():
        code = cast.event(cast.person("Ada Moreau")).code
    return Program(app, code)


@pytest.fixture
def house(app: Flask, door: Program):  # type: ignore[no-untyped-def]
    with app.app_context():
        yield Event.of_code(door.code)


def walk_in(door: Program, name: str = "Gil R.") -> int:
    answer = door.ask("POST", "/checkins", json={"name": name, "nonce": new_code(26)})
    assert answer.status_code == 201
    return int(answer.get_json()["id"])


def match(door: Program, checkin: int, registration: Any) -> Any:
    body = {"registration": f"r{registration}"}
    return door.ask("PUT", f"/checkins/{checkin}/registration", json=body)


def part(door: Program, checkin: int) -> int:
    return door.ask("DELETE", f"/checkins/{checkin}/registration").status_code


def changed(door: Program, since: str) -> dict[str, str]:
    return {guest["id"]: guest["status"] for guest in door.guests(since)["registrations"]}


def test_given_a_place_and_parted_from_it_the_same_again_is_the_same(door: Program, house: Event) -> None:
    kept, checkin = place(house, email=GIL).id, walk_in(door)
    answers = [match(door, checkin, kept) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].get_json() == answers[1].get_json() == {
        "id": checkin, "result": "already", "name": "Gil R.", "at": "2026-11-05T18:00:00Z", "door": "Main door",
    }  # fmt: skip
    assert (door.attendance()["here"], door.attendance()["walked_in"]) == (1, 0)
    assert [part(door, checkin) for _ in range(2)] == [204, 204]
    assert door.attendance()["walked_in"] == 1
    let_go()
    row = db.session.query(Match).one()
    device = devices.of_token(door.token)
    assert device
    assert (row.device_id, row.undone_at) == (device.id, clock.now())


def test_the_lists_of_other_doors_follow_a_match_its_end_and_an_undo(
    door: Program, house: Event, evening: time_machine.Traveller
) -> None:
    kept, checkin = place(house, email=GIL, order_code="O-1").id, walk_in(door)
    place(house, name="Hal")
    cursor, away = "", door.guests()["cursor"]
    steps = [
        (lambda: match(door, checkin, kept), {f"r{kept}": "here", f"c{checkin}": "gone"}),
        (lambda: part(door, checkin), {f"r{kept}": "expected", f"c{checkin}": "here"}),
        (lambda: match(door, checkin, kept), {f"r{kept}": "here", f"c{checkin}": "gone"}),
        (lambda: door.undo(checkin), {f"r{kept}": "expected"}),
    ]
    for act, wanted in steps:
        for _ in range(2):  # whatever changed lately is sent twice
            cursor = door.guests(cursor)["cursor"]
            evening.shift(LONG)
        act()
        assert changed(door, cursor) == wanted
    assert changed(door, away)[f"c{checkin}"] == "gone", "also to a door that was away through it all"
    guests, _ = whole(door)
    assert [(guest["id"], guest["status"]) for guest in guests if guest["name"] == "Gil Reyes"] == [
        (f"r{kept}", "expected")
    ]


def test_a_place_that_is_taken_cancelled_or_elsewhere_says_so(door: Program, house: Event) -> None:
    other = cast.event(cast.person("Otto Lind"))
    taken, given_up = place(house), place(house, cancelled_at=clock.now())
    free, elsewhere = place(house).id, place(other).id
    numbers = taken.id, given_up.id
    first, second = walk_in(door), walk_in(door, "Hal")
    assert match(door, first, numbers[0]).status_code == 200
    assert problem(match(door, second, numbers[0]))[:2] == (409, "Somebody else came with this place.")
    assert problem(match(door, first, free))[:2] == (409, "This person has a place on the list already.")
    assert problem(match(door, second, numbers[1]))[0] == 409
    assert problem(match(door, second, elsewhere))[0] == 404
    assert problem(match(door, second, "9" * 18))[0] == 404
    for unknown in (0, second + 99, 2**31, 2**63 - 1):
        assert problem(match(door, unknown, free))[0] == 404
        assert part(door, unknown) == 404
    otto = Program(door.app, other.code)
    assert problem(match(otto, second, free))[0] == 404
    assert part(otto, first) == 404
    let_go()
    assert cast.how_many(CheckIn, registration_id=numbers[0]) == 1
    assert cast.how_many(Match) == 1


def test_what_is_no_place_is_422_and_names_the_member(door: Program, house: Event) -> None:
    checkin = walk_in(door)
    for body, pointer in WRONG:
        answer = door.ask("PUT", f"/checkins/{checkin}/registration", json=body)
        assert problem(answer)[::2] == (422, pointer), body
    let_go()
    assert cast.how_many(Match) == 0


def test_a_device_that_was_taken_away_matches_and_parts_nobody(door: Program, house: Event) -> None:
    kept, checkin = place(house, email=GIL).id, walk_in(door)
    device = devices.of_token(door.token)
    assert device
    devices.revoke(device, now=clock.now())
    assert problem(match(door, checkin, kept))[0] == 401
    assert part(door, checkin) == 401
    let_go()
    assert cast.how_many(Match) == 0
    assert cast.how_many(Person, claimed_email=GIL) == 0
