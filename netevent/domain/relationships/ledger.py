"""What was given and what was received, over all people and 180 days, as one of four words (section 4)."""

from collections.abc import Iterable
from datetime import date, timedelta

from netevent.domain.relationships.acts import Act

SPAN = timedelta(days=180)
FEWEST = 5
MOSTLY = 0.8
WORDS = ("quiet", "mostly_giving", "about_even", "mostly_receiving")


GIVES = ("help", "promise_kept", "turn_up")
"""What counts (section 4). An introduction counts by the help logged when it is completed, not by its steps."""


def gives(acts: Iterable[Act], by: str) -> list[Act]:
    """What that side gave, in the order of the log; a light mention is a give as well."""
    return [act for act in acts if act.by == by and act.kind in GIVES]


def entries(acts: Iterable[Act], today: date) -> list[Act]:
    """What was given and received in the last 180 days."""
    return [act for act in acts if act.kind in GIVES and today - SPAN < act.on <= today]


def balance(acts: Iterable[Act], today: date) -> str:
    """One of WORDS for the whole circle: help may come back from elsewhere. Never a number, never a rank."""
    helps = entries(acts, today)
    if len(helps) < FEWEST:
        return "quiet"
    given = sum(act.by == "me" for act in helps) / len(helps)
    if given >= MOSTLY:
        return "mostly_giving"
    return "mostly_receiving" if given <= 1 - MOSTLY + 1e-9 else "about_even"
