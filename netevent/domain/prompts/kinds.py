"""The catalogue of section 2: one entry a kind, in one ordered tuple.

A new kind is a rule in `rules/`, an entry here, its wordings in `words/` and a pair of examples in the tests.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from types import MappingProxyType

from netevent.domain.prompts.facts import Contact, Look
from netevent.domain.prompts.rules import asking, helping, introducing, oneself, promises, upkeep
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
    (ST4).
    """

    id: str
    rank: Rank
    principles: tuple[str, ...]
    counters: str
    slots: tuple[str, ...]
    action: str = "write"
    mail_face: str = ""
    guarded: bool = False
    rule: PersonRule | None = None
    self_rule: SelfRule | None = None

    @property
    def exempt(self) -> bool:
        """Promises and what was asked for: outside ST1, ST3 and RK6, and waiting does not end them (RK4)."""
        return self.rank is Rank.PROMISE


CARE_SLOTS = ("name", "care", "topics")

ORDER: tuple[Kind, ...] = (
    Kind(
        id="promise.due",
        rank=Rank.PROMISE,
        principles=("P7",),
        counters="empty courtesy",
        slots=("name", "promise", "due"),
        rule=promises.due,
    ),
    Kind(
        id="promise.overdue",
        rank=Rank.PROMISE,
        principles=("P7",),
        counters="fading away",
        slots=("name", "promise", "due"),
        action="choose",
        rule=promises.overdue,
    ),
    Kind(
        id="asked.send",
        rank=Rank.PROMISE,
        principles=("P2", "P7"),
        counters="asked for a page, got a campaign",
        slots=("name", "asked", "asked_line"),
        rule=promises.asked,
    ),
    Kind(
        id="help.have",
        rank=Rank.HELP,
        principles=("P4", "P14"),
        counters="asking first",
        slots=("name", "need", "offer"),
        guarded=True,
        rule=helping.have,
    ),
    Kind(
        id="ask.care",
        rank=Rank.ASK,
        principles=("P6", "P2"),
        counters="talking of oneself",
        slots=CARE_SLOTS,
        rule=asking.care,
    ),
    Kind(
        id="ask.listen",
        rank=Rank.ASK,
        principles=("P6",),
        counters="one-sided talk",
        slots=CARE_SLOTS,
        mail_face="ask.care",
        rule=asking.listen,
    ),
    Kind(
        id="ask.awkward",
        rank=Rank.ASK,
        principles=("P2",),
        counters="silence from doubt",
        slots=CARE_SLOTS,
        mail_face="ask.care",
        rule=asking.awkward,
    ),
    Kind(
        id="intro.mention",
        rank=Rank.INTRO,
        principles=("P7", "P8"),
        counters="promised and forgotten",
        slots=("name", "introduce", "introduce_reason"),
        action="introduce",
        guarded=True,
        rule=introducing.mention,
    ),
    Kind(
        id="up.week",
        rank=Rank.UP,
        principles=("P2", "P1"),
        counters="cards in a drawer",
        slots=("name", "event", "care", "topics"),
        rule=upkeep.week,
    ),
    Kind(
        id="self.notes",
        rank=Rank.SELF,
        principles=("P6", "P17"),
        counters="card collecting",
        slots=("names", "event"),
        action="note",
        self_rule=oneself.notes,
    ),
)

KINDS: Mapping[str, Kind] = MappingProxyType({kind.id: kind for kind in ORDER})
