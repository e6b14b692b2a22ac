"""Thanks, and what came of a help (class help; P4, P8)."""

from collections.abc import Iterator
from datetime import date, timedelta

from netevent.domain.prompts.facts import Act, Contact
from netevent.domain.prompts.looks import Look
from netevent.domain.prompts.rules.windows import Window
from netevent.domain.prompts.slots import Slots
from netevent.domain.schedules.days import next_working_day

THANKS = timedelta(days=5)
NEWS = timedelta(days=30)
NEWS_ENDS = timedelta(days=45)


def thanks(look: Look, contact: Contact) -> Iterator[Window]:
    """They helped and no thanks are logged: ND..d5 after the help. A mention asks for nothing (section 4)."""
    for act in contact.acts:
        if _received(act, "help") and not _told(contact, act.on, "help.thanks", "help.outcome"):
            first = next_working_day(act.on, look.owner.working_days)
            yield Window(first, max(first, act.on + THANKS), facts=_of(act))


def outcome(_: Look, contact: Contact) -> Iterator[Window]:
    """A help or an introduction received, and no news given of it: d30..d45 after it."""
    for act in contact.acts:
        if _received(act, "help", "introduction") and not _told(contact, act.on, "help.outcome"):
            yield Window(act.on + NEWS, act.on + NEWS_ENDS, facts=_of(act))


def _received(act: Act, *kinds: str) -> bool:
    return act.by == "them" and act.kind in kinds and not act.light


def _told(contact: Contact, since: date, *prompt_kinds: str) -> bool:
    """Whether thanks or news are logged since that day."""
    mine = (act for act in contact.acts if act.by == "me" and act.on >= since)
    done = (shown for shown in contact.shown if shown.answer == "done" and shown.on >= since)
    return any(act.prompt_kind in prompt_kinds for act in mine) or any(s.kind in prompt_kinds for s in done)


def _of(act: Act) -> Slots:
    return {"help": act.what, "help_on": act.on}
