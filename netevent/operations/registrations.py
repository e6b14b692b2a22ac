"""Saying "I'm coming" before the doors open."""

from datetime import datetime
from typing import Any

from sqlalchemy.exc import IntegrityError

from netevent.errors import N_, Conflict
from netevent.extensions import db
from netevent.models import Event, OutboxMail, Person, Registration
from netevent.operations.newcomers import Arrival, let_in_again, welcome
from netevent.operations.rows import Row, put_chain
from netevent.operations.tallies import count


def expect_stranger(event: Event, arrival: Arrival, *, nonce: str, now: datetime) -> str:
    """A phone nobody is signed in on says "I'm coming". Returns the secret of its new sign-in.

    The same `nonce` again finds the same person: it is the cause of the mail, and a cause has one mail.
    """
    cause = f"coming:{event.id}:{nonce}"
    try:
        return _expect_stranger(event, arrival, cause, now)
    except IntegrityError:
        db.session.rollback()
        mail = OutboxMail.of_cause(cause)
        return let_in_again(mail.person if mail else None, arrival, now)


def expect(event: Event, person: Person, *, now: datetime) -> Registration:
    """A known person says "I'm coming"; saying it twice keeps one place."""
    if earlier := Registration.of_person(event.id, person.id):
        return earlier
    try:
        place = _imported_place(event, person) or _keep_place(event, person, now)
        place.person_id = person.id
        place.complete(person)
        db.session.commit()
    except IntegrityError:
        db.session.rollback()
        earlier = Registration.of_person(event.id, person.id)
        if earlier is None:
            raise Conflict(N_("Somebody else was faster by a blink. Please tap once more.")) from None
        return earlier
    return place


def _expect_stranger(event: Event, arrival: Arrival, cause: str, now: datetime) -> str:
    newcomer, token = welcome(arrival, event, cause=cause, digest_at=None, now=now)
    place = _place(event, arrival.name, arrival.email, now)
    put_chain([*newcomer, Row(Registration, place, points={"person_id": 0})])
    count(event.id, "expected", event.starts_at)
    db.session.commit()
    return token


def _imported_place(event: Event, person: Person) -> Registration | None:
    """A place the organiser's list keeps for a proved address, as long as it is nobody's."""
    place = Registration.of_address(event.id, person.email) if person.email else None
    return place if place and place.person_id is None else None


def _keep_place(event: Event, person: Person, now: datetime) -> Registration:
    place = Registration(person_id=person.id, **_place(event, person.name, person.address, now))
    db.session.add(place)
    count(event.id, "expected", event.starts_at)
    return place


def _place(event: Event, name: str, email: str | None, now: datetime) -> dict[str, Any]:
    return {"event_id": event.id, "name": name, "email": email, "source": "self", "created_at": now}
