"""Looking back at events: what was hoped for beside what came of it, and whether to go again. Its author's alone."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

from sqlalchemy import Select, select, union
from sqlalchemy.exc import IntegrityError

from netevent.domain import relationships
from netevent.domain.prompts import Look
from netevent.domain.reviews import UNTIL, Met, Outcome, Verdict, compare, is_offered, opens_on, standing
from netevent.errors import N_, Conflict, NotFound
from netevent.extensions import db
from netevent.models import Act, CheckIn, Encounter, Event, Intention, Person, Review, Series
from netevent.operations import circles, facts

NOT_YET = N_("It is too early to look back at this event. Come back once some time has passed.")
NOT_THERE = N_("There is no page at this address.")
LONG_AGO = timedelta(days=400)  # a year, and the month an event may last

THERE = (
    (CheckIn.event_id, CheckIn.person_id),
    (Intention.event_id, Intention.person_id),
    (Encounter.event_id, Encounter.owner_id),
    (Review.event_id, Review.person_id),
)
"""How it is known that somebody was there: check-ins are taken away after 180 days, the others need one to be made."""


@dataclass(frozen=True, slots=True)
class LookBack:
    """One event seen from one day. `outcome` is None before that day, `review` until it is given."""

    event: Event
    day: int
    opens_on: date
    intention: Intention | None
    outcome: Outcome | None
    review: Review | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """A review that may be given now."""

    event: Event
    day: int


@dataclass(frozen=True, slots=True)
class Given:
    event: Event
    review: Review


@dataclass(frozen=True, slots=True)
class Thread:
    """The reviews of one series in order of time, and the choice that holds; without a name, those of single events."""

    name: str
    given: tuple[Given, ...]
    choice: str


def look_back(person: Person, event: Event, day: int, now: datetime) -> LookBack:
    """What there is to see; raises NotFound for who was not there, or another day than those of a review."""
    _refuse_unless_there(person, event, day)
    intention, opens = Intention.of(event.id, person.id), opens_on(event.evening, day)
    outcome = None
    if opens <= _today(person, now):
        wanted = intention.topics if intention else []
        outcome = compare(wanted, _met_there(person, event, now), event.evening)
    return LookBack(event, day, opens, intention, outcome, Review.of(person.id, event.id, day))


def give(person: Person, event: Event, day: int, words: dict[str, Any], now: datetime) -> Review:
    """Keep a review; giving it again changes it. Raises as `look_back`, and Conflict before its day."""
    _refuse_unless_there(person, event, day)
    if _today(person, now) < opens_on(event.evening, day):
        raise Conflict(NOT_YET)
    ids = {"person_id": person.id, "event_id": event.id, "day": day}
    try:
        return _write(words | {"said_at": now}, ids)
    except IntegrityError:  # the other tap of a double tap was faster: its row takes these words
        db.session.rollback()
        return _write(words | {"said_at": now}, ids)


def waiting(person: Person, now: datetime) -> list[Waiting]:
    """What may be looked back at now, the latest event first."""
    today = _today(person, now)
    given = {(review.event_id, review.day) for review in Review.of_person(person.id)}
    recent = select(Event).where(
        Event.id.in_(_where_there(person)), Event.starts_at > now - LONG_AGO, Event.cancelled_at.is_(None)
    )
    return [
        Waiting(event, day)
        for event in db.session.scalars(recent.order_by(Event.starts_at.desc(), Event.id))
        for day in UNTIL
        if is_offered(event.evening, day, today) and (event.id, day) not in given
    ]


def given(person: Person) -> list[Thread]:
    """Every review somebody gave: series by name, each in order of time, and single events last."""
    rows = db.session.execute(
        select(Event, Review, Series.name)
        .join(Review, Review.event_id == Event.id)
        .outerjoin(Series, Series.id == Event.series_id)
        .where(Review.person_id == person.id)
        .order_by(Series.name.is_(None), Series.name, Event.series_id, Event.starts_at, Event.id, Review.day)
    )
    by_series = groupby(rows, key=lambda row: (row[0].series_id, row[2] or ""))
    return [
        _thread(name, [Given(event, review) for event, review, _ in some]) for (_, name), some in by_series
    ]


def _thread(name: str, given: list[Given]) -> Thread:
    verdicts = (Verdict(one.event.evening, one.review.said_at, one.review.choice) for one in given)
    return Thread(name, tuple(given), standing(verdicts) if name else "")


def _write(words: dict[str, Any], ids: dict[str, int]) -> Review:
    review = Review.of(**ids)
    if review is None:
        review = Review(**ids)
        db.session.add(review)
    for name, value in words.items():
        setattr(review, name, value)
    db.session.commit()
    return review


def _refuse_unless_there(person: Person, event: Event, day: int) -> None:
    there = select(Event.id).where(Event.id == event.id, Event.id.in_(_where_there(person)))
    if day not in UNTIL or db.session.scalar(there) is None:
        raise NotFound(NOT_THERE)


def _where_there(person: Person) -> Select[Any]:
    """The ids of the events somebody was at."""
    found = union(*(select(event_id).where(owner == person.id) for event_id, owner in THERE)).subquery()
    return select(found.c.event_id)


def _met_there(person: Person, event: Event, now: datetime) -> list[Met]:
    """Whom they met at this event and may still be named, in the order of meeting, with the state of today."""
    circle = circles.of(person, now)
    look = Look(circle.owner, circle.contacts, circle.today)
    named = {one.id: one for one in circle.contacts if one.name and not one.closed}
    acts = _acts_of(person, circle.zone)
    notes = select(Encounter).where(Encounter.owner_id == person.id, Encounter.event_id == event.id)
    return [
        Met(
            id=one.id, name=one.name, state=look.relation(one, circle.today).state, cadence=one.cadence,
            topics=tuple(note.topics), acts=tuple(acts[one.id]),
        )
        for note in db.session.scalars(notes.order_by(Encounter.at, Encounter.id))
        if (one := named.get(note.contact_id))
    ]  # fmt: skip


def _acts_of(person: Person, zone: str) -> dict[int, list[relationships.Act]]:
    """The log by contact, with the few words of every line."""
    acts: dict[int, list[relationships.Act]] = defaultdict(list)
    rows = select(Act).where(Act.owner_id == person.id, Act.undone_at.is_(None)).order_by(Act.at, Act.id)
    for row in db.session.scalars(rows):
        on = facts.local(row.at, zone)
        acts[row.contact_id].append(
            relationships.Act(kind=row.kind, by=row.by, on=on, what=row.detail, light=row.light)
        )
    return acts


def _today(person: Person, now: datetime) -> date:
    return facts.local(now, facts.zone_of(person))
