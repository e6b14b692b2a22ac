"""All wordings by kind, the richest first. Those that need the same facts stand together, at least two of
them, so that nobody reads the same one twice in a row."""

from collections.abc import Mapping
from types import MappingProxyType

from netevent.domain.prompts.words import (
    asking,
    asking_later,
    guarding,
    helping,
    introducing,
    oneself,
    promises,
    reunions,
    thanking,
    upkeep,
)
from netevent.domain.prompts.words.wordings import Wording

WORDINGS: Mapping[str, tuple[Wording, ...]] = MappingProxyType(
    {
        "promise.due": promises.DUE,
        "promise.overdue": promises.OVERDUE,
        "asked.send": promises.ASKED,
        "promise.theirs": promises.THEIRS,
        "help.have": helping.HAVE,
        "help.small": helping.SMALL,
        "help.checkin": helping.CHECKIN,
        "help.showup": helping.SHOWUP,
        "help.thanks": thanking.THANKS,
        "help.outcome": thanking.OUTCOME,
        "help.ask": thanking.ASK,
        "ask.care": asking.CARE,
        "ask.listen": asking.LISTEN,
        "ask.awkward": asking.AWKWARD,
        "ask.hook": asking_later.HOOK,
        "ask.work": asking_later.WORK,
        "ask.month": asking_later.MONTH,
        "intro.mention": introducing.MENTION,
        "intro.need": introducing.NEED,
        "intro.topic": introducing.TOPIC,
        "intro.loop": introducing.LOOP,
        "up.week": upkeep.WEEK,
        "up.quarter": upkeep.QUARTER,
        "up.halfyear": upkeep.HALFYEAR,
        "up.again": reunions.AGAIN,
        "up.news": reunions.NEWS,
        "up.dormant": reunions.DORMANT,
        "self.notes": oneself.NOTES,
        "self.wrap": oneself.WRAP,
        "self.review": oneself.REVIEW,
        "self.overload": guarding.OVERLOAD,
        "self.taker": guarding.TAKER,
        "self.rest": guarding.REST,
    }
)
