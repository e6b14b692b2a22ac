"""Giving (class help; P4, P14)."""

from collections.abc import Iterator
from datetime import timedelta

from netevent.domain.prompts.facts import Contact
from netevent.domain.prompts.looks import Look
from netevent.domain.prompts.matching import fits, shared
from netevent.domain.prompts.notes import did
from netevent.domain.prompts.rules.windows import Window, between, from_next_day

HOLD = timedelta(days=60)
CHECK_IN = timedelta(days=30)
AHEAD = timedelta(days=7)


def have(look: Look, contact: Contact) -> Iterator[Window]:
    """Their need meets my offer, or I tapped "I can help": ND..d10, until help was given."""
    wanted = contact.can_help or fits(contact, look.owner)
    if wanted and not contact.solved_on and not did(contact, "help.have", "help"):
        yield from_next_day(contact, 10)


def small(_: Look, contact: Contact) -> Iterator[Window]:
    """Something saved on what they care about, and no need known: d5..d21.

    Saved on a topic that is not theirs it waits, unless they said what matters to them.
    """
    theirs = shared((contact.saved_topic,), contact.topics)
    on_it = theirs or contact.care or (contact.topics and not contact.saved_topic)
    if contact.saved and on_it and not _needs(contact) and not did(contact, "help.small", "help"):
        yield between(contact.met_on, 5, 21, contact, {"topic": theirs[0] if theirs else ""})


def checkin(_: Look, contact: Contact) -> Iterator[Window]:
    """A need not solved: d28..d42. After a sensitive time, once the hold is over, for 30 d (ST7): then in the
    owner's own words, and nothing of the old need is shown."""
    if contact.sensitive_on and not (contact.eased_on and contact.eased_on >= contact.sensitive_on):
        opens = contact.sensitive_on + HOLD
        yield Window(opens, opens + CHECK_IN, facts={"need": "", "told_on": ""})
    elif _needs(contact) and not contact.solved_on:
        yield between(contact.met_on, 28, 42, contact)


def showup(_: Look, contact: Contact) -> Iterator[Window]:
    """Something comes up for them: from 7 d before it to the day itself."""
    if contact.hook and contact.hook_on:
        yield Window(max(contact.hook_on - AHEAD, contact.follows_on), contact.hook_on)


def _needs(contact: Contact) -> bool:
    return bool(contact.need_kind or contact.need)
