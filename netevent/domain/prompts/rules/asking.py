"""Curiosity (class ask; P6)."""

from collections.abc import Iterator

from netevent.domain.prompts.facts import Contact, Look
from netevent.domain.prompts.rules.windows import Window, from_next_day


def care(_: Look, contact: Contact) -> Iterator[Window]:
    """Care or topics noted: ND..d4. Where the owner did the talking, ask.listen stands in its place."""
    if (contact.care or contact.topics) and contact.who_talked != "mostly_me":
        yield from_next_day(contact, 4)


def listen(_: Look, contact: Contact) -> Iterator[Window]:
    """The owner did most of the talking: ND..d4. The chip alone is basis enough for an open question."""
    if contact.who_talked == "mostly_me":
        yield from_next_day(contact, 4)


def awkward(_: Look, contact: Contact) -> Iterator[Window]:
    """It felt awkward: ND..d7."""
    if contact.felt == "awkward":
        yield from_next_day(contact, 7)
