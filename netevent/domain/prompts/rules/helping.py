"""Giving (class help; P4, P14)."""

from collections.abc import Iterator

from netevent.domain.prompts.facts import Contact, Look, Owner
from netevent.domain.prompts.notes import did
from netevent.domain.prompts.rules.windows import Window, from_next_day

FITS = {
    "advice": ("know_how",),
    "feedback": ("feedback",),
    "information": ("know_how", "document"),
    "supplier": ("introduction",),
    "peer": ("introduction",),
    "job": ("introduction",),
    "hire": ("introduction",),
    "project": ("know_how", "turn_up", "place"),
}
"""Which offers meet which need (section 1). A project also asks for a shared topic."""


def have(look: Look, contact: Contact) -> Iterator[Window]:
    """Their need meets my offer, or I tapped "I can help": ND..d10, until help was given."""
    if (contact.can_help or _fits(look.owner, contact)) and not did(contact, "help.have", "help"):
        yield from_next_day(contact, 10)


def _fits(owner: Owner, contact: Contact) -> bool:
    if owner.offer_kind not in FITS.get(contact.need_kind, ()):
        return False
    return contact.need_kind != "project" or bool(_folded(owner.topics) & _folded(contact.topics))


def _folded(topics: tuple[str, ...]) -> set[str]:
    return {topic.strip().casefold() for topic in topics}
