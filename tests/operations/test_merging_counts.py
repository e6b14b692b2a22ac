"""Two arrivals and two places of one person: the running counts stay true when they become one."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from netevent import clock
from netevent.extensions import db
from netevent.models import CheckIn, Event, Person, Registration
from netevent.operations import checkins, registrations, signins
from netevent.operations.checkins import Arrival
from netevent.operations.merging import merge
from tests import cast

CLEO = "cleo@example.org"


@pytest.fixture(autouse=True)
def house(app: Flask, evening: time_machine.Traveller) -> Iterator[None]:
    with app.app_context():
        yield


@pytest.fixture
def event() -> Event:
    return cast.event(cast.person("Ada Moreau"))


@pytest.fixture
def cleo() -> Person:
    return cast.person("Cleo Brandt", CLEO)


def arrive(event: Event, name: str = "Cleo") -> Person:
    arrival = Arrival(name=name, email=CLEO, language="en")
    signin = signins.live(checkins.arrive(event, arrival, nonce=f"form {name}", now=clock.now()), clock.now())
    assert signin
    assert signin.person
    return signin.person


def prove(provisional: Person, owner: Person) -> None:
    merge(provisional, owner, clock.now())
    db.session.commit()


def test_in_twice_becomes_in_once(event: Event, cleo: Person) -> None:
    cast.checked_in(event, cleo)
    provisional = arrive(event)
    assert cast.tallied(event) == {"walked_in": 2}
    prove(provisional, cleo)
    assert cast.tallied(event) == {"walked_in": 1}
    assert db.session.scalars(select(CheckIn)).one().person_id == cleo.id


@pytest.mark.parametrize("first", ["known phone", "new phone"])
def test_in_twice_with_a_place_counts_as_come_once(event: Event, cleo: Person, first: str) -> None:
    place = Registration(event_id=event.id, email=CLEO, source="imported", created_at=clock.now())
    db.session.add(place)
    db.session.commit()
    if first == "known phone":
        cast.checked_in(event, cleo)
        provisional = arrive(event)
    else:
        provisional = arrive(event)
        cast.checked_in(event, cleo)
    assert cast.tallied(event) == {"came": 1, "walked_in": 1}
    prove(provisional, cleo)
    assert cast.tallied(event) == {"came": 1}
    assert db.session.scalars(select(CheckIn)).one().registration_id == place.id


def test_coming_twice_becomes_one_place(cleo: Person, evening: time_machine.Traveller) -> None:
    event = cast.event(
        starts_at=clock.now() + timedelta(days=1), ends_at=clock.now() + timedelta(days=1, hours=3)
    )
    registrations.expect(event, cleo, now=clock.now())
    arrival = Arrival(name="Cleo", email=CLEO, language="en")
    secret = registrations.expect_stranger(event, arrival, nonce="a key", now=clock.now())
    signin = signins.live(secret, clock.now())
    assert signin
    assert signin.person
    prove(signin.person, cleo)
    assert cast.how_many(Registration) == 1
    assert cast.tallied(event) == {"expected": 1}
