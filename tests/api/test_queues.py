"""What waits in a device: undo by nonce in a batch, and the last words of a device that was taken away."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask

from netevent import clock
from netevent.extensions import db
from netevent.models import CheckIn, Device, Scan, Undo
from netevent.operations import devices
from tests import cast
from tests.api.programs import Program, let_go, problem
from tests.operations.door import place

BEFORE = "2026-11-05T17:58:00Z"
NAMES = ("Ben Adler", "Cleo Brandt", "Gil Reyes")


@pytest.fixture
def door(app: Flask, evening: time_machine.Traveller) -> Program:
    with app.app_context():
        event = cast.event(cast.person("Ada Moreau"))
        place(event, email="gil@example.org", id=1)
        code = event.code
    return Program(app, code)


@pytest.fixture
def cards(app: Flask, door: Program) -> list[str]:
    """Those of Ben and Cleo."""
    with app.app_context():
        return [cast.person(name).card_code for name in NAMES[:2]]


@pytest.fixture
def former(door: Program, evening: time_machine.Traveller) -> Program:
    """A device of the garden that was taken away a minute ago."""
    garden = Program(door.app, door.code, "Garden")
    taken_away(garden)
    evening.shift(timedelta(minutes=1))
    return garden


def taken_away(program: Program) -> None:
    with program.app.app_context():
        device = devices.of_token(program.token)
        assert device
        devices.revoke(device, now=clock.now())


def scan(number: int, code: str, **more: Any) -> dict[str, Any]:
    return {"code": code, "nonce": f"{number:032}", **more}


def statuses(results: list[dict[str, Any]]) -> list[int]:
    return [result["status"] for result in results]


def counted(app: Flask) -> tuple[int, int, int]:
    let_go()
    with app.app_context():
        return cast.how_many(CheckIn), cast.how_many(Scan), cast.how_many(Undo)


def test_a_scan_and_its_undo_in_one_queue_leave_nobody_in(door: Program, cards: list[str]) -> None:
    queue = [scan(1, cards[0]), scan(2, cards[1]), {"undo": f"{1:032}"}]
    results = door.batch(*queue)
    assert statuses(results) == [201, 201, 204]
    assert results[2] == {"nonce": f"{1:032}", "status": 204}
    assert counted(door.app) == (1, 2, 1)
    assert statuses(door.batch(*queue)) == [200, 200, 204], "sent again, it is told again"
    assert counted(door.app) == (1, 2, 1)


def test_an_undo_takes_back_the_arrival_its_scan_found(door: Program, cards: list[str]) -> None:
    garden = Program(door.app, door.code, "Garden")
    garden.scan(cards[0])
    assert statuses(door.batch(scan(1, cards[0]), {"undo": f"{1:032}"})) == [200, 204]
    assert counted(door.app) == (0, 2, 1)
    assert garden.scan(cards[0]).status_code == 201


def test_an_undo_of_nothing_is_404_and_one_without_shape_422(door: Program, cards: list[str]) -> None:
    with door.app.app_context():
        elsewhere = cast.event(cast.person("Otto Lind")).code
    Program(door.app, elsewhere).batch(scan(1, cards[0]))
    wrong = [{"undo": f"{1:032}"}, {"undo": f"{2:032}"}, {"undo": ""}, {"undo": "x\x00"}]
    results = door.batch(*wrong)
    assert statuses(results) == [404, 404, 404, 404]
    assert [result["nonce"] for result in results] == [said["undo"] for said in wrong]
    shapeless = [{"undo": None}, {"undo": 7}, {"undo": []}, {"undo": "\ud800"}, scan(3, cards[0], undo="x")]
    results = door.batch(*shapeless)
    assert [result["problem"]["pointer"] for result in results] == [
        "/checkins/0/undo", "/checkins/1/undo", "/checkins/2/undo", "/checkins/3/undo", "/checkins/4/code",
    ]  # fmt: skip
    assert counted(door.app) == (1, 1, 0)
    assert problem(door.ask("POST", "/checkins", json={"undo": f"{1:032}"}))[::2] == (422, "/undo")


def test_a_device_that_was_taken_away_hands_over_its_queue_and_reads_no_name(
    former: Program, door: Program, cards: list[str]
) -> None:
    door.scan(cards[1])
    queue = [
        scan(1, cards[0], at=BEFORE), scan(2, cards[1], at=BEFORE), {"guest": "r1", "nonce": f"{3:032}", "at": BEFORE},
        {"name": "Zoé", "nonce": f"{4:032}", "at": BEFORE, "clock": "2026-11-05T20:58:00+01:00"},
        scan(5, cards[0], at="2026-11-05T18:00:01Z"), scan(6, cards[0]),
    ]  # fmt: skip
    answer = former.ask("POST", "/checkins/batch", json={"checkins": queue})
    results = answer.get_json()["results"]
    assert statuses(results) == [201, 201, 201, 201, 409, 409]
    assert {result["checkin"]["name"] for result in results[:4]} == {""}
    assert not [name for name in NAMES if name in answer.text]
    assert results[4]["problem"]["detail"] == "This device was taken away before that."
    again = former.ask("POST", "/checkins/batch", json={"checkins": queue})
    assert statuses(again.get_json()["results"]) == [200, 200, 200, 200, 409, 409]
    assert not [name for name in NAMES if name in again.text]
    assert counted(door.app) == (4, 5, 0)


def test_it_takes_back_its_own_arrivals_and_empties_no_hall(
    former: Program, door: Program, cards: list[str]
) -> None:
    theirs = f"{9:032}"
    assert statuses(door.batch(scan(9, cards[1]))) == [201]
    queue = [scan(1, cards[0], at=BEFORE), scan(2, cards[1], at=BEFORE)]
    assert statuses(former.batch(*queue)) == [201, 201]
    undos = [{"undo": nonce} for nonce in (f"{1:032}", f"{2:032}", theirs, f"{1:032}")]
    assert statuses(former.batch(*undos)) == [204, 404, 404, 204]
    assert counted(door.app) == (1, 3, 1)
    assert statuses(door.batch({"undo": f"{2:032}"})) == [204], "a device of the event may"


def test_everything_else_is_closed_to_it(former: Program, cards: list[str]) -> None:
    asked = [
        ("POST", "/checkins", {"json": scan(1, cards[0], at=BEFORE)}), ("DELETE", "/checkins/1", {}), ("GET", "/registrations", {}),
        ("GET", "/registrations/search?q=gil", {}), ("GET", "/attendance", {}), ("DELETE", "/checkins/1/registration", {}),
        ("PUT", "/checkins/1/registration", {"json": {"registration": "r1"}}),
    ]  # fmt: skip
    for method, path, sent in asked:
        answer = former.ask(method, path, **sent)
        assert problem(answer)[0] == 401, path
        assert not [name for name in NAMES if name in answer.text]
    elsewhere = Program(former.app, "ZZZZZZ", token=former.token)
    assert problem(elsewhere.ask("POST", "/checkins/batch", json={"checkins": [1]}))[0] == 404


def test_a_day_after_it_was_taken_away_nobody_listens_any_more(
    former: Program, cards: list[str], evening: time_machine.Traveller
) -> None:
    body = {"json": {"checkins": [scan(1, cards[0], at=BEFORE)]}}
    for seconds, status in ((-1, 200), (1, 401)):
        with former.app.app_context():
            gone = db.session.query(Device).filter_by(door="Garden").one().revoked_at
        assert gone
        evening.move_to(gone + devices.HANDS_OVER + timedelta(seconds=seconds))
        assert former.ask("POST", "/checkins/batch", **body).status_code == status


def test_what_waited_when_the_device_was_taken_away_keeps_its_answer(
    door: Program, cards: list[str], evening: time_machine.Traveller
) -> None:
    """A scan without a time of its own, whose answer was lost."""
    first = door.batch(scan(1, cards[0]))[0]
    taken_away(door)
    evening.shift(timedelta(minutes=1))
    again = door.batch(scan(1, cards[0]))[0]
    assert again["status"] == 200
    assert again["checkin"] == first["checkin"] | {"name": ""}


def test_one_code_that_no_database_can_hold_spoils_nothing_for_the_others(
    door: Program, cards: list[str]
) -> None:
    codes = (cards[0], "https://lu.example/check?pk=%00", cards[1])
    results = door.batch(*(scan(number, code) for number, code in enumerate(codes)))
    assert statuses(results) == [201, 404, 201]


def test_once_the_event_is_over_a_token_reads_no_list_and_still_hands_over(
    door: Program, cards: list[str], evening: time_machine.Traveller
) -> None:
    evening.shift(timedelta(days=3))
    for place_ in ("/registrations", "/registrations/search?q=gil", "/attendance"):
        assert problem(door.ask("GET", place_))[0] == 401
    assert problem(door.scan(cards[0]))[0] == 401
    assert statuses(door.batch(scan(1, cards[0], at=BEFORE))) == [201]
