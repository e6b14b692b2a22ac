"""Letting people in at a door: whom a code means, and a sentence for every code that means nobody."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from netevent import clock
from netevent.domain.codes import CARD_LENGTH, new_code
from netevent.errors import Conflict, Invalid, NotFound
from netevent.extensions import db
from netevent.models import Badge, CheckIn, Event, Person, Scan
from netevent.operations import badges, checkins
from tests import cast
from tests.operations.door import admit, badge, place, told

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


def test_a_card_is_welcome_once_and_then_in_already(event: Event, ben: Person) -> None:
    first = admit(event, ben.card_code)
    again = admit(event, ben.card_code, door="Garden", now=clock.now() + MINUTE)
    assert (told(first), told(again)) == (
        ("welcome", "Ben Adler", "Main door"),
        ("already", "Ben Adler", "Main door"),
    )
    assert (again.id, again.at) == (first.id, first.at)
    assert cast.tallied(event) == {"walked_in": 1}
    assert ben.digest_at == event.next_morning


@pytest.mark.parametrize(
    "written",
    [
        "{}",
        " {}\r\n",
        "http://localhost/p/{}",
        "HTTP://LOCALHOST/P/{}",
        "https://short.example/p/{}/ ",
        "{} +",
    ],
)
def test_a_card_is_read_as_it_is_printed_typed_or_mangled(event: Event, ben: Person, written: str) -> None:
    for code in (ben.card_code, ben.card_code.lower()):
        assert admit(event, written.format(code).replace(" +", "")).name == "Ben Adler"


def test_a_badge_lets_in_its_wearer_and_the_place_it_was_printed_for(event: Event, ben: Person) -> None:
    kept = place(event, email="gil@example.org")
    worn, printed = badge(event, person_id=ben.id), badge(event, registration_id=kept.id)
    assert told(admit(event, f"http://localhost/b/{worn}"))[:2] == ("welcome", "Ben Adler")
    assert told(admit(event, printed.lower()))[:2] == ("welcome", "Gil Reyes")
    assert told(admit(event, printed))[0] == "already"
    gil = db.session.query(Person).filter_by(name="Gil Reyes").one()
    assert (gil.email, gil.claimed_email, gil.company, kept.person_id) == (
        None,
        "gil@example.org",
        "Atelier",
        gil.id,
    )
    assert cast.tallied(event) == {"walked_in": 1, "came": 1}


def test_a_place_whose_address_is_proved_is_its_owner_s_and_told_as_it_stands(
    event: Event, ben: Person
) -> None:
    printed = badge(event, registration_id=place(event, email=ben.email).id)
    assert told(admit(event, printed))[:2] == ("welcome", "Gil Reyes")
    assert told(admit(event, ben.card_code))[0] == "already"
    assert cast.how_many(Person) == 2
    assert cast.tallied(event) == {"came": 1}


def test_a_place_that_somebody_came_with_is_theirs(event: Event) -> None:
    printed = badge(event, registration_id=place(event, email="gil@example.org").id)
    phone = checkins.Arrival(name="Gil R.", email="gil@example.org", language="en")
    checkins.arrive(event, phone, nonce="a form of a phone", now=clock.now())
    assert told(admit(event, printed)) == ("already", "Gil R.", "poster")


@pytest.mark.parametrize(
    "scanned",
    [
        "Ab3-xYz.9",
        " ab3-XYZ.9\n",
        "https://lu.example/check?e=1&pk=Ab3-xYz.9",
        "https://lu.example/check?pk=%00Ab3-xYz.9%0A",
    ],
)
def test_a_ticket_of_another_system_is_taken_in_any_letter_case(event: Event, scanned: str) -> None:
    place(event, ticket_code="Ab3-xYz.9")
    assert told(admit(event, scanned))[:2] == ("welcome", "Gil Reyes")


def test_of_two_tickets_that_differ_in_case_alone_the_exact_one_is_meant(event: Event) -> None:
    place(event, ticket_code="abc", name="Small")
    place(event, ticket_code="ABC", name="Large")
    assert [admit(event, code).name for code in ("ABC", "abc")] == ["Large", "Small"]


def test_what_is_no_guest_s_code_gets_one_plain_sentence(event: Event, ben: Person) -> None:
    other = cast.event(ben, title="Wood & Glass")
    place(other, ticket_code="elsewhere")
    refusals = [
        (new_code(CARD_LENGTH), NotFound, "We do not know this code"),
        ("elsewhere", NotFound, "We do not know this code"),
        ("BEGIN:VCARD\nFN:Ben\nEND:VCARD" * 99, NotFound, "We do not know this code"),
        ("javascript:alert(1)", NotFound, "We do not know this code"),
        ("http://[", NotFound, "We do not know this code"),
        ("", Invalid, "Only a part of the code"),
        (f"http://localhost/p/{ben.card_code[:20]}", Invalid, "Only a part of the code"),
        (f"http://localhost/b/{ben.card_code}", NotFound, "We do not know this code"),
        (f"http://localhost/e/{event.code}", Conflict, "the code of the event you are at"),
        (event.code.lower(), Conflict, "the code of the event you are at"),
        (other.code, Conflict, "another event: Wood & Glass"),
        (badge(other, person_id=ben.id), Conflict, "another event: Wood & Glass"),
        (badge(event, registration_id=place(event, cancelled_at=clock.now()).id), Conflict, "place was cancelled"),
    ]  # fmt: skip
    for code, kind, sentence in refusals:
        with pytest.raises(kind, match=sentence):
            admit(event, code)
        db.session.rollback()
    assert cast.how_many(CheckIn) == cast.how_many(Scan) == 0
    assert cast.how_many(Person) == 2


def test_a_renewed_badge_opens_no_door(event: Event, ben: Person) -> None:
    code = badge(event, person_id=ben.id)
    badges.renew(db.session.query(Badge).one(), clock.now())
    with pytest.raises(NotFound):
        admit(event, code)
