"""Somebody who walked in was on the list after all: their check-in takes that place, and gives it back if it was not so."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from netevent.errors import N_, Conflict, NotFound
from netevent.extensions import db
from netevent.models import CheckIn, Device, Event, Match, Person, Registration, SignIn
from netevent.operations.doors import NOBODY_IN
from netevent.operations.guests import GIVEN_UP, NOT_LISTED
from netevent.operations.tallies import count

PLACED = N_("This person has a place on the list already.")
TAKEN = N_("Somebody else came with this place.")


def match(
    event: Event,
    checkin_id: int,
    place_id: int,
    *,
    now: datetime,
    device: Device | None = None,
    by: Person | None = None,
) -> CheckIn:
    """Give a walk-in the place of the list it belongs to; saying it twice changes nothing.

    The place keeps whose it was; somebody without any address gets that of the list, to be proved by them.
    Raises NotFound, or Conflict where either of the two has another match.
    """
    there, place = _arrival(event, checkin_id), _place(event, place_id)
    if there.registration_id == place.id:
        return there
    if there.registration_id:
        raise Conflict(PLACED)
    if place.cancelled_at:
        raise Conflict(GIVEN_UP)
    if place.taken:
        raise Conflict(TAKEN)
    if not there.person.address:
        there.person.claimed_email = place.email
    there.registration_id = place.id
    db.session.add(
        Match(
            event_id=event.id, checkin_id=there.id, registration_id=place.id, at=now,
            device_id=device.id if device else None, by_id=by.id if by else None,
        )
    )  # fmt: skip
    _recount(there, came=1)
    return there


def part(event: Event, checkin_id: int, *, now: datetime) -> None:
    """Take a match back: the arrival is a walk-in again, and the place is free. A second time changes nothing."""
    there, match_ = _arrival(event, checkin_id), Match.of_checkin(checkin_id)
    if match_ is None:
        return
    place = db.session.get_one(Registration, match_.registration_id)
    if there.person.claimed_email == place.email and not _said_it_themselves(there.person):
        there.person.claimed_email = None
    there.registration_id = None
    db.session.execute(update(Match).where(Match.id == match_.id).values(undone_at=now))
    _recount(there, came=-1)


def _arrival(event: Event, checkin_id: int) -> CheckIn:
    there = CheckIn.held(event.id, id=checkin_id)
    if there is None:
        raise NotFound(NOBODY_IN)
    return there


def _place(event: Event, place_id: int) -> Registration:
    """As it stands now; nobody comes with it by another door before the caller commits."""
    mine = select(Registration).where(Registration.event_id == event.id, Registration.id == place_id)
    place = db.session.scalar(mine.with_for_update().execution_options(populate_existing=True))
    if place is None:
        raise NotFound(NOT_LISTED)
    return place


def _said_it_themselves(person: Person) -> bool:
    """Whether the address of somebody came from their own phone, or with a place that was theirs before."""
    own = (
        select(SignIn.id).where(SignIn.person_id == person.id),
        select(Registration.id).where(Registration.person_id == person.id),
    )
    return any(db.session.scalar(rows.limit(1)) for rows in own)


def _recount(there: CheckIn, *, came: int) -> None:
    """Commits; two who take one place at once are told apart by the unique constraint."""
    try:
        db.session.flush()
        count(there.event_id, "came", there.at, by=came)
        count(there.event_id, "walked_in", there.at, by=-came)
        db.session.commit()
    except IntegrityError:
        db.session.rollback()
        raise Conflict(TAKEN) from None
