"""What lies around a circle: coming evenings with people in it, rare topics, and who of it met whom (section 2).

Read for a whole batch of people at once; asked about one encounter at a time.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, func, select

from netevent.domain.prompts.facts import Gathering
from netevent.domain.prompts.matching import fold
from netevent.domain.reviews import Verdict, is_mentioned
from netevent.extensions import db
from netevent.models import CheckIn, Contact, Event, Intention, Registration
from netevent.operations.batches import Met, Rows

AHEAD = timedelta(days=40)  # up.again looks 21 days ahead; planning a little further
LATELY = timedelta(days=60)  # introductions are suggested within 30 days of the later encounter
RARE = 10  # held by at most one in ten


@dataclass(frozen=True, slots=True)
class Beside:
    """What is known around one person of a circle."""

    coming: tuple[Gathering, ...] = ()
    rare: frozenset[str] = frozenset()
    knows: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Around:
    """The same for a batch: coming events by person, rare topics by event, acquaintances by pair of people."""

    now: datetime
    expected: Mapping[int, Mapping[int, Event]]
    editions: Mapping[int, list[Event]]
    verdicts: Mapping[tuple[int, int], list[Verdict]]
    held: Mapping[int, Counter[str]]
    there: Mapping[int, int]
    met: Mapping[int, set[int]] = field(default_factory=dict)
    mine: Mapping[int, dict[int, int]] = field(default_factory=dict)

    def of(self, met: Met) -> Beside:
        """What lies around the person of this encounter, for its owner."""
        return Beside(tuple(self._coming(met)), self._rare(met.note), self._knows(met))

    def _coming(self, met: Met) -> Iterable[Gathering]:
        owner_id = met.note.owner_id
        mine, theirs = self.expected.get(owner_id), self.expected.get(met.contact.person_id or 0)
        both = [event for id_, event in mine.items() if id_ in theirs] if mine and theirs else []
        yield from (_gathering(event, both=True) for event in both)
        series = met.event.series_id if met.event else None
        for event in self.editions.get(series or 0, []):
            ahead = self.now <= event.starts_at <= self.now + AHEAD and event.cancelled_at is None
            if ahead and event not in both and self._mentioned(owner_id, event):
                yield _gathering(event, both=False)

    def _mentioned(self, owner_id: int, event: Event) -> bool:
        """Whether what the owner said of earlier editions leaves room for this one."""
        series = event.series_id or 0
        days = [edition.evening for edition in self.editions[series]]
        return is_mentioned(self.verdicts.get((owner_id, series), []), days, event.evening)

    def _rare(self, note: Row[Any]) -> frozenset[str]:
        event_id = note.event_id or 0
        if event_id not in self.held:
            return frozenset()
        held, there = self.held[event_id], self.there.get(event_id, 0)
        return frozenset(topic for topic in note.topics if 0 < held[fold(topic)] * RARE <= there)

    def _knows(self, met: Met) -> frozenset[int]:
        known = self.met.get(met.contact.person_id or 0)
        if not known:
            return frozenset()
        mine = self.mine.get(met.note.owner_id, {})
        return frozenset(mine[person_id] for person_id in known if person_id in mine)


def of(
    notes: Mapping[int, list[Met]],
    reviews: Mapping[int, Rows],
    now: datetime,
) -> Around:
    """Everything around the circles whose notes these are."""
    every = [met for of_one in notes.values() for met in of_one]
    people = {met.contact.person_id for met in every if met.contact.person_id} | set(notes)
    series = {met.event.series_id for met in every if met.event and met.event.series_id}
    late = [met for met in every if met.note.at > now - LATELY]
    events = {met.event.id for met in late if met.event}
    held, there = _topics(events)
    mine: dict[int, dict[int, int]] = defaultdict(dict)
    for met in late:
        if met.contact.person_id:
            mine[met.note.owner_id][met.contact.person_id] = met.contact.id
    editions = _editions(series)
    return Around(
        now=now,
        expected=_expected(people, now),
        editions=editions,
        verdicts=_verdicts(reviews, editions),
        held=held,
        there=there,
        met=_acquaintances({person for known in mine.values() for person in known}),
        mine=mine,
    )


def _gathering(event: Event, *, both: bool) -> Gathering:
    return Gathering(
        event_id=event.id, title=event.title, on=event.starts_at.astimezone(event.tz).date(), both=both
    )


def _expected(people: set[int], now: datetime) -> dict[int, dict[int, Event]]:
    found: dict[int, dict[int, Event]] = defaultdict(dict)
    rows = db.session.execute(
        select(Registration.person_id, Event)
        .join(Event, Event.id == Registration.event_id)
        .where(
            Registration.person_id.in_(people),
            Registration.cancelled_at.is_(None),
            Event.cancelled_at.is_(None),
            Event.starts_at.between(now, now + AHEAD),
        )
        .order_by(Event.starts_at, Event.id)
    )
    for person_id, event in rows:
        found[person_id or 0][event.id] = event
    return found


def _editions(series: set[int]) -> dict[int, list[Event]]:
    """Every event of these series, the first first."""
    found: dict[int, list[Event]] = defaultdict(list)
    rows = select(Event).where(Event.series_id.in_(series)).order_by(Event.starts_at, Event.id)
    for event in db.session.scalars(rows) if series else ():
        found[event.series_id or 0].append(event)
    return found


def _verdicts(
    reviews: Mapping[int, Rows], editions: Mapping[int, list[Event]]
) -> dict[tuple[int, int], list[Verdict]]:
    """What each owner chose about the editions of each series."""
    known = {event.id: event for events in editions.values() for event in events}
    found: dict[tuple[int, int], list[Verdict]] = defaultdict(list)
    for owner_id, said in reviews.items():
        for review in said:
            event = known.get(review.event_id)
            if event and event.series_id:
                verdict = Verdict(event.evening, review.said_at, review.choice)
                found[owner_id, event.series_id].append(verdict)
    return found


def _topics(events: set[int]) -> tuple[dict[int, Counter[str]], dict[int, int]]:
    """How many hold each topic of an event, and how many came."""
    held: dict[int, Counter[str]] = defaultdict(Counter)
    if not events:
        return held, {}
    rows = select(Intention.event_id, Intention.topics).where(Intention.event_id.in_(events))
    for event_id, topics in db.session.execute(rows):
        held[event_id].update(fold(topic) for topic in topics)
    came = (
        select(CheckIn.event_id, func.count()).where(CheckIn.event_id.in_(events)).group_by(CheckIn.event_id)
    )
    return held, {row[0]: row[1] for row in db.session.execute(came)}


def _acquaintances(people: set[int]) -> dict[int, set[int]]:
    """Who of these people keeps whom of them."""
    met: dict[int, set[int]] = defaultdict(set)
    if people:
        rows = select(Contact.owner_id, Contact.person_id).where(
            Contact.owner_id.in_(people), Contact.person_id.in_(people)
        )
        for owner_id, person_id in db.session.execute(rows):
            met[owner_id].add(person_id or 0)
    return met
