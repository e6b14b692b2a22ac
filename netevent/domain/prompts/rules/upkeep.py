"""Staying in touch (class up; P1)."""

from collections.abc import Iterator
from datetime import date, timedelta

from netevent.domain.prompts.facts import Contact
from netevent.domain.prompts.looks import Look, rung
from netevent.domain.prompts.notes import is_closed, level
from netevent.domain.prompts.rules.windows import Window, between
from netevent.domain.prompts.slots import Slots
from netevent.domain.relationships.acts import REACHING

BEFORE = timedelta(days=21)
DAY = timedelta(days=1)
A_YEAR = timedelta(days=365)
WARM_UP = timedelta(days=7)
EARLY = ("met", "followed_up")
WARM = ("warm", "before", "well")


def week(_: Look, contact: Contact) -> Iterator[Window]:
    """Nothing done towards them yet, note basic or more: d5..d9."""
    if level(contact) != "thin" and not _reached(contact):
        yield between(contact.met_on, 5, 9, contact)


def quarter(look: Look, contact: Contact) -> Iterator[Window]:
    """The last exchange 75..120 d ago for those kept close; 90..150 d in touch, from a conversation on."""
    tale = look.tale(contact)
    if contact.cadence == "close":
        yield between(tale.last_exchange_on, 75, 120, contact)
    elif contact.cadence == "touch":
        window = between(tale.last_exchange_on, 90, 150, contact)
        if not look.over(window.last) and look.relation(contact, tale.last_act_on).state not in EARLY:
            yield window


def halfyear(look: Look, contact: Contact) -> Iterator[Window]:
    """In touch, never more than a few words, the last act 180..240 d ago: one light sign of life.

    Silence makes them dormant on the first of these days; what counts is what it was before.
    """
    last = look.tale(contact).last_act_on
    window = between(last, 180, 240, contact)
    touch = contact.cadence == "touch" and not look.over(window.last)
    if touch and rung(look.relation(contact, last)) in EARLY:
        yield window


def again(_: Look, contact: Contact) -> Iterator[Window]:
    """A gathering where both are expected, or the next edition: from 21 d to the day before; and 330..380 d after
    the encounter."""
    for coming in contact.coming:
        facts: Slots = {"coming": coming.title, "coming_on": coming.on}
        yield Window(max(coming.on - BEFORE, contact.follows_on), coming.on - DAY, facts=facts)
    yield between(contact.met_on, 330, 380, contact)


def news(_: Look, contact: Contact) -> Iterator[Window]:
    """A new role, a prize, a launch, a move: within 7 d of hearing of it."""
    if contact.news and contact.news_on:
        yield between(contact.news_on, 0, 7, contact)


def dormant(look: Look, contact: Contact) -> Iterator[Window]:
    """Dormant, the last exchange over 365 d ago, and warm or helped before: within 7 d of writing to somebody
    current, which makes it easier (E4)."""
    if contact.strength not in WARM and not any(act.kind == "help" for act in contact.acts):
        return
    quiet = look.tale(contact).last_exchange_on + A_YEAR + DAY
    enough = [(day, other) for day, other in look.hellos if day + WARM_UP >= quiet]
    for day in [day for day, other in enough if _current(look, contact, other, day)][:1]:
        relation = look.relation(contact, day + WARM_UP)
        if relation.state == "dormant":
            yield Window(max(day, quiet, relation.since), day + WARM_UP)


def _current(look: Look, contact: Contact, other: Contact, day: date) -> bool:
    """Somebody else, and neither closed, resting nor dormant on that day."""
    if other.id == contact.id or is_closed(other) or other.cadence == "rest":
        return False
    return look.relation(other, day).state not in ("dormant", "resting", "closed")


def _reached(contact: Contact) -> bool:
    since = contact.met_on
    return any(act.by == "me" and act.kind in REACHING and act.on >= since for act in contact.acts) or any(
        shown.answer == "done" and shown.on >= since for shown in contact.shown
    )
