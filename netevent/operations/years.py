"""A person's last twelve months with everybody they keep, and with one of them."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from netevent.domain.relationships.years import Known, Year, year_of
from netevent.extensions import db
from netevent.models import Act, Contact, Encounter, Person
from netevent.operations import facts
from netevent.operations.contacts import apart_from

BEFORE_TODAY = timedelta(days=364)


def of_person(owner: Person, now: datetime) -> Year:
    """A line for everybody but those who are closed, blocked or erased."""
    notes: dict[int, list[Encounter]] = defaultdict(list)
    acts: dict[int, list[Act]] = defaultdict(list)
    for note in _notes_of(owner):
        notes[note.contact_id].append(note)
    for act in _acts_of(owner):
        acts[act.contact_id].append(act)
    apart, zone = apart_from(owner.id), facts.zone_of(owner)
    kept = [told[0].contact for told in notes.values()]
    drawn = [one for one in kept if one.name and one.closed_at is None and one.person_id not in apart]
    return _year((_known(one, notes[one.id], acts[one.id], zone) for one in drawn), zone, now)


def of_contact(owner: Person, contact: Contact, now: datetime) -> Year | None:
    """The line of one person. None while all of it lies on one day, where it would say nothing, or is erased."""
    notes, acts = Encounter.of_contact(contact.id), Act.of_contact(contact.id)
    zone = facts.zone_of(owner)
    year = _year([_known(contact, notes, acts, zone)], zone, now)
    days = {mark.on for row in year.rows for mark in row.marks}
    return year if contact.name and len(days) > 1 else None


def _known(contact: Contact, notes: Iterable[Encounter], acts: Iterable[Act], zone: str) -> Known:
    """The log as the prompt rules read it."""
    return Known(contact.id, contact.name, tuple(facts.log_of(notes, acts, zone)))


def _year(people: Iterable[Known], zone: str, now: datetime) -> Year:
    today = facts.local(now, zone)
    return year_of(people, today - BEFORE_TODAY, today)


def _notes_of(owner: Person) -> Iterable[Encounter]:
    everybody = select(Encounter).where(Encounter.owner_id == owner.id)
    return db.session.scalars(
        everybody.options(joinedload(Encounter.contact), joinedload(Encounter.event)).order_by(Encounter.id)
    )


def _acts_of(owner: Person) -> Iterable[Act]:
    return db.session.scalars(select(Act).where(Act.owner_id == owner.id, Act.undone_at.is_(None)))
