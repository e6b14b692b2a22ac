"""What planning gives back: the people of one day, and at most one line about oneself."""

from dataclasses import dataclass, field
from datetime import date, datetime

from netevent.domain.prompts.slots import Slots


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """One suggestion to the owner. `contact_id` is None for a line about oneself.

    `slots` holds recorded facts by name, `wording` the index into `words.WORDINGS[kind]`.
    """

    kind: str
    wording: int
    slots: Slots = field(hash=False)
    contact_id: int | None = None
    promise_id: int | None = None
    event_id: int | None = None
    met_on: date | None = None
    met_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """One day's digest: at most three people in the order of the page (RK2, RK3), one line about oneself."""

    prompts: tuple[Prompt, ...] = ()
    self_line: Prompt | None = None

    def __bool__(self) -> bool:
        """False when there is nothing to show: no candidate, no mail (RK7)."""
        return bool(self.prompts) or self.self_line is not None
