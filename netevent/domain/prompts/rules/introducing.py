"""Introductions (class intro; P8)."""

from collections.abc import Iterator

from netevent.domain.prompts.facts import Contact, Look
from netevent.domain.prompts.notes import did
from netevent.domain.prompts.rules.windows import Window, from_next_day


def mention(_: Look, contact: Contact) -> Iterator[Window]:
    """The owner noted whom to introduce: ND..d7, until it was begun."""
    if contact.introduce_name and not did(contact, "intro.mention", "introduction"):
        yield from_next_day(contact, 7)
