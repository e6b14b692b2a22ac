"""Everybody a person keeps, as the frozen facts the prompt rules read; many people at once, in as many queries as one.

operations/batches.py reads the rows of a whole batch; operations/facts.py turns them into facts.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from netevent.domain.prompts import facts as told
from netevent.domain.relationships import Relation, rebuild
from netevent.domain.schedules.mornings import MORNING
from netevent.models import Act, Contact, Encounter, Person
from netevent.operations import batches, contacts, facts, owners, surroundings
from netevent.operations.batches import Batch


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
    rows = batches.read([person.id for person in people], now)
    around = surroundings.of(rows.notes, rows.reviews, now)
    return [_circle(person, rows, around, now) for person in people]


def relation_of(contact: Contact, now: datetime) -> Relation:
    """The state of one relation today: the log, and what the silence since made of it; closed by a wish (ST2)."""
    zone = facts.zone_of(contact.owner)
    today = facts.local(now, zone)
    log = facts.log_of(Encounter.of_contact(contact.id), Act.of_contact(contact.id), zone)
    found = rebuild(log, today) or Relation("met", today)
    if contact.contact_ok == "none" or contacts.is_silent(contact):
        return Relation("closed", found.since, found.before or found.state)
    return found


def _circle(person: Person, rows: Batch, around: surroundings.Around, now: datetime) -> Circle:
    met_at = [met.event for met in rows.notes[person.id] if met.event]
    came = rows.came[person.id]
    last = next(reversed(came or met_at), None)  # a check-in is taken away after 180 days
    zone = person.zone or (last.zone if last else "UTC")
    today = now.astimezone(ZoneInfo(zone)).date()
    owner = owners.facts_of(
        person,
        owners.Own(
            events=[*came, *met_at],
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
        notes={met.note.contact_id: met.note.id for met in rows.notes[person.id]},
        owner=owner,
        contacts=tuple(_contacts(person, rows, around, zone)),
    )


def _contacts(person: Person, rows: Batch, around: surroundings.Around, zone: str) -> Iterable[told.Contact]:
    """Everybody the person keeps, each with the newest note and the whole history."""
    promises, acts = _about(rows.promises[person.id]), _about(rows.acts[person.id])
    prompts, remarks = _about(rows.prompts[person.id]), _about(rows.remarks[person.id])
    notes: dict[int, list[batches.Met]] = defaultdict(list)
    for one in rows.notes[person.id]:
        notes[one.note.contact_id].append(one)
    newest_last = sorted(notes.items(), key=lambda pair: (pair[1][-1].note.at, pair[1][-1].note.id))
    for contact_id, met in newest_last:
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
