"""The doors of an event: who came in by each, what devices are heard of, what does not add up, and when a page is old."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from netevent import clock
from netevent.domain.codes import new_code
from netevent.extensions import db
from netevent.models import CheckIn, Device, Event, Person
from netevent.operations import attendance, devices, doors, doorways, matches
from netevent.operations.merging import merge
from tests import cast
from tests.operations.door import admit, place

MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def house(app: Flask, evening: time_machine.Traveller) -> Iterator[None]:
    with app.app_context():
        yield


@pytest.fixture
def event() -> Event:
    return cast.event(cast.person("Ada Moreau"))


def device(event: Event, door: str = "Main door") -> Device:
    made = devices.of_token(devices.make(event, door, now=clock.now()))
    assert made
    return made


def scan(event: Event, person: Person, door: str, minutes: float = 0, by: Device | None = None) -> int:
    """Uploaded now, read that many minutes ago."""
    at = clock.now() - minutes * MINUTE if minutes else None
    return admit(event, person.card_code, door=door, at=at, device=by).id


def rows(event: Event) -> list[tuple[str, int, str]]:
    return [(door.name, door.here, door.state) for door in doorways.doors_of(event, clock.now())]


def version(event: Event) -> str:
    return attendance.version_of(event, attendance.attendance_of(event), clock.now())


def test_the_poster_is_first_and_then_the_busiest_door(event: Event) -> None:
    people = [cast.person(f"Guest{number}") for number in range(5)]
    cast.checked_in(event, people[0])
    for person, door in zip(people[1:], ("Garden", "Main", "Main", "Main"), strict=True):
        scan(event, person, door)
    device(event, "Balcony")
    assert rows(event) == [
        ("poster", 1, ""), ("Main", 3, ""), ("Garden", 1, ""), ("Balcony", 0, "unseen"),
    ]  # fmt: skip
    assert rows(cast.event()) == [("poster", 0, "")]


def test_a_door_is_online_while_one_of_its_devices_is_heard_of(
    event: Event, evening: time_machine.Traveller
) -> None:
    one, two = device(event), device(event)
    devices.seen(one, clock.now())
    for minutes, state in ((2, "online"), (0.1, "offline")):
        evening.shift(minutes * MINUTE)
        assert rows(event)[1] == ("Main door", 0, state)
    devices.seen(two, clock.now())
    assert rows(event)[1][2] == "online"
    devices.revoke(two, now=clock.now())
    assert rows(event)[1][2] == "offline"
    devices.revoke(one, now=clock.now())
    assert rows(event) == [("poster", 0, "")]


def test_two_doors_that_let_the_same_person_in_are_named_in_order(event: Event) -> None:
    ben = cast.person("Ben")
    scan(event, ben, "Main")
    scan(event, ben, "Garden", minutes=7)
    (one,) = doorways.let_in_twice(event)
    now = clock.now()
    assert (one.name, [(at.door, now - at.at) for at in one.welcomes]) == (
        "Ben", [("Garden", 7 * MINUTE), ("Main", 0 * MINUTE)],
    )  # fmt: skip
    assert rows(event) == [("poster", 0, ""), ("Garden", 1, "")]
    assert doorways.let_in_twice(cast.event()) == []


def test_the_second_of_two_scans_is_no_welcome_and_one_door_knows_whom_it_let_in(event: Event) -> None:
    ben, cleo = cast.person("Ben"), cast.person("Cleo")
    scan(event, ben, "Main", minutes=5)
    scan(event, ben, "Garden")
    for minutes in (3, 4):  # the same door, uploaded in the wrong order
        scan(event, cleo, "Main", minutes=minutes)
    assert doorways.let_in_twice(event) == []


def test_two_devices_without_signal_at_one_door_are_two_doors(event: Event) -> None:
    ben, pair = cast.person("Ben"), (device(event), device(event))
    for minutes, by in zip((3, 4), pair, strict=True):
        scan(event, ben, "", minutes, by)
    assert len(doorways.let_in_twice(event)) == 1


def test_an_arrival_that_is_taken_back_was_let_in_by_nobody(event: Event) -> None:
    ben = cast.person("Ben")
    number = scan(event, ben, "Main")
    scan(event, ben, "Garden", minutes=7)
    doors.undo(event, number, now=clock.now())
    assert doorways.let_in_twice(event) == []
    assert rows(event) == [("poster", 0, "")]
    scan(event, ben, "Main")
    assert doorways.let_in_twice(event) == []
    assert rows(event) == [("poster", 0, ""), ("Main", 1, "")]


def test_whoever_was_two_people_and_is_one_came_in_once_by_the_door_that_counts(event: Event) -> None:
    ben, benno = cast.person("Ben"), cast.person("Benno", company="Nordlys")
    scan(event, ben, "Main")
    scan(event, benno, "Garden", minutes=3)
    assert doorways.let_in_twice(event) == []
    before = version(event)
    merge(benno, ben, clock.now())
    db.session.commit()
    assert rows(event) == [("poster", 0, ""), ("Main", 1, "")]
    assert cast.tallied(event) == {"walked_in": 1}
    assert [(one.name, len(one.welcomes)) for one in doorways.let_in_twice(event)] == [("Ben", 2)]
    assert version(event) != before


def test_a_merge_that_moves_an_arrival_to_another_name_is_news(event: Event) -> None:
    """The counts stay as they are."""
    ben, benno = cast.person("Ben"), cast.person("Benno")
    scan(event, benno, "Main")
    figures, before = attendance.attendance_of(event), version(event)
    merge(benno, ben, clock.now())
    db.session.commit()
    assert attendance.attendance_of(event) == figures
    assert version(event) != before


def test_what_a_device_tells_when_it_was_taken_away_already(
    event: Event, evening: time_machine.Traveller
) -> None:
    ben, cleo, main = cast.person("Ben"), cast.person("Cleo"), device(event)
    scan(event, cleo, "", by=main)
    devices.revoke(main, now=clock.now())
    evening.shift(3 * MINUTE)
    db.session.refresh(main)
    number, told = scan(event, ben, "", minutes=5, by=main), clock.now()
    (one,) = doorways.told_afterwards(event)
    assert (one.name, one.welcome.door, told - one.welcome.at, one.received_at) == (
        "Ben", "Main door", 5 * MINUTE, told,
    )  # fmt: skip
    doors.undo(event, number, now=clock.now())
    assert doorways.told_afterwards(event) == []


def test_the_version_is_another_one_after_everything_a_page_could_show(
    event: Event, evening: time_machine.Traveller
) -> None:
    ben, cleo, main = cast.person("Ben"), cast.person("Cleo"), device(event)
    seat = place(event)
    held = {version(event)}

    def is_news(what: str) -> None:
        now = version(event)
        assert now not in held, what
        assert version(event) == now, "the same twice"
        held.add(now)

    number = scan(event, ben, "Main")
    is_news("an arrival")
    doors.undo(event, number, now=clock.now())
    is_news("an undo")
    number = scan(event, ben, "Main")
    is_news("an arrival after an undo, with the counts of before")
    scan(event, ben, "Garden", minutes=2)
    is_news("a conflict")
    matches.match(event, number, seat.id, now=clock.now())
    is_news("a walk-in who was on the list")
    matches.part(event, number, now=clock.now())
    is_news("and was not")
    devices.seen(main, clock.now())
    is_news("a device that is heard of")
    evening.shift(2 * MINUTE + timedelta(seconds=1))
    is_news("a device that is silent")
    evening.shift(MINUTE)
    is_news("a device that is silent for longer")
    devices.revoke(main, now=clock.now())
    is_news("a device that is taken away")
    cleo.name = "Cleo Brandt"
    db.session.commit()
    assert version(event) in held
    cast.checked_in(event, cleo)
    is_news("the poster")


def test_two_arrivals_and_two_undos_that_leave_the_counts_alike_are_news(event: Event) -> None:
    """One goes and another one comes between two questions of a page."""
    ben, cleo = cast.person("Ben"), cast.person("Cleo")
    number, before = scan(event, ben, "Main"), version(event)
    doors.undo(event, number, now=clock.now())
    scan(event, cleo, "Main")
    assert version(event) != before


def test_a_scan_that_becomes_visible_after_later_ones_is_news(event: Event) -> None:
    """Its transaction took longer: it was received first, and the newest row was seen before."""
    ben = cast.person("Ben")
    people = [cast.person(f"Guest{number}") for number in range(doorways.LAST + 1)]
    scan(event, ben, "Main", minutes=4)
    for person in people:
        scan(event, person, "Main")
    before, figures = version(event), attendance.attendance_of(event)
    admit(
        event, ben.card_code, door="Garden", at=clock.now() - 4 * MINUTE - timedelta(seconds=9), now=clock.now() - MINUTE,
    )  # fmt: skip
    assert attendance.attendance_of(event).here == figures.here
    assert version(event) != before


def test_a_device_that_is_silent_after_the_doors_closed_is_no_news(
    event: Event, evening: time_machine.Traveller
) -> None:
    main = device(event)
    devices.seen(main, clock.now())
    evening.shift(timedelta(hours=6))
    before = version(event)
    evening.shift(4 * MINUTE)
    assert version(event) == before


def test_people_of_a_hall_are_counted_by_door_without_any_of_another_event(event: Event) -> None:
    other = cast.event()
    scan(other, cast.person("Ben"), "Main")
    db.session.add(
        CheckIn(
            event_id=event.id, person_id=cast.person("Cleo").id, at=clock.now(), door="", nonce=new_code(26), typed_code="AAAAAA", notice="x",
        )
    )  # fmt: skip
    db.session.commit()
    assert rows(event) == [("poster", 0, ""), ("", 1, "")]
