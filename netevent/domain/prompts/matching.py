"""What fits what: needs and offers (section 1), and topics, however they are written."""

import re
from collections.abc import Iterable

from netevent.domain.prompts.facts import Contact, Owner

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
"""Which offers meet which need. A project also asks for a shared topic."""


def fits(need: Contact, offer: Owner | Contact) -> bool:
    """Whether what one offers meets what the other needs."""
    if offer.offer_kind not in FITS.get(need.need_kind, ()):
        return False
    return need.need_kind != "project" or bool(shared(need.topics, offer.topics))


def shared(one: Iterable[str], other: Iterable[str]) -> tuple[str, ...]:
    """The topics both hold, as the first wrote them."""
    held = {fold(topic) for topic in other}
    return tuple(topic for topic in one if fold(topic) in held)


def spoken_of(topics: Iterable[str], line: str) -> tuple[str, ...]:
    """The topics a line of free text names as whole words."""
    words = fold(line)
    return tuple(topic for topic in topics if _names(fold(topic), words))


def _names(topic: str, words: str) -> bool:
    at_all = bool(topic) and topic in words
    return at_all and bool(re.search(rf"(?<!\w){re.escape(topic)}(?!\w)", words))


def fold(topic: str) -> str:
    """Without case and outer spaces."""
    return topic.strip().casefold()
