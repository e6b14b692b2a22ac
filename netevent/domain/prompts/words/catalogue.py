"""All wordings by kind, the richest first. Those that need the same facts stand together, at least two of
them, so that nobody reads the same one twice in a row."""

from collections.abc import Mapping
from types import MappingProxyType

from netevent.domain.prompts.words import asking, helping, introducing, oneself, promises, upkeep
from netevent.domain.prompts.words.wordings import Wording

WORDINGS: Mapping[str, tuple[Wording, ...]] = MappingProxyType(
    {
        "promise.due": promises.DUE,
        "promise.overdue": promises.OVERDUE,
        "asked.send": promises.ASKED,
        "help.have": helping.HAVE,
        "ask.care": asking.CARE,
        "ask.listen": asking.LISTEN,
        "ask.awkward": asking.AWKWARD,
        "intro.mention": introducing.MENTION,
        "up.week": upkeep.WEEK,
        "self.notes": oneself.NOTES,
    }
)
