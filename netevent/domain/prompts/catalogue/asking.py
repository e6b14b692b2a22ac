"""Curiosity, and asking for help (classes ask and help.ask)."""

from netevent.domain.prompts.catalogue.shapes import Kind, Rank
from netevent.domain.prompts.rules import asking

CARE_SLOTS = ("name", "care", "topics")

ORDER: tuple[Kind, ...] = (
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
        id="ask.hook",
        rank=Rank.ASK,
        principles=("P6", "P1"),
        counters="forgetting",
        slots=("name", "hook", "hook_on"),
        rule=asking.hook,
    ),
    Kind(
        id="ask.work",
        rank=Rank.ASK,
        principles=("P6",),
        counters="generic praise",
        slots=("name", "work"),
        rule=asking.work,
    ),
    Kind(
        id="ask.month",
        rank=Rank.ASK,
        principles=("P1", "P6"),
        counters="small talk from zero",
        slots=("name", "thread"),
        rule=asking.month,
    ),
    Kind(
        id="help.ask",
        rank=Rank.ASK_HELP,
        principles=("P4", "P5"),
        counters="never letting others give",
        slots=("name", "ask", "their_fit", "topic"),  # what they offered, or the topic they know
        in_all=2,
        rule=asking.for_help,
    ),
)
