"""Who is meant at a door: by a card, a printed badge or the ticket of another system, by a line of the list, or by name."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, update

from netevent.domain.codes import CARD_LENGTH, EVENT_LENGTH, is_code, new_code, normal, read_link
from netevent.domain.imports import key_in
from netevent.errors import N_, Conflict, Invalid, NotFound
from netevent.extensions import db
from netevent.models import Badge, CheckIn, Event, Person, Registration
from netevent.operations.rows import put
from netevent.operations.scans import CONTROLS, HALF, OTHER_EVENT, THIS_EVENT

LONGEST = 500  # characters; a ticket has 250 at most, in an address or without

MOST_DIGITS = 19  # a larger number is no row of ours

UNKNOWN = N_("We do not know this code. Look for their name on the list.")
GIVEN_UP = N_("This place was cancelled. Ask the organiser whether they may come in.")


NOT_LISTED = N_("This line is not on the list any more. Look for their name once more.")


class Taken(Exception):
    """Another door was faster to say whose a place is; looked up again, it has its person."""


@dataclass(frozen=True, slots=True)
class Line:
    """Somebody chosen from the guest list, by the id the list gives them: r12 for a place, c45 for a walk-in."""

    id: str


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody no list knows, by the name they said; both are clean text."""

    name: str
    company: str = ""


Whom = str | Line | Newcomer
"""A code as it was read, a line of the list, or a name."""


def behind(event: Event, whom: Whom, now: datetime) -> Person:
    """The person who is meant at this event; one who was a line of a list or a name so far is made here.

    Raises NotFound, Conflict, Invalid, or Taken; the caller commits.
    """
    if isinstance(whom, Newcomer):
        return _stranger(whom, event, now)
    if isinstance(whom, Line):
        return _listed(event, whom.id, now)
    return _carrier(event, whom, now)


def told_as(event_id: int, person: Person) -> Person | Registration:
    """Whose name and company a door is told: of somebody it took from an imported list, those that stand there."""
    place = Registration.ever_of(event_id, person.id)
    return person if place is None or place.own_words else place


def card_in(whom: Whom) -> str | None:
    """The code of a card, if one may have been read; a bare code may be that of a badge as well."""
    kind, code = _read(CONTROLS.sub(" ", whom).strip()) if isinstance(whom, str) else ("", "")
    return code if kind in ("", "p") and is_code(code, CARD_LENGTH) else None


def _read(seen: str) -> tuple[str, str]:
    """The kind of an address of ours, '' for everything else, and the code in it."""
    return read_link(seen) or ("", normal(seen[:LONGEST]))


def _listed(event: Event, id_: str, now: datetime) -> Person:
    kind, number = id_[:1], id_[1:]
    if kind in ("c", "r") and number.isdecimal() and len(number) < MOST_DIGITS:
        found = db.session.get(CheckIn if kind == "c" else Registration, int(number))
        if isinstance(found, CheckIn) and found.event_id == event.id:
            return found.person
        if isinstance(found, Registration) and found.event_id == event.id:
            return _taker(found, event, now)
    raise NotFound(NOT_LISTED)


def _carrier(event: Event, text: str, now: datetime) -> Person:
    seen = CONTROLS.sub(" ", text).strip()
    kind, code = _read(seen)
    if is_code(code, CARD_LENGTH):
        if kind in ("", "p") and (person := Person.of_card(code)):
            return person
        if kind in ("", "b") and (badge := Badge.of_code(code)):
            return _wearer(badge, event, now)
    if kind in ("", "e"):
        _refuse_event_code(code, event)
    if not kind and (place := _of_ticket(event, seen)):
        return _taker(place, event, now)
    if not seen or (kind and not is_code(code, CARD_LENGTH)):
        raise Invalid("code", HALF)
    raise NotFound(UNKNOWN)


def _wearer(badge: Badge, event: Event, now: datetime) -> Person:
    if badge.event_id != event.id:
        raise Conflict(OTHER_EVENT, title=badge.event.title)
    whose = db.session.get(Person, badge.person_id) if badge.person_id else None
    place = db.session.get(Registration, badge.registration_id) if badge.registration_id else None
    if whose is None and place is None:
        raise NotFound(UNKNOWN)
    return whose or _taker(place, event, now)  # type: ignore[arg-type]


def _refuse_event_code(code: str, event: Event) -> None:
    if code == event.code:
        raise Conflict(THIS_EVENT)
    if is_code(code, EVENT_LENGTH) and (other := Event.of_code(code)):
        raise Conflict(OTHER_EVENT, title=other.title)


def _of_ticket(event: Event, seen: str) -> Registration | None:
    """The place with this ticket, as it is written on the list if it can be, else in any letter case."""
    wanted = [text for text in (seen, key_in(seen)) if 0 < len(text) <= LONGEST]
    if not wanted:
        return None
    at_event = select(Registration).where(Registration.event_id == event.id).order_by(Registration.id)
    exact = at_event.where(Registration.ticket_code.in_(wanted))
    folded = at_event.where(func.lower(Registration.ticket_code).in_([text.lower() for text in wanted]))
    return db.session.scalars(exact).first() or db.session.scalars(folded).first()


def _taker(place: Registration, event: Event, now: datetime) -> Person:
    """Who came with a place, or is to come with it."""
    arrived = db.session.scalar(select(CheckIn).where(CheckIn.registration_id == place.id))
    if arrived:
        return arrived.person
    if place.cancelled_at:
        raise Conflict(GIVEN_UP)
    if place.person_id:
        return db.session.get_one(Person, place.person_id)
    owner = Person.of_email(place.email) if place.email else None
    if owner is None:
        owner = _provisional(event, now, name=place.name, company=place.company, claimed_email=place.email)
    elif Registration.ever_of(event.id, owner.id):
        return owner
    _hand_over(place, owner)
    return owner


def _stranger(whom: Newcomer, event: Event, now: datetime) -> Person:
    """A card without an address: nobody can claim it, until the organiser finds them on the list."""
    return _provisional(event, now, name=whom.name, company=whom.company)


def _provisional(event: Event, now: datetime, **known: str | None) -> Person:
    """Somebody the list or the door knows, provisional until they prove the address they have."""
    number = put(Person, language=event.language, card_code=new_code(CARD_LENGTH), created_at=now, **known)
    return db.session.get_one(Person, number)


def _hand_over(place: Registration, person: Person) -> None:
    still_free = update(Registration).where(Registration.id == place.id, Registration.person_id.is_(None))
    if db.session.execute(still_free.values(person_id=person.id).returning(Registration.id)).first() is None:
        raise Taken
    if place.taken:  # while this waited for the row, a walk-in was found to be theirs
        raise Taken
