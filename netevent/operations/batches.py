"""The rows of a batch of people, read noun by noun and laid out by owner; the number of queries does not grow with it.

They are plain rows with the columns of their model: a morning only reads them, and entities cost three times as much.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import Row, or_, select

from netevent.extensions import db
from netevent.models import (
    Act,
    Block,
    CheckIn,
    Contact,
    Digest,
    Encounter,
    Event,
    Intention,
    Pause,
    Promise,
    Prompt,
    Remark,
    Review,
)

DIGESTS = timedelta(days=400)  # the newest dozen, however rare they became

Rows = Sequence[Row[Any]]
"""Plain rows with the columns of their model; whoever has entities may pass them as well."""


@dataclass(frozen=True, slots=True)
class Met:
    """An encounter beside what it points to: the contact, the event, and whom to introduce."""

    note: Row[Any]
    contact: Row[Any]
    event: Event | None
    introduce: Row[Any] | None


@dataclass(frozen=True, slots=True)
class Batch:
    """What is kept by and about each person, by their id, the oldest first."""

    notes: dict[int, list[Met]]
    came: dict[int, list[Event]]
    promises: dict[int, Rows]
    acts: dict[int, Rows]
    prompts: dict[int, Rows]
    remarks: dict[int, Rows]
    digests: dict[int, Rows]
    intentions: dict[int, Rows]
    pauses: dict[int, Rows]
    reviews: dict[int, Rows]
    apart: dict[int, set[int]]


def read(ids: Sequence[int], now: datetime) -> Batch:
    """Everything that is kept by these people."""
    notes = _by_owner(Encounter, Encounter.owner_id, ids, Encounter.at, Encounter.id)
    checkins = _by_owner(CheckIn, CheckIn.person_id, ids, CheckIn.id)
    events = _events(row.event_id for rows in (notes, checkins) for of_one in rows.values() for row in of_one)
    return Batch(
        notes=_met(notes, _contacts(ids), events),
        came=defaultdict(list, {id_: [events[one.event_id] for one in of] for id_, of in checkins.items()}),
        promises=_by_owner(Promise, Promise.owner_id, ids, Promise.id),
        acts=acts_of(ids),
        prompts=prompts_of(ids),
        remarks=_by_owner(Remark, Remark.owner_id, ids, Remark.at, Remark.id),
        digests=digests_of(ids, now),
        intentions=_by_owner(Intention, Intention.person_id, ids, Intention.said_at),
        pauses=_by_owner(Pause, Pause.person_id, ids, Pause.id),
        reviews=_by_owner(Review, Review.person_id, ids, Review.said_at),
        apart=_apart(ids),
    )


def _met(
    notes: dict[int, Rows], contacts: dict[int, Row[Any]], events: dict[int, Event]
) -> dict[int, list[Met]]:
    """Each encounter beside what it points to."""
    met = {
        owner: [
            Met(note, contacts[note.contact_id], events.get(note.event_id), contacts.get(note.introduce_id))
            for note in of_one
        ]
        for owner, of_one in notes.items()
    }
    return defaultdict(list, met)


def _contacts(ids: Sequence[int]) -> dict[int, Row[Any]]:
    table = db.metadata.tables[Contact.__tablename__]
    return {row.id: row for row in db.session.execute(select(table).where(table.c.owner_id.in_(ids)))}


def _events(ids: Iterable[int | None]) -> dict[int, Event]:
    wanted = {id_ for id_ in ids if id_}
    found = db.session.scalars(select(Event).where(Event.id.in_(wanted))) if wanted else ()
    return {event.id: event for event in found}


def digests_of(ids: Sequence[int], now: datetime) -> dict[int, Rows]:
    return _by_owner(Digest, Digest.person_id, ids, Digest.day, only=Digest.created_at > now - DIGESTS)


def acts_of(ids: Sequence[int]) -> dict[int, Rows]:
    return _by_owner(Act, Act.owner_id, ids, Act.at, Act.id, only=Act.undone_at.is_(None))


def prompts_of(ids: Sequence[int]) -> dict[int, Rows]:
    return _by_owner(Prompt, Prompt.owner_id, ids, Prompt.id)


def _by_owner(model: Any, owner: Any, ids: Sequence[int], *order: Any, only: Any = True) -> dict[int, Rows]:
    wanted = select(model.__table__).where(owner.in_(ids), only).order_by(*order)
    found: dict[int, list[Row[Any]]] = defaultdict(list)
    for row in db.session.execute(wanted):
        found[getattr(row, owner.key)].append(row)
    return cast(dict[int, Rows], found)


def _apart(ids: Sequence[int]) -> dict[int, set[int]]:
    """Everybody who blocks one of these people or is blocked by them."""
    pairs = select(Block.blocker_id, Block.blocked_id).where(
        or_(Block.blocker_id.in_(ids), Block.blocked_id.in_(ids)), Block.lifted_at.is_(None)
    )
    apart: dict[int, set[int]] = defaultdict(set)
    for one, other in db.session.execute(pairs):
        apart[one].add(other)
        apart[other].add(one)
    return apart
