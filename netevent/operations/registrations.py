"""Saying "I'm coming" before the doors open."""

from datetime import datetime

from sqlalchemy.exc import IntegrityError

from netevent.extensions import db
from netevent.models import Event, Person, Registration
from netevent.operations import signins
from netevent.operations.checkins import Arrival, new_provisional, post_welcome
from netevent.operations.tallies import count


def expect_stranger(event: Event, arrival: Arrival, *, now: datetime) -> str:
    """A phone nobody is signed in on says "I'm coming". Returns the secret of its new sign-in."""
    person = new_provisional(arrival, now)
    signin, token = signins.open_for(person, arrival.email, now)
    db.session.flush()
    _keep_place(event, person, now)
    post_welcome(person, signin, event, arrival.language, now)
    db.session.commit()
    return token


def expect(event: Event, person: Person, *, now: datetime) -> Registration:
    """A known person says "I'm coming"; saying it twice keeps one place."""
    if earlier := Registration.of_person(event.id, person.id):
        return earlier
    try:
        place = _keep_place(event, person, now)
        db.session.commit()
    except IntegrityError:
        db.session.rollback()
        return Registration.of_person(event.id, person.id) or expect(event, person, now=now)
    return place


def _keep_place(event: Event, person: Person, now: datetime) -> Registration:
    place = Registration(
        event_id=event.id, person_id=person.id, name=person.name, email=person.address, source="self", created_at=now
    )
    db.session.add(place)
    count(event.id, "expected", event.starts_at)
    return place
