"""An address on a list does not tell whose it is: nobody learns more of them from it before they act themselves."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from netevent import clock
from netevent.models import Event, Person, Registration
from netevent.operations import attendance, badges, doors, doorways, labels, registrations, rosters
from netevent.operations.guests import Line
from tests import cast
from tests.operations.door import admit, place

VERA = "vera@example.org"


@pytest.fixture(autouse=True)
def house(app: Flask, evening: time_machine.Traveller) -> Iterator[None]:
    with app.app_context():
        yield


@pytest.fixture
def vera() -> Person:
    return cast.person("Vera Victor", VERA, company="Secret Startup", role="Founder")


@pytest.fixture
def event() -> Event:
    return cast.event(cast.person("Ada Moreau"))


@pytest.fixture
def listed(event: Event, vera: Person) -> Registration:
    """Ada knows an address and nothing else."""
    return place(event, name="", company="", role="", email=VERA)


def all_that_is_told(event: Event) -> str:
    guests, now = [*attendance.guests_of(event)], clock.now()
    found = rosters.found(event, "vera")
    printed = labels.of_event(event)
    return repr((rosters.page(event, "", now).guests, guests, found, printed, doorways.read(event, now)))


def test_on_the_list_an_address_has_no_name(event: Event, listed: Registration) -> None:
    assert rosters.page(event, "", clock.now()).guests[0].id == f"r{listed.id}"
    assert not any(word in all_that_is_told(event) for word in ("Victor", "Secret", "Founder"))


def test_a_tap_on_its_line_lets_them_in_and_tells_no_more(event: Event, listed: Registration) -> None:
    nonce, line = "n" * 32, Line(f"r{listed.id}")
    answer = doors.admit(event, line, nonce=nonce, now=clock.now())
    again = doors.admit(event, line, nonce=nonce, now=clock.now())
    assert (answer.result, answer.name, again.name) == ("welcome", "", "")
    badges.make(event, cast.person("Ada Moreau", "ada2@example.org"), clock.now())
    assert not any(word in all_that_is_told(event) for word in ("Victor", "Secret", "Founder"))
    doors.undo(event, answer.id, now=clock.now())
    listed.cancelled_at = clock.now()
    assert not any(word in all_that_is_told(event) for word in ("Victor", "Secret", "Founder"))


def test_whoever_shows_their_own_card_is_told_by_their_own_words(
    event: Event, listed: Registration, vera: Person
) -> None:
    assert admit(event, vera.card_code).name == "Vera Victor"
    (guest,) = attendance.guests_of(event)
    assert (guest.name, guest.company, guest.role) == ("Vera Victor", "Secret Startup", "Founder")
    assert rosters.page(event, "", clock.now()).guests[0].name == "Vera Victor"
    assert listed.person_id is None


def test_taken_by_a_door_before_their_card_and_its_copies_are_told_as_the_list_has_them(
    event: Event, listed: Registration, vera: Person
) -> None:
    first = doors.admit(event, Line(f"r{listed.id}"), nonce="n" * 32, now=clock.now())
    doors.undo(event, first.id, now=clock.now())
    assert [admit(event, vera.card_code, nonce="m" * 32).name for _ in range(2)] == ["", ""]


def test_whoever_says_they_come_completes_their_place(
    event: Event, listed: Registration, vera: Person
) -> None:
    registrations.expect(event, vera, now=event.starts_at - timedelta(hours=5))
    assert (listed.person_id, listed.name, listed.company) == (vera.id, "Vera Victor", "Secret Startup")
    assert rosters.page(event, "", clock.now()).guests[0].name == "Vera Victor"
