"""The one place where somebody is checked in, whoever asks: web, demo, import or door."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from netevent.domain.codes import TYPED_LENGTH, new_code
from netevent.errors import N_, Conflict, NotFound
from netevent.extensions import db
from netevent.models import CheckIn, Event, Person, Registration
from netevent.models.checkins import POSTER
from netevent.operations.newcomers import Arrival as Arrival
from netevent.operations.newcomers import let_in_again, welcome
from netevent.operations.rows import append
from netevent.operations.tallies import count

NOTICE = "2026-11"  # version of the sentence under the check-in button
BEFORE = timedelta(hours=1)
AFTER = timedelta(hours=2)
TRIES = 3  # of 20,000 people in one event, one in five events draws the same typed code twice

NOT_YET = N_("Check-in opens at %(time)s. You can say that you are coming.")
OVER = N_("This event is over, so nobody can check in any more. Your people are still under People.")
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
                return let_in_again(earlier.person if earlier.event_id == event.id else None, arrival, now)
    raise Conflict(N_("Somebody else was faster by a blink. Please tap once more."))


def check_in(event: Event, person: Person, *, nonce: str, now: datetime, door: str = POSTER) -> CheckIn:
    """Check in somebody who is known on this phone; being in already is not an error, it is the answer."""
    refuse_unless_open(event, now)
    if earlier := CheckIn.of(event.id, person.id):
        return earlier
    try:
        place = _free(Registration.of_person(event.id, person.id) or _place_of_address(event, person))
        _admit(event, person.id, place, nonce, now, door)
        person.digest_at = _sooner(person.digest_at, event.next_morning)
        db.session.commit()
    except IntegrityError:
        db.session.rollback()
    return CheckIn.of(event.id, person.id) or _conflict()


def refuse_unless_open(event: Event, now: datetime) -> None:
    refusal = {"before": NOT_YET, "over": OVER, "cancelled": CANCELLED}.get(state_of(event, now))
    if refusal:
        opens = (event.starts_at - BEFORE).astimezone(event.tz)
        raise Conflict(refusal, time=f"{opens:%H:%M}") if refusal == NOT_YET else Conflict(refusal)


def _arrive(event: Event, arrival: Arrival, nonce: str, now: datetime) -> str:
    place = _free(Registration.of_address(event.id, arrival.email))
    newcomer = welcome(
        arrival, event, cause=f"checkin:{event.id}:{nonce}", digest_at=event.next_morning, now=now
    )
    _admit(event, newcomer.person_id, place, nonce, now, POSTER)
    db.session.commit()
    return newcomer.token


def _admit(
    event: Event, person_id: int, place: Registration | None, nonce: str, now: datetime, door: str
) -> None:
    append(
        CheckIn,
        event_id=event.id,
        person_id=person_id,
        registration_id=place.id if place else None,
        at=now,
        door=door,
        nonce=nonce,
        typed_code=new_code(TYPED_LENGTH),
        notice=NOTICE,
    )
    count(event.id, "came" if place else "walked_in", now)


def _free(place: Registration | None) -> Registration | None:
    """The place, unless somebody took it; two phones that want the same one wait for each other here."""
    if place is None:
        return None
    db.session.execute(select(Registration.id).where(Registration.id == place.id).with_for_update())
    taken = db.session.scalar(select(CheckIn.id).where(CheckIn.registration_id == place.id).limit(1))
    return None if taken else place


def _place_of_address(event: Event, person: Person) -> Registration | None:
    """A place kept for a proved address; a claimed one would show whose it is."""
    return Registration.of_address(event.id, person.email) if person.email else None


def _sooner(first: datetime | None, second: datetime) -> datetime:
    return min(first, second) if first else second


def _conflict() -> CheckIn:
    raise NotFound(N_("This check-in was undone. Please scan the poster once more."))
