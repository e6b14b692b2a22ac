"""Follow-up prompts: which are due, for whom, in which words, and why (domain page, section 2)."""

from netevent.domain.prompts.facts import (
    HINT,
    Act,
    Contact,
    Evening,
    Gathering,
    Introduction,
    Owner,
    Promise,
    Shown,
)
from netevent.domain.prompts.kinds import KINDS, Kind, Rank
from netevent.domain.prompts.lines import in_the_app, tonight
from netevent.domain.prompts.looking import next_look
from netevent.domain.prompts.looks import Look
from netevent.domain.prompts.mornings import morning
from netevent.domain.prompts.notes import is_closed, is_thin, level
from netevent.domain.prompts.planning import plan
from netevent.domain.prompts.plans import Hint, Plan, Prompt
from netevent.domain.prompts.showing import shown
from netevent.domain.prompts.slots import Slot, Slots, Terms, pack, unpack

__all__ = [
    "HINT",
    "KINDS",
    "Act",
    "Contact",
    "Evening",
    "Gathering",
    "Hint",
    "Introduction",
    "Kind",
    "Look",
    "Owner",
    "Plan",
    "Promise",
    "Prompt",
    "Rank",
    "Shown",
    "Slot",
    "Slots",
    "Terms",
    "in_the_app",
    "is_closed",
    "is_thin",
    "level",
    "morning",
    "next_look",
    "pack",
    "plan",
    "shown",
    "tonight",
    "unpack",
]
