"""Guards of the owner: rest for who gives without end, one easy way to give for who only asked (ST4, ST5)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from netevent.domain.relationships.acts import Act
from netevent.domain.relationships.ledger import gives

MONTH = timedelta(days=30)
SPELL = timedelta(days=14)
ASKS = 3
OPEN_PROMISES = 4

Span = tuple[date, date | None]
"""A promise: the day it was made, and the day it was kept or released; None while it is open."""


@dataclass(frozen=True, slots=True)
class Capacity:
    """What the owner set: how many gives in 30 days are enough, and the days they said "too much for now"."""

    gives: int = 6
    too_much_on: tuple[date, ...] = field(default=())


def giver_guard(
    acts: Iterable[Act], promises: Iterable[Span], capacity: Capacity, today: date
) -> date | None:
    """ST4: the day the present spell began, or None. A spell lasts 14 days from the last day with a cause.

    `acts` are those of the whole circle; `promises` are the owner's own, open ones and closed ones.
    """
    given = sorted(act.on for act in gives(acts, "me") if act.on <= today)
    causes = {day for day in capacity.too_much_on if day <= today}
    causes |= {day for place, day in enumerate(given) if _many(given, place, capacity.gives)}
    causes |= set(_laden(promises, today))
    return _spell(sorted(causes), today)


def taker_nudge(asks: Iterable[date], acts: Iterable[Act], today: date) -> date | None:
    """ST5: the day it began, or None: three or more asks and no give in 30 days; one give ends it."""
    gave = max((act.on for act in gives(acts, "me") if act.on <= today), default=None)
    asked = sorted(day for day in asks if day <= today)
    free = gave + MONTH if gave else date.min
    days = sorted({*(day for day in asked if day >= free), *([free] if gave and free <= today else [])})
    return next((day for day in days if sum(day - MONTH < ask <= day for ask in asked) >= ASKS), None)


def _many(given: list[date], place: int, enough: int) -> bool:
    """Whether this give is at least the `enough`-th within 30 days."""
    first = place - max(enough, 1) + 1
    return first >= 0 and given[place] - given[first] < MONTH


def _laden(promises: Iterable[Span], today: date) -> Iterator[date]:
    """Days on which four promises were open, close enough together to make one spell."""
    spans = [(made, min(until or today, today)) for made, until in promises if made <= today]
    days = sorted({made for made, _ in spans})
    for day in days:
        ends = sorted((until for made, until in spans if made <= day <= until), reverse=True)
        if len(ends) >= OPEN_PROMISES:
            yield from _every_fortnight(day, ends[OPEN_PROMISES - 1])


def _every_fortnight(first: date, last: date) -> Iterator[date]:
    while first < last:
        yield first
        first += SPELL
    yield last


def _spell(causes: list[date], today: date) -> date | None:
    """The first day of the run of causes, each within 14 days of the one before, that still holds today."""
    if not causes or today >= causes[-1] + SPELL:
        return None
    began = causes[-1]
    for day in reversed(causes):
        if began - day > SPELL:
            break
        began = day
    return began
