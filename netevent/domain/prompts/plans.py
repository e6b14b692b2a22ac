"""What planning gives back: the people of one day, and at most one line about oneself."""

from dataclasses import dataclass, field
from datetime import date, datetime

from netevent.domain.prompts.slots import Slots


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """One suggestion to the owner. `contact_id` is None for a line about oneself that names nobody.

    `other_id` is the second person of an introduction. `slots` holds recorded facts by name, `wording` the index into `words.WORDINGS[kind]`.
    """

    kind: str
    wording: int
    slots: Slots = field(hash=False)
    contact_id: int | None = None
    other_id: int | None = None
    promise_id: int | None = None
    event_id: int | None = None
    met_on: date | None = None
    met_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Hint:
    """ST9: a colleague met this person too. Shown once, in the place of the prompt; keep it as Shown(kind=HINT)."""

    contact_id: int
    colleague: str


@dataclass(frozen=True, slots=True)
class Plan:
    """One day's digest: at most three people in the order of the page (RK2, RK3), one line about oneself.

    `hints` stand in the place of people. `notice`: weekly or monthly in the one digest that says that mails become
    fewer (ST6).
    """

    prompts: tuple[Prompt, ...] = ()
    self_line: Prompt | None = None
    hints: tuple[Hint, ...] = ()
    notice: str = ""

    def __bool__(self) -> bool:
        """False when there is nothing to show: no candidate, no mail (RK7)."""
        return bool(self.prompts or self.hints) or self.self_line is not None
