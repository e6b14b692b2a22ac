"""The one place where somebody is checked in, whoever asks: web, demo, import or door."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.exc import IntegrityError

from netevent.domain.codes import TYPED_LENGTH, new_code
from netevent.errors import N_, Conflict
from netevent.extensions import db
from netevent.models import CheckIn, Event, Person, Registration, Scan
from netevent.models.checkins import POSTER
from netevent.models.registrations import FREE_PLACE
from netevent.operations.newcomers import Arrival as Arrival
from netevent.operations.newcomers import let_in_again, welcome
from netevent.operations.rows import Row, put, put_chain
from netevent.operations.tallies import count

NOTICE = "2026-11"  # version of the sentence under the check-in button
BEFORE = timedelta(hours=1)
AFTER = timedelta(hours=2)
TRIES = 3  # of 20,000 people in one event, one in five events draws the same typed code twice

NOT_YET = N_("Check-in opens at %(time)s. You can say that you are coming.")
OVER = N_("This event is over, so nobody can check in any more. Your people are still under People.")
FASTER = N_("Somebody else was faster by a blink. Please tap once more.")
CANCELLED = N_("This event was cancelled. The organiser can tell you more.")


def state_of(event: Event, now: datetime) -> str:
    """'before', 'open', 'over' or 'cancelled': what the page of an event offers at this moment."""
    if event.cancelled_at:
        return "cancelled"
    if now < event.starts_at - BEFORE:
        return "before"
    return "open" if now <= event.closes_at + AFTER else "over"


def arrive(event: Event, arrival: Arrival, *, nonce: str, now: datetime) -> str:
    """Check in a phone nobody is signed in on: a new provisional person with a claimed address.

    Returns the secret of the new sign-in. The same `nonce` again finds the same person.
    """
    refuse_unless_open(event, now)
    for _ in range(TRIES):
        try:
            return _arrive(event, arrival, nonce, now)
        except IntegrityError:
            db.session.rollback()
            if earlier := CheckIn.of_nonce(nonce):
                own = earlier.event_id == event.id and Scan.of_nonce(nonce) is None  # no door let them in
                return let_in_again(earlier.person if own else None, arrival, now)
    raise Conflict(FASTER)


def check_in(event: Event, person: Person, *, nonce: str, now: datetime, door: str = POSTER) -> CheckIn:
    """Check in somebody who is known on this phone; being in already is not an error, it is the answer."""
    refuse_unless_open(event, now)
    for _ in range(TRIES):
        if earlier := CheckIn.of(event.id, person.id):
            return earlier
        try:
            let_in(event, person, nonce=nonce, at=now, door=door)
            db.session.commit()
        except IntegrityError:
            db.session.rollback()
    raise Conflict(FASTER)


def let_in(event: Event, person: Person, *, nonce: str, at: datetime, door: str) -> int:
    """The rows of an arrival, and its number. The caller commits, and knows what it means to be in already:
    the unique constraints raise IntegrityError."""
    place = _place_of(event, person)
    row = _row(event, nonce, at, door)
    number = put(CheckIn, person_id=person.id, registration_id=place, **row)
    count(event.id, kind_of(place), at)
    person.digest_at = _sooner(person.digest_at, event.next_morning)
    return number


def kind_of(place_id: int | None) -> str:
    """How an arrival is counted: with a place it came, without one it walked in."""
    return "came" if place_id else "walked_in"


def refuse_unless_open(event: Event, now: datetime) -> None:
    refusal = {"before": NOT_YET, "over": OVER, "cancelled": CANCELLED}.get(state_of(event, now))
    if refusal:
        opens = (event.starts_at - BEFORE).astimezone(event.tz)
        raise Conflict(refusal, time=f"{opens:%H:%M}") if refusal == NOT_YET else Conflict(refusal)


def _arrive(event: Event, arrival: Arrival, nonce: str, now: datetime) -> str:
    """Two phones that want the same place are told apart by the unique constraint: the slower one tries again,
    and walks in."""
    cause, morning = f"checkin:{event.id}:{nonce}", event.next_morning
    newcomer, token = welcome(arrival, event, cause=cause, digest_at=morning, now=now)
    checkin = Row(
        CheckIn,
        _row(event, nonce, now, POSTER),
        points={"person_id": 0},
        asks={"registration_id": FREE_PLACE},
        fills={"at_event": event.id, "of_address": arrival.email},
        gives="registration_id",
    )
    place = put_chain([*newcomer, checkin])
    count(event.id, kind_of(place), now)
    db.session.commit()
    return token


def _row(event: Event, nonce: str, now: datetime, door: str) -> dict[str, Any]:
    return {
        "event_id": event.id,
        "at": now,
        "door": door,
        "nonce": nonce,
        "typed_code": new_code(TYPED_LENGTH),
        "notice": NOTICE,
    }


def _place_of(event: Event, person: Person) -> int | None:
    """The id of the place kept for a person or their proved address; a claimed one would show whose it is."""
    place = Registration.of_person(event.id, person.id)
    if (place is None or place.taken) and person.email:
        place = Registration.of_address(event.id, person.email)
    return place.id if place and not place.taken else None


def _sooner(first: datetime | None, second: datetime) -> datetime:
    return min(first, second) if first else second
