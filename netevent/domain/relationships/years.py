"""A year of relations as a picture has it: the months of its axis, and one line for everybody with what happened."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby, pairwise

from netevent.domain.relationships.acts import REACHING, Act

DRAWN = ("encounter", *REACHING)
QUIET = timedelta(days=92)  # a sign every quarter keeps a line drawn through (P1)


@dataclass(frozen=True, slots=True)
class Known:
    """One of the owner's people, and the log of the two."""

    id: int
    name: str
    acts: tuple[Act, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that happened on a day. `side`: me, them, or both for an encounter; `kind` is one of DRAWN."""

    on: date
    side: str
    kind: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a line, from one day to another; quiet when nothing happened for longer than a quarter."""

    first: date
    last: date
    quiet: bool


@dataclass(frozen=True, slots=True)
class Row:
    """The line of one person, oldest mark first. It begins where the two met, or at the edge of the picture."""

    id: int
    name: str
    marks: tuple[Mark, ...]
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Year:
    """From the first to the last day, both included. `months` are the first days of months in between."""

    first: date
    last: date
    months: tuple[date, ...]
    rows: tuple[Row, ...]

    def place(self, day: date) -> float:
        """Where a day lies between the edges, from 0 to 100."""
        return 100 * (day - self.first) / (self.last - self.first)


def year_of(people: Iterable[Known], first: date, last: date) -> Year:
    """The picture of these days: whoever the latest act was with comes first, who had none is left out."""
    rows = [row for row in (_row(one, first, last) for one in people) if row.marks]
    rows.sort(key=lambda row: (-row.marks[-1].on.toordinal(), row.name, row.id))
    return Year(first, last, tuple(_months(first, last)), tuple(rows))


def _row(one: Known, first: date, last: date) -> Row:
    drawn = {
        Mark(act.on, "both" if act.kind == "encounter" else act.by, act.kind)
        for act in one.acts
        if act.kind in DRAWN and act.on <= last
    }
    marks = sorted(drawn, key=lambda mark: (mark.on, DRAWN.index(mark.kind), mark.side))
    return Row(
        one.id,
        one.name,
        tuple(mark for mark in marks if mark.on >= first),
        tuple(_stretches([mark.on for mark in marks], first, last)),
    )


def _stretches(days: list[date], first: date, last: date) -> Iterator[Stretch]:
    """From act to act and on to the last day; neighbours that look alike are one."""
    steps = [(before, after) for before, after in pairwise([*days, last]) if max(before, first) < after]
    for quiet, run in groupby(steps, key=lambda step: step[1] - step[0] > QUIET):
        ends = list(run)
        yield Stretch(max(ends[0][0], first), ends[-1][1], quiet)


def _months(first: date, last: date) -> Iterator[date]:
    day = first.replace(day=1)
    while day <= last:
        if day >= first:
            yield day
        day = (day + timedelta(days=31)).replace(day=1)
