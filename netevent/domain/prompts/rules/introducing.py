"""Introductions (class intro; P8)."""

from collections.abc import Iterator
from datetime import date, timedelta

from netevent.domain.prompts.facts import Contact
from netevent.domain.prompts.looks import Look
from netevent.domain.prompts.matching import FITS, fits, fold, shared, spoken_of
from netevent.domain.prompts.notes import did, level
from netevent.domain.prompts.rules.windows import Window, from_next_day
from netevent.domain.prompts.slots import Slot, Slots, needed, offered

A_YEAR = timedelta(days=365)


def mention(_: Look, contact: Contact) -> Iterator[Window]:
    """The owner noted whom to introduce: ND..d7, until it was begun."""
    if contact.introduce_name and not did(contact, "intro.mention", "introduction"):
        yield from_next_day(contact, 7)


def need(look: Look, contact: Contact) -> Iterator[Window]:
    """What this person needs meets another one's offer or topics: d2..d21 of the later encounter.

    Both notes basic or more. That neither rests nor is closed is for the stop rules, on the day itself.
    """
    if not (contact.need_kind or contact.need) or contact.solved_on or level(contact) == "thin":
        return
    wants = FITS.get(contact.need_kind, ())
    for other in _others(look, contact):
        if other.offer_kind not in wants and not contact.need:
            continue
        fit = _fit(contact, other)
        if fit and level(other) != "thin" and not _suggested(contact, other):
            yield _pair(contact, other, 2, 21, {"their_need": needed(contact), "their_fit": fit})


def topic(look: Look, contact: Contact) -> Iterator[Window]:
    """Two of other companies who share a rare topic and have not met: d7..d30 of the later encounter.

    The pair is suggested once, with the one of the lower id as the person of the prompt.
    """
    for other in _others(look, contact) if contact.rare_topics else ():
        both = shared(contact.rare_topics, other.rare_topics)
        if both and contact.id < other.id and _apart(contact, other) and not _suggested(contact, other):
            yield _pair(contact, other, 7, 30, {"topic": both[0]})


def _others(look: Look, contact: Contact) -> Iterator[Contact]:
    """Everybody else, where one of the two was met lately."""
    known = look.recent if look.over(contact.met_on) else look.contacts
    return (other for other in known if other.id != contact.id)


def _fit(contact: Contact, other: Contact) -> Slot:
    """What the other brings: an offer that meets the need, else a topic that the need names."""
    if fits(contact, other):
        return offered(other)
    named = spoken_of(other.topics, contact.need)
    return named[0] if named else ""


def _apart(one: Contact, other: Contact) -> bool:
    """Of two companies that are both recorded, met at one event, and not known to each other."""
    companies = {fold(one.company), fold(other.company)}
    if "" in companies or len(companies) == 1 or one.event_id is None or one.event_id != other.event_id:
        return False
    return other.id not in one.knows and one.id not in other.knows


def _suggested(one: Contact, other: Contact) -> bool:
    """Whether this pair was suggested before, to be opened anew only after a year. A "later" is no end."""
    pairs = [(shown, other.id) for shown in one.shown] + [(shown, one.id) for shown in other.shown]
    since = max(one.met_on, other.met_on) - A_YEAR
    return any(s.other_id == id_ and s.answer != "later" and s.on >= since for s, id_ in pairs)


def _pair(contact: Contact, other: Contact, first: int, last: int, facts: Slots) -> Window:
    met = max(contact.met_on, other.met_on)
    opens = max(_after(met, first), contact.follows_on, other.follows_on)
    return Window(opens, _after(met, last), facts={**facts, "other": other.name}, other=other)


def _after(day: date, days: int) -> date:
    return day + timedelta(days=days)
