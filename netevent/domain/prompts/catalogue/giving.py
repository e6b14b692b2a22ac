"""Promises, what was asked for, and help (classes promise and help)."""

from netevent.domain.prompts.catalogue.shapes import Kind, Rank
from netevent.domain.prompts.rules import helping, promises, thanking

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
        id="promise.theirs",
        rank=Rank.PROMISE,
        principles=("P4",),
        counters="chasing",
        slots=("name", "promise", "due"),
        rule=promises.theirs,
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
        id="help.small",
        rank=Rank.HELP,
        principles=("P4", "P6"),
        counters="newsletter dump",
        slots=("name", "resource", "topic", "care"),
        guarded=True,
        rule=helping.small,
    ),
    Kind(
        id="help.checkin",
        rank=Rank.HELP,
        principles=("P1", "P6"),
        counters="help dropped after day one",
        slots=("name", "need", "told_on"),  # after a sensitive time (ST7) the name may be all there is
        rule=helping.checkin,
    ),
    Kind(
        id="help.showup",
        rank=Rank.HELP,
        principles=("P14",),
        counters="there only when in need",
        slots=("name", "hook", "hook_on"),
        rule=helping.showup,
    ),
    Kind(
        id="help.thanks",
        rank=Rank.HELP,
        principles=("P4",),
        counters="taking for granted",
        slots=("name", "help", "help_on"),
        rule=thanking.thanks,
    ),
    Kind(
        id="help.outcome",
        rank=Rank.HELP,
        principles=("P4", "P8"),
        counters="black hole",
        slots=("name", "help", "help_on"),
        rule=thanking.outcome,
    ),
)
