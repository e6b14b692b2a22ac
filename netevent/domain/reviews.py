"""What an event brought, seen from 90 and 180 days later, and what follows for its next edition (section 9)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import takewhile

from netevent.domain.prompts.matching import fold
from netevent.domain.relationships import Act
from netevent.domain.relationships.ledger import gives

UNTIL = {90: 180, 180: 366}
"""The first day of each review, and the day it is no longer offered; given later, it is taken all the same."""

FURTHER = ("conversation", "mutual_support", "lasting")


@dataclass(frozen=True, slots=True, kw_only=True)
class Met:
    """Somebody met there: the state and the cadence of today, the topics noted that evening, the whole log."""

    id: int
    name: str
    state: str = "met"
    cadence: str = "touch"
    topics: tuple[str, ...] = ()
    acts: tuple[Act, ...] = ()


@dataclass(frozen=True, slots=True)
class Help:
    """Something one of two did for the other."""

    person: Met
    act: Act


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an event, for sentences: no sums, no ranks, nobody who is merely quiet."""

    talking: tuple[Met, ...]
    resting: tuple[Met, ...]
    heard: tuple[tuple[str, tuple[Met, ...]], ...]
    gave: tuple[Help, ...]
    received: tuple[Help, ...]

    @property
    def is_quiet(self) -> bool:
        return not (self.talking or self.resting or self.heard or self.gave or self.received)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What somebody chose about the edition of that day: again, less or stop; empty when they left it open."""

    edition: date
    said_at: datetime
    choice: str


def opens_on(evening: date, day: int) -> date:
    return evening + timedelta(days=day)


def is_offered(evening: date, day: int, today: date) -> bool:
    """Whether this is the time to look back."""
    return opens_on(evening, day) <= today < opens_on(evening, UNTIL[day])


def compare(wanted: Iterable[str], people: Iterable[Met], evening: date) -> Outcome:
    """What one hoped to hear about, beside what happened with the people met there, from that evening on."""
    met = tuple(person for person in people if person.state != "closed")
    resting = tuple(one for one in met if one.state == "resting" or one.cadence == "rest")
    return Outcome(
        talking=tuple(one for one in met if one.state in FURTHER and one not in resting),
        resting=resting,
        heard=tuple((topic, who) for topic in wanted if (who := _on(topic, met))),
        gave=_helps(met, "me", evening),
        received=_helps(met, "them", evening),
    )


def standing(verdicts: Iterable[Verdict]) -> str:
    """The choice that holds for a series: the one made last; empty when none was made."""
    return next((one.choice for one in _latest_first(verdicts)), "")


def is_mentioned(verdicts: Iterable[Verdict], editions: Iterable[date], coming: date) -> bool:
    """Whether the edition of the day `coming` is spoken of; `editions` are the days of all of the series.

    "Less" leaves out the edition after the one it was first said about, names the second, and so on by turns, for
    as long as nothing else is chosen.
    """
    latest = list(_latest_first(verdicts))
    if not latest or latest[0].choice == "again":
        return True
    if latest[0].choice == "stop":
        return False
    first = list(takewhile(lambda one: one.choice == "less", latest))[-1]
    return len({day for day in editions if first.edition < day < coming}) % 2 == 1


def _latest_first(verdicts: Iterable[Verdict]) -> list[Verdict]:
    made = (one for one in verdicts if one.choice)
    return sorted(made, key=lambda one: (one.said_at, one.edition), reverse=True)


def _on(topic: str, people: tuple[Met, ...]) -> tuple[Met, ...]:
    return tuple(one for one in people if fold(topic) in map(fold, one.topics))


def _helps(people: tuple[Met, ...], by: str, evening: date) -> tuple[Help, ...]:
    helps = [Help(one, act) for one in people for act in gives(one.acts, by) if act.on >= evening]
    return tuple(sorted(helps, key=lambda help: help.act.on))
