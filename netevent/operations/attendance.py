"""Reading who is expected and who is here: numbers from the tallies, names a page at a time."""

import hashlib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, bindparam, func, or_, select

from netevent.extensions import db
from netevent.models import CheckIn, Event, Person, Registration, Tally
from netevent.models.checkins import POSTER
from netevent.models.registrations import OWN_WORDS
from netevent.operations import doorways
from netevent.operations.checkins import state_of
from netevent.operations.tallies import step_of

STATUSES = ("came", "expected", "walked_in")
_SUMS = (
    select(Tally.kind, Tally.step, func.sum(Tally.count))
    .where(Tally.event_id == bindparam("at_event"))
    .group_by(Tally.kind, Tally.step)
    .order_by(Tally.step)
)
"""Built once, as every open tab of a live page asks it every few seconds."""
WHOLE = str.maketrans("łøđðı", "loddi")  # letters that Unicode does not take apart


@dataclass(frozen=True)
class Bar:
    """Who arrived in one five-minute step."""

    at: datetime
    came: int
    walked_in: int

    @property
    def total(self) -> int:
        return self.came + self.walked_in


@dataclass(frozen=True)
class Attendance:
    """An event in numbers; `bars` hold only the steps in which somebody came, in order."""

    expected: int
    came: int
    walked_in: int
    bars: tuple[Bar, ...]

    @property
    def here(self) -> int:
        return self.came + self.walked_in

    @property
    def still_to_come(self) -> int:
        return self.expected - self.came


@dataclass(frozen=True)
class Guest:
    """One line of the guest list. `email` is there only when proved, or when the organiser brought it.

    `id` is r and the number of a place, or c and that of a walk-in's check-in, as doors are told.
    """

    id: str
    name: str
    email: str
    company: str
    role: str
    status: str
    at: datetime | None
    source: str


def attendance_of(event: Event) -> Attendance:
    """From the tallies alone, so that it costs the same for 200 people and for 20,000."""
    sums = db.session.execute(_SUMS, {"at_event": event.id})
    expected, steps = 0, dict[datetime, dict[str, int]]()
    for kind, step, total in sums:
        if kind == "expected":
            expected += total
        else:
            steps.setdefault(step, {})[kind] = max(total, 0)
    bars = tuple(Bar(step, kinds.get("came", 0), kinds.get("walked_in", 0)) for step, kinds in steps.items())
    came = sum(bar.came for bar in bars)
    return Attendance(
        expected=max(expected, came),
        came=came,
        walked_in=sum(bar.walked_in for bar in bars),
        bars=tuple(bar for bar in bars if bar.total),
    )


def version_of(event: Event, attendance: Attendance, now: datetime) -> str:
    """Names what a live page shows; another one every five minutes at the latest, as its clock moves on."""
    parts = (attendance, event.revision, step_of(now), state_of(event, now), *doorways.marks_of(event, now))
    return hashlib.blake2b(repr(parts).encode(), digest_size=9).hexdigest()


def guests_of(event: Event) -> Iterator[Guest]:
    """Everybody expected, in the order the places were kept, then everybody who walked in."""
    for row in _stream(_places(event.id)):
        number, name, company, role, email, source, person_name, person_company, person_role, proved, at = row
        yield Guest(
            id=f"r{number}",
            name=(name if source == "imported" else "") or person_name or name,
            email=proved or (email if source == "imported" else None) or "",
            company=company or person_company or "",
            role=role or person_role or "",
            status="came" if at else "expected",
            at=at,
            source=source,
        )
    for number, name, company, role, proved, at, door in _stream(_walk_ins(event.id)):
        source = POSTER if door == POSTER else "door"
        yield Guest(f"c{number}", name, proved or "", company, role, "walked_in", at, source)


def found(guests: list[Guest], wanted: str) -> list[Guest]:
    """Those whose name, company or address holds every word of `wanted`; accents and case do not matter."""
    words = plain(wanted).split()
    return [
        one for one in guests if all(word in plain(f"{one.name} {one.company} {one.email}") for word in words)
    ]


def by_name(guests: list[Guest]) -> list[Guest]:
    return sorted(guests, key=lambda one: (plain(one.name), plain(one.company)))


def plain(text: str) -> str:
    """How people type a name they heard: no accents, no capitals."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter)).translate(WHOLE)


def _places(event_id: int) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Registration.id, Registration.name, Registration.company, Registration.role, Registration.email, Registration.source,
            Person.name, Person.company, Person.role, Person.email, CheckIn.at,
        )
        .outerjoin(CheckIn, CheckIn.registration_id == Registration.id)
        .outerjoin(
            Person, and_(Person.id == func.coalesce(CheckIn.person_id, Registration.person_id), OWN_WORDS)
        )
        .where(Registration.event_id == event_id, Registration.cancelled_at.is_(None))
        .order_by(Registration.id)
    )  # fmt: skip


def _walk_ins(event_id: int) -> Select[*tuple[Any, ...]]:
    return (
        select(CheckIn.id, Person.name, Person.company, Person.role, Person.email, CheckIn.at, CheckIn.door)
        .select_from(CheckIn)
        .join(CheckIn.person)
        .outerjoin(Registration, Registration.id == CheckIn.registration_id)
        .where(
            CheckIn.event_id == event_id,
            or_(CheckIn.registration_id.is_(None), Registration.cancelled_at.is_not(None)),
        )
        .order_by(CheckIn.id)
    )


def _stream(statement: Select[*tuple[Any, ...]]) -> Iterator[Any]:
    yield from db.session.execute(statement.execution_options(yield_per=500))
