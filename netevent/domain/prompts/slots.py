"""What fills the named places of a wording: recorded facts only (NV3)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from netevent.domain.prompts.facts import Contact, Owner, Promise
from netevent.domain.prompts.terms import ASKED, NEEDS, OFFERS


@dataclass(frozen=True, slots=True)
class Terms:
    """Marked English words: translate each one, then join them as a list of the reader's language."""

    words: tuple[str, ...]


Slot = str | date | Terms | tuple[str, ...]
"""str: their or the owner's words, verbatim. date: format for the locale. Terms: translate, then join.
tuple: names or topics, verbatim, join as a list of the reader's language."""

Slots = Mapping[str, Slot]


def recorded(owner: Owner, contact: Contact, promise: Promise | None = None) -> dict[str, Slot]:
    """Every fact that may stand in a wording, by slot name; what was not recorded has no key."""
    need = needed(contact)
    facts: dict[str, Slot] = {
        "name": contact.name,
        "event": contact.event_title,
        "care": contact.care,
        "topics": contact.topics,
        "topic": contact.topics[0] if contact.topics else "",
        "thread": _thread(contact),
        "need": need,
        "told_on": contact.met_on if need else "",
        "offer": offered(owner),
        "ask": _unstopped(owner.ask),
        "resource": _unstopped(contact.saved),
        "hook": _unstopped(contact.hook),
        "hook_on": contact.hook_on or "",
        "work": _unstopped(contact.work),
        "news": _unstopped(contact.news),
        "asked": _terms(ASKED, contact.asked_for),
        "asked_line": contact.asked_line,
        "introduce": contact.introduce_name,
        "introduce_reason": contact.introduce_reason,
        "promise": _unstopped(promise.what) if promise else "",
        "due": promise.due if promise and promise.due else "",
    }
    return {name: value for name, value in facts.items() if value}


def needed(contact: Contact) -> Slot:
    """What they need, in their words or as the chip says; empty when nothing is recorded."""
    return _unstopped(contact.need) or _terms(NEEDS, (contact.need_kind,))


def offered(by: Owner | Contact) -> Slot:
    """What one of the two offers, likewise."""
    return _unstopped(by.offer) or _terms(OFFERS, (by.offer_kind,))


def _thread(contact: Contact) -> str:
    """What the last talk was about: the newest act that says so, else what matters to them, else a topic."""
    said = [act for act in contact.acts if act.what and act.on >= contact.met_on]
    if said:
        return _unstopped(max(said, key=lambda act: act.on).what)
    return _unstopped(contact.care) or (contact.topics[0] if contact.topics else "")


def _unstopped(words: str) -> str:
    """Without a final full stop: the wording brings its own."""
    return words.strip().rstrip(".")


def pack(slots: Slots) -> dict[str, Any]:
    """The slots as JSON can hold them; `unpack` gives them back."""
    return {name: _packed(value) for name, value in slots.items()}


def unpack(packed: Mapping[str, Any]) -> dict[str, Slot]:
    """Slots from what `pack` made. ValueError or KeyError when it did not."""
    return {name: _unpacked(value) for name, value in packed.items()}


def _packed(value: Slot) -> str | list[str] | dict[str, Any]:
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if isinstance(value, Terms):
        return {"terms": list(value.words)}
    return value if isinstance(value, str) else list(value)


def _unpacked(value: Any) -> Slot:
    if isinstance(value, dict):
        return Terms(tuple(value["terms"])) if "terms" in value else date.fromisoformat(value["date"])
    return value if isinstance(value, str) else tuple(value)


def _terms(known: Mapping[str, str], codes: tuple[str, ...]) -> Terms | str:
    words = tuple(known[code] for code in codes if code in known)
    return Terms(words) if words else ""
