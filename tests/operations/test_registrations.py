"""Saying "I'm coming": one place a person, whoever they turn out to be."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from netevent import clock
from netevent.errors import Conflict, Invalid
from netevent.extensions import db
from netevent.models import CheckIn, Event, OutboxMail, Person, Registration, SignIn
from netevent.operations import checkins, proofs, registrations, signins
from netevent.operations.checkins import Arrival
from tests import cast

CLEO = "cleo@example.org"


@pytest.fixture(autouse=True)
def house(app: Flask, evening: time_machine.Traveller) -> Iterator[None]:
    with app.app_context():
        yield


@pytest.fixture
def event() -> Event:
    """Tomorrow at seven."""
    return cast.event(
        starts_at=clock.now() + timedelta(days=1), ends_at=clock.now() + timedelta(days=1, hours=3)
    )


def coming(event: Event, key: str = "a key", email: str = CLEO) -> str:
    arrival = Arrival(name="Cleo Brandt", email=email, language="it")
    return registrations.expect_stranger(event, arrival, nonce=key, now=clock.now())


def test_a_stranger_becomes_a_provisional_person_with_a_place(event: Event) -> None:
    signin = signins.live(coming(event), clock.now())
    place = db.session.query(Registration).one()
    assert signin
    assert (place.person_id, place.email, place.source) == (signin.person_id, CLEO, "self")
    mail = db.session.query(OutboxMail).one()
    assert (mail.kind, mail.address, mail.language) == ("checkin", CLEO, "it")
    assert cast.tallied(event) == {"expected": 1}
    assert cast.how_many(CheckIn) == 0


def test_the_same_form_twice_is_one_place_and_the_same_person(event: Event) -> None:
    people = {signins.live(coming(event), clock.now()).person_id for _ in range(2)}  # type: ignore[union-attr]
    assert len(people) == 1
    assert (cast.how_many(Registration), cast.how_many(OutboxMail)) == (1, 1)
    assert cast.tallied(event) == {"expected": 1}


def test_the_same_form_brings_no_stranger_in_once_the_address_is_proved(event: Event) -> None:
    coming(event)
    mail = db.session.query(OutboxMail).one()
    proofs.by_link(proofs.link_of(db.session.get_one(SignIn, mail.signin_id)), None, clock.now())
    with pytest.raises(Conflict):
        coming(event)


def test_the_same_form_with_another_address_is_refused(event: Event) -> None:
    coming(event)
    with pytest.raises(Invalid):
        coming(event, email="dan@example.org")
    assert cast.how_many(Person) == 1


def test_a_known_person_keeps_one_place(event: Event) -> None:
    ben = cast.person("Ben Adler")
    first, again = (registrations.expect(event, ben, now=clock.now()) for _ in range(2))
    assert first == again
    assert cast.tallied(event) == {"expected": 1}
    assert cast.how_many(OutboxMail) == 0


def test_an_imported_place_of_the_proved_address_becomes_the_own(event: Event) -> None:
    ben = cast.person("Ben Adler")
    imported = Registration(event_id=event.id, email=ben.email, source="imported", created_at=clock.now())
    db.session.add(imported)
    db.session.commit()
    assert registrations.expect(event, ben, now=clock.now()) == imported
    assert imported.person_id == ben.id
    assert cast.how_many(Registration) == 1


def test_whoever_said_so_comes_and_is_counted(event: Event, evening: time_machine.Traveller) -> None:
    ben = cast.person("Ben Adler")
    place = registrations.expect(event, ben, now=clock.now())
    evening.shift(timedelta(days=1))
    checkin = checkins.check_in(event, ben, nonce="a key", now=clock.now())
    assert checkin.registration_id == place.id
    assert cast.tallied(event) == {"expected": 1, "came": 1}
