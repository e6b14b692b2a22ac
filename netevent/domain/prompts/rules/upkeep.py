"""Staying in touch (class up; P1)."""

from collections.abc import Iterator
from datetime import timedelta

from netevent.domain.prompts.facts import Contact, Look
from netevent.domain.prompts.notes import level
from netevent.domain.prompts.rules.windows import Window

REACHING = ("outreach", "help", "promise_kept", "introduction", "turn_up")


def week(_: Look, contact: Contact) -> Iterator[Window]:
    """Nothing done towards them yet, note basic or more: d5..d9."""
    if level(contact) != "thin" and not _reached(contact):
        yield Window(
            max(contact.met_on + timedelta(days=5), contact.follows_on), contact.met_on + timedelta(days=9)
        )


def _reached(contact: Contact) -> bool:
    since = contact.met_on
    return any(act.by == "me" and act.kind in REACHING and act.on >= since for act in contact.acts) or any(
        shown.answer == "done" and shown.on >= since for shown in contact.shown
    )
