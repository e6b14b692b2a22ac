"""The guest list as a door device keeps it, to know people without a connection: names, and hashes of codes.

A page holds up to a thousand guests; its cursor leads to the next one, and after the last to whatever changed since.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import and_, func, select

from netevent.errors import Invalid
from netevent.extensions import db
from netevent.models import CheckIn, Event, Person, Registration
from netevent.models.registrations import OWN_WORDS
from netevent.operations import attendance
from netevent.operations.entries import SOURCES, Guest, Wanted

PAGE = 1000
MOST_FOUND = 20
OVERLAP = timedelta(
    minutes=2
)  # longer than a transaction takes that wrote down its moment and is not to be seen yet
CURSOR = re.compile(r"(\d{1,16})\.(\d{1,16})\.([rcum])(\d{1,18})")
NO_CURSOR = "Take `since` from the `cursor` of an earlier answer, or leave it out to get the whole list."


@dataclass(frozen=True, slots=True)
class Page:
    """`more`: ask again at once with the cursor; else whenever it suits."""

    guests: tuple[Guest, ...]
    cursor: str
    more: bool


@dataclass(frozen=True, slots=True)
class _Place:
    """How far a device has come: what changed after `since`, in a reading that `began`, from `after` on."""

    since: datetime | None
    began: datetime
    kind: str
    after: int

    def __str__(self) -> str:
        return f"{_micros(self.since)}.{_micros(self.began)}.{self.kind}{self.after}"


def page(event: Event, since: str, now: datetime) -> Page:
    """The guests from a cursor on, or from the first; raises Invalid for a cursor that is none."""
    place = _place(since, now)
    guests: list[Guest] = []
    kinds = list(SOURCES)
    for kind in kinds[kinds.index(place.kind) :]:
        after = place.after if kind == place.kind else 0
        found = SOURCES[kind](Wanted(event.id, PAGE - len(guests), after, place.since))
        guests += [guest for _, guest in found]
        if found and len(guests) == PAGE:
            return Page(tuple(guests), str(_Place(place.since, place.began, kind, found[-1][0])), more=True)
    return Page(
        tuple(guests), str(_Place(max(EVER, place.began - OVERLAP), place.began, kinds[-1], LAST)), more=False
    )


EVER = datetime.fromtimestamp(0, UTC)
LAST = 10**18 - 1
"""Behind every row: the reading is over, and the next one begins."""


def found(event: Event, words: str) -> list[tuple[Guest, str]]:
    """Up to twenty guests whose name, company or address holds every word, by name; beside each their address, masked."""
    if not attendance.plain(words).split():
        return []
    lines = attendance.found([*attendance.guests_of(event), *_gave_up(event)], words)
    chosen = attendance.by_name(lines)[:MOST_FOUND]
    kinds: dict[str, list[int]] = {"r": [], "c": []}
    for line in chosen:
        kinds[line.id[0]].append(int(line.id[1:]))
    guests = {
        guest.id: guest
        for kind, ids in kinds.items()
        for _, guest in SOURCES[kind](Wanted(event.id, MOST_FOUND, ids=tuple(ids)))
    }
    return [(guests[line.id], masked(line.email)) for line in chosen if line.id in guests]


def _gave_up(event: Event) -> Iterator[attendance.Guest]:
    """Cancelled places are on no list of who is expected, and people may stand at the door all the same."""
    rows = (
        select(Registration, Person)
        .outerjoin(Person, and_(Person.id == Registration.person_id, OWN_WORDS))
        .where(Registration.event_id == event.id, Registration.cancelled_at.is_not(None))
    )
    for place, person in db.session.execute(rows):
        imported = place.source == "imported"
        name = (place.name if imported else "") or (person.name if person else "") or place.name
        email = (person.email if person else None) or (place.email if imported else None) or ""
        yield attendance.Guest(
            f"r{place.id}", name, email, place.company, place.role, "cancelled", None, place.source
        )


def masked(email: str) -> str:
    """As much of an address as tells two people of one name apart: g•••@s•••."""
    name, _, domain = email.partition("@")
    return f"{name[:1]}•••@{domain[:1]}•••" if domain else ""


def doors_of(event: Event) -> dict[str, int]:
    """How many came in by each door, the busiest first."""
    by_door = select(CheckIn.door, func.count()).where(CheckIn.event_id == event.id).group_by(CheckIn.door)
    ordered = by_door.order_by(func.count().desc(), CheckIn.door)
    return {row[0]: row[1] for row in db.session.execute(ordered)}


def _place(since: str, now: datetime) -> _Place:
    if not since:
        return _Place(None, now, "r", 0)
    read = CURSOR.fullmatch(since)
    if not read:
        raise Invalid("since", NO_CURSOR)
    try:
        changed, began = (datetime.fromtimestamp(int(part) / 1_000_000, UTC) for part in read.groups()[:2])
    except (ValueError, OverflowError, OSError):
        raise Invalid("since", NO_CURSOR) from None
    kind, after = read[3], int(read[4])
    if after == LAST:
        return _Place(changed, now, "r", 0)
    return _Place(changed if int(read[1]) else None, began, kind, after)


def _micros(moment: datetime | None) -> int:
    return int(moment.timestamp() * 1_000_000) if moment else 0
