"""Everybody a person keeps, as the frozen facts the prompt rules read; many people at once, in as many queries as one.

The rows of a whole batch are read noun by noun and laid out by owner; operations/facts.py turns them into facts.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import selectinload

from netevent.domain.prompts import facts as told
from netevent.domain.relationships import Relation, rebuild
from netevent.domain.schedules.mornings import MORNING
from netevent.extensions import db
from netevent.models import (
    Act,
    Block,
    CheckIn,
    Contact,
    Digest,
    Encounter,
    Intention,
    Pause,
    Person,
    Promise,
    Prompt,
    Remark,
    Review,
)
from netevent.operations import facts, owners, surroundings

DIGESTS = timedelta(days=400)  # the newest dozen, however rare they became

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Circle:
    """One person and everybody they keep, on one day of their own clock.

    `hour` is when their morning begins, `event_id` where they came last; `notes` is the newest encounter of each
    contact, by the contact's id.
    """

    person: Person
    zone: str
    today: date
    hour: int
    event_id: int | None
    notes: dict[int, int]
    owner: told.Owner
    contacts: tuple[told.Contact, ...]


def of(person: Person, now: datetime) -> Circle:
    """The circle of one person."""
    return of_all([person], now)[0]


def of_all(people: Sequence[Person], now: datetime) -> list[Circle]:
    """The circles of a batch of people, in their order; the number of queries does not grow with it."""
    rows = _read([person.id for person in people], now)
    around = surroundings.of(rows.notes, rows.reviews, now)
    return [_circle(person, rows, around, now) for person in people]


def relation_of(contact: Contact, now: datetime) -> Relation:
    """The state of one relation today: the log, and what the silence since made of it."""
    zone = facts.zone_of(contact.owner)
    today = facts.local(now, zone)
    log = facts.log_of(Encounter.of_contact(contact.id), Act.of_contact(contact.id), zone)
    return rebuild(log, today) or Relation("met", today)


def mornings_of(person_id: int, now: datetime) -> list[tuple[date, bool]]:
    """The newest digests of one person, and whether each was followed by an act (ST6)."""
    ids = [person_id]
    digests, acts, prompts = _digests(ids, now)[person_id], _acts(ids)[person_id], _prompts(ids)[person_id]
    return list(owners.digests_of(digests, acts, prompts))


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a batch by the id of their owner, each oldest first."""

    people: list[Contact]
    checkins: dict[int, list[CheckIn]]
    notes: dict[int, list[Encounter]]
    promises: dict[int, list[Promise]]
    acts: dict[int, list[Act]]
    prompts: dict[int, list[Prompt]]
    remarks: dict[int, list[Remark]]
    digests: dict[int, list[Digest]]
    intentions: dict[int, list[Intention]]
    pauses: dict[int, list[Pause]]
    reviews: dict[int, list[Review]]
    apart: dict[int, set[int]]


def _read(ids: list[int], now: datetime) -> Rows:
    people = select(Contact).where(Contact.owner_id.in_(ids))
    met = select(Encounter).options(selectinload(Encounter.event))
    came = select(CheckIn).options(selectinload(CheckIn.event))
    return Rows(
        people=list(db.session.scalars(people)),  # read first: the notes find them in the session
        checkins=_by_owner(came, CheckIn.person_id, ids, CheckIn.id),
        notes=_by_owner(met, Encounter.owner_id, ids, Encounter.at, Encounter.id),
        promises=_by_owner(select(Promise), Promise.owner_id, ids, Promise.id),
        acts=_acts(ids),
        prompts=_prompts(ids),
        remarks=_by_owner(select(Remark), Remark.owner_id, ids, Remark.at, Remark.id),
        digests=_digests(ids, now),
        intentions=_by_owner(select(Intention), Intention.person_id, ids, Intention.said_at),
        pauses=_by_owner(select(Pause), Pause.person_id, ids, Pause.id),
        reviews=_by_owner(select(Review), Review.person_id, ids, Review.said_at),
        apart=_apart(ids),
    )


def _digests(ids: list[int], now: datetime) -> dict[int, list[Digest]]:
    late = select(Digest).where(Digest.created_at > now - DIGESTS)
    return _by_owner(late, Digest.person_id, ids, Digest.day)


def _acts(ids: list[int]) -> dict[int, list[Act]]:
    standing = select(Act).where(Act.undone_at.is_(None))
    return _by_owner(standing, Act.owner_id, ids, Act.at, Act.id)


def _prompts(ids: list[int]) -> dict[int, list[Prompt]]:
    return _by_owner(select(Prompt), Prompt.owner_id, ids, Prompt.id)


def _by_owner(wanted: Select[Row], owner: Any, ids: list[int], *order: Any) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = defaultdict(list)
    row: Row
    for row in db.session.scalars(wanted.where(owner.in_(ids)).order_by(*order)):
        found[getattr(row, owner.key)].append(row)
    return found


def _apart(ids: list[int]) -> dict[int, set[int]]:
    """Everybody who blocks one of these people or is blocked by them."""
    pairs = select(Block.blocker_id, Block.blocked_id).where(
        or_(Block.blocker_id.in_(ids), Block.blocked_id.in_(ids)), Block.lifted_at.is_(None)
    )
    apart: dict[int, set[int]] = defaultdict(set)
    for one, other in db.session.execute(pairs):
        apart[one].add(other)
        apart[other].add(one)
    return apart


def _circle(person: Person, rows: Rows, around: surroundings.Around, now: datetime) -> Circle:
    checkins = rows.checkins[person.id]
    zone = person.zone or (checkins[-1].event.zone if checkins else "UTC")
    today = now.astimezone(ZoneInfo(zone)).date()
    last = checkins[-1].event if checkins else None
    owner = owners.facts_of(
        person,
        owners.Own(
            notes=rows.notes[person.id],
            checkins=checkins,
            intentions=rows.intentions[person.id],
            reviews=rows.reviews[person.id],
            pauses=rows.pauses[person.id],
            prompts=rows.prompts[person.id],
            acts=rows.acts[person.id],
            digests=rows.digests[person.id],
        ),
        zone,
        today,
    )
    return Circle(
        person=person,
        zone=zone,
        today=today,
        hour=last.mail_hour if last else MORNING,
        event_id=last.id if last else None,
        notes={note.contact_id: note.id for note in rows.notes[person.id]},
        owner=owner,
        contacts=tuple(_contacts(person, rows, around, zone)),
    )


def _contacts(person: Person, rows: Rows, around: surroundings.Around, zone: str) -> Iterable[told.Contact]:
    """Everybody the person keeps, each with the newest note and the whole history."""
    promises, acts = _about(rows.promises[person.id]), _about(rows.acts[person.id])
    prompts, remarks = _about(rows.prompts[person.id]), _about(rows.remarks[person.id])
    notes = _about(rows.notes[person.id])
    for contact_id, met in sorted(notes.items(), key=lambda pair: (pair[1][-1].at, pair[1][-1].id)):
        about = facts.About(
            notes=met,
            promises=promises[contact_id],
            acts=acts[contact_id],
            prompts=prompts[contact_id],
            remarks=remarks[contact_id],
        )
        yield facts.contact(about, around.of(met[-1]), rows.apart[person.id], zone)


def _about(rows: Iterable[Any]) -> dict[Any, list[Any]]:
    """Rows by the contact they are about."""
    found: dict[Any, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.contact_id].append(row)
    return found
