"""What a rule answers: a window of days for a person, a line for oneself."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

from netevent.domain.prompts.facts import Contact, Promise
from netevent.domain.prompts.slots import Slots

NEVER = date.max
NOTHING: Slots = MappingProxyType({})

_days = cache(timedelta)  # a rule is asked thousands of times for the same few days


class Window(NamedTuple):
    """The trigger holds; it fits from `first` to `last`, both included.

    `first` is NEVER when its time has been, and only a "later" can bring it back (RK9). `facts` are recorded facts
    that only this window knows, or that it shows in the place of the note's; an empty one hides the note's.
    `other` is the second person of an introduction.
    """

    first: date
    last: date
    promise: Promise | None = None
    facts: Slots = NOTHING
    other: Contact | None = None

    @property
    def promise_id(self) -> int | None:
        return self.promise.id if self.promise else None

    @property
    def other_id(self) -> int | None:
        return self.other.id if self.other else None

    @property
    def due(self) -> date:
        """The due date that ranks it (RK1); the end of time when there is none."""
        return (self.promise.due if self.promise else None) or date.max


@dataclass(frozen=True, slots=True)
class Line:
    """A line about oneself. `alone`: may it be the only reason for a mail (RK7)? `contact_id`: whom it names."""

    slots: Slots = field(hash=False)
    event_id: int | None = None
    alone: bool = False
    contact_id: int | None = None


def from_next_day(contact: Contact, days: int) -> Window:
    """ND..d`days`. An ND beyond that day, after a long rest of no working days, is the window itself."""
    last = contact.met_on + _days(days)
    return Window(contact.follows_on, max(last, contact.follows_on))


def between(start: date, first: int, last: int, contact: Contact, facts: Slots | None = None) -> Window:
    """From `first` to `last` days after `start`, and not before ND."""
    opens = max(start + _days(first), contact.follows_on)
    return Window(opens, start + _days(last), facts=facts or NOTHING)
