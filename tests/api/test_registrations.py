"""The guest list of a door device, page by page and change by change; and the counts."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from flask import Flask

from netevent import clock
from netevent.domain.codes import CARD_LENGTH, new_code
from netevent.extensions import db
from netevent.models import Badge, Event, Person, Registration
from netevent.operations import badges, checkins, incoming, rosters
from netevent.operations.entries import hash_of
from tests import cast
from tests.api.programs import Program, problem
from tests.operations.door import badge, place

LONG = timedelta(minutes=10)


@pytest.fixture
def door(app: Flask, evening: time_machine.Traveller) -> Program:
    with app.app_context():
        code = cast.event(cast.person("Ada Moreau")).code
    return Program(app, code)


@pytest.fixture
def house(app: Flask, door: Program):  # type: ignore[no-untyped-def]
    with app.app_context():
        yield Event.of_code(door.code)


def by_name(said: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {guest["name"]: guest for guest in said["registrations"]}


def whole(door: Program) -> tuple[list[dict[str, Any]], str]:
    guests, said = [], door.guests()
    while said["more"]:
        guests += said["registrations"]
        said = door.guests(said["cursor"])
    return guests + said["registrations"], said["cursor"]


def test_everybody_is_on_it_with_the_hashes_of_their_codes(door: Program, house: Event) -> None:
    ben, cleo = cast.person("Ben Adler", company="Wood & Co"), cast.person("Cleo Brandt")
    gil = place(house, email="gil@example.org", ticket_code="Abc-9")
    printed, worn = badge(house, registration_id=gil.id), badge(house, person_id=ben.id)
    place(house, name="B. Adler", email=ben.email, company="")
    place(house, name="Eve", cancelled_at=clock.now())
    place(cast.event(cleo), name="Elsewhere")
    cast.checked_in(house, cleo)
    said = door.guests()
    guests = by_name(said)
    assert (said["more"], set(guests)) == (False, {"Gil Reyes", "B. Adler", "Eve", "Cleo Brandt"})
    assert guests["Gil Reyes"]["codes"] == [hash_of(printed), hash_of("abc-9")]
    assert set(guests["B. Adler"]["codes"]) == {hash_of(ben.card_code), hash_of(worn)}
    assert (guests["Gil Reyes"]["company"], guests["B. Adler"]["company"]) == ("Atelier", "")
    assert {name: guest["status"] for name, guest in guests.items()} == {
        "Gil Reyes": "expected", "B. Adler": "expected", "Eve": "cancelled", "Cleo Brandt": "here",
    }  # fmt: skip
    assert (guests["Cleo Brandt"]["at"], guests["Cleo Brandt"]["door"]) == ("2026-11-05T18:00:00Z", "poster")
    assert "@" not in str(said)


def test_pages_follow_each_other_without_a_gap(
    door: Program, house: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rosters, "PAGE", 3)
    for number in range(7):
        place(house, name=f"Guest {number}")
    people = [cast.person(f"Walker {number}", f"w{number}@example.org") for number in range(5)]
    cast.checked_in(house, *people)
    guests, _ = whole(door)
    assert [guest["name"] for guest in guests] == [
        *(f"Guest {n}" for n in range(7)), *(f"Walker {n}" for n in range(5)),
    ]  # fmt: skip
    assert len({guest["id"] for guest in guests}) == 12


def test_a_cursor_leads_to_what_changed(door: Program, house: Event, evening: time_machine.Traveller) -> None:
    ben, cleo, dan = (cast.person(name) for name in ("Ben Adler", "Cleo Brandt", "Dan Okafor"))
    kept = {name: place(house, name=name) for name in ("Gil", "Hal", "Ivy", "Jon")}
    printed = badge(house, registration_id=kept["Gil"].id)
    walked = door.scan(dan.card_code).get_json()["id"]
    came = door.scan(printed).get_json()["id"]
    _, cursor = whole(door)
    evening.shift(LONG)
    cursor = door.guests(cursor)["cursor"]
    evening.shift(LONG)
    assert door.guests(cursor)["registrations"] == []
    door.undo(walked)
    door.undo(came)
    checkins.check_in(house, ben, nonce="a form of a phone", now=clock.now())
    door.scan(cleo.card_code, at="2026-11-05T17:45:00Z")
    kept["Hal"].cancelled_at = clock.now()
    badge(house, registration_id=kept["Ivy"].id)
    place(house, name="Kim")
    said = door.guests(cursor)
    assert {guest["name"]: guest["status"] for guest in said["registrations"]} == {
        "Gil": "expected", "Hal": "cancelled", "Ivy": "expected", "Kim": "expected", "Ben Adler": "here",
        "Cleo Brandt": "here", "": "gone",
    }  # fmt: skip
    assert by_name(said)[""] | {"id": f"c{walked}"} == by_name(said)[""]
    evening.shift(LONG)
    once_more = door.guests(door.guests(said["cursor"])["cursor"])
    assert once_more["registrations"] == []


def test_a_list_that_comes_in_once_more_reaches_the_doors(
    door: Program, house: Event, evening: time_machine.Traveller, tmp_path: Path
) -> None:
    file = tmp_path / "guests.csv"
    file.write_text("name,email,ticket\nGil Reyes,gil@example.org,\nHal,hal@example.org,\n")
    incoming.bring_in_file(door.code, file, clock.now())
    _, cursor = whole(door)
    evening.shift(LONG)
    cursor = door.guests(cursor)["cursor"]
    file.write_text("name,email,ticket\nGil Reyes,gil@example.org,T-9\nHal,hal@example.org,\n")
    incoming.bring_in_file(door.code, file, clock.now())
    guests = by_name(door.guests(cursor))
    assert guests["Gil Reyes"]["codes"] == [hash_of("t-9")]
    assert set(guests) == {"Gil Reyes"}


def test_a_renewed_badge_is_no_code_of_anybody(door: Program, house: Event) -> None:
    ben = cast.person("Ben Adler")
    cast.checked_in(house, ben)
    old = badge(house, person_id=ben.id)
    badges.renew(db.session.query(Badge).one(), clock.now())
    codes = by_name(door.guests())["Ben Adler"]["codes"]
    assert hash_of(old) not in codes
    assert len(codes) == 2


@pytest.mark.parametrize(
    "since", ["x", "1.2.z3", "0.0.r", "9" * 17 + ".1.r1", "1.1.r1%00", "-1.1.r1", "1.1.r" + "9" * 19]
)
def test_a_cursor_that_is_none_is_422(door: Program, since: str) -> None:
    assert problem(door.ask("GET", f"/registrations?since={since}"))[::2] == (422, "/since")


def test_a_thousand_forged_codes_are_on_no_list(door: Program, house: Event) -> None:
    place(house, ticket_code="Abc-9")
    cast.checked_in(house, cast.person("Ben Adler"))
    known = {code for guest in door.guests()["registrations"] for code in guest["codes"]}
    assert not known & {hash_of(new_code(CARD_LENGTH)) for _ in range(1000)}
    assert len(known) == 2


def test_the_counts(door: Program, house: Event) -> None:
    assert door.attendance() == {"expected": 0, "here": 0, "walked_in": 0, "doors": []}
    gil = place(house)
    cast.checked_in(house, cast.person("Ben Adler"))
    garden = Program(door.app, door.code, "Garden")
    garden.scan(badge(house, registration_id=gil.id))
    garden.scan(cast.person("Cleo Brandt").card_code)
    said = door.attendance()
    assert said["doors"] == [{"door": "Garden", "here": 2}, {"door": "poster", "here": 1}]
    assert (said["here"], said["walked_in"]) == (3, 2)


def test_two_thousand_guests_are_two_pages(door: Program, house: Event) -> None:
    db.session.execute(
        Registration.__table__.insert(),
        [
            {"event_id": house.id, "name": f"Guest {n}", "company": "", "role": "", "ticket_code": f"T{n}", "order_code": "",
             "source": "imported", "created_at": clock.now()}
            for n in range(2000)
        ],
    )  # fmt: skip
    db.session.commit()
    first = door.guests()
    second = door.guests(first["cursor"])
    third = door.guests(second["cursor"])
    assert [len(said["registrations"]) for said in (first, second, third)] == [1000, 1000, 0]
    assert [said["more"] for said in (first, second, third)] == [True, True, False]
    assert cast.how_many(Person) == 1
