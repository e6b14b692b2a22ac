"""The shape of an entry of the catalogue."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from netevent.domain.prompts.facts import Contact
from netevent.domain.prompts.looks import Look
from netevent.domain.prompts.rules.windows import Line, Window


class Rank(IntEnum):
    """Classes in the order in which they win (RK1) and stand on the page (RK3)."""

    PROMISE = 0  # promises and what was asked for
    HELP = 1
    ASK = 2  # curiosity
    ASK_HELP = 3  # help.ask ranks after curiosity
    INTRO = 4
    UP = 5
    SELF = 6


PersonRule = Callable[[Look, Contact], Iterable[Window]]
SelfRule = Callable[[Look, date], Iterable[Line]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of prompt. Exactly one of `rule` (about a person) and `self_rule` (about oneself) is given.

    `principles` are those of the domain page, `counters` the habit it works against, `slots` the facts its
    wordings may show, `action` its one action. `mail_face` names the kind whose wording and reason it wears
    in a mail (section 1: felt and who_talked are never mailed). `guarded`: off while the giver guard is on
    (ST4). `app_only`: shown in the app, never in a mail. `in_all`: for so many people in 30 d, over all of them;
    0 for any number.
    """

    id: str
    rank: Rank
    principles: tuple[str, ...]
    counters: str
    slots: tuple[str, ...]
    action: str = "write"
    mail_face: str = ""
    guarded: bool = False
    app_only: bool = False
    in_all: int = 0
    rule: PersonRule | None = None
    self_rule: SelfRule | None = None

    @property
    def exempt(self) -> bool:
        """Promises and what was asked for: outside ST1, ST3 and RK6, and waiting does not end them (RK4)."""
        return self.rank is Rank.PROMISE

    @property
    def owed(self) -> bool:
        """A word of the owner's, or an answer they owe: said of people at rest too. Their word is not (P4)."""
        return self.exempt and self.id != "promise.theirs"
