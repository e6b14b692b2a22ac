"""Asking to connect from a printed badge: a yes swaps cards, a no looks like silence."""

from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from netevent.errors import N_, TooMany
from netevent.extensions import db
from netevent.models import Badge, Contact, Knock, Person
from netevent.operations import cards
from netevent.operations.contacts import apart_from

MOST_A_DAY = 15

MANY = N_("Those were many people for one day. Ask again tomorrow, or show each other your QR on the phone.")


def knock(badge: Badge, asker: Person, asked: Person, now: datetime) -> None:
    """Ask once; asking again changes nothing. The caller has seen that this badge is open to the asker."""
    cards.lock(asker)
    if Knock.of(badge.event_id, asker.id, asked.id):
        return db.session.commit()
    lately = select(func.count()).where(Knock.asker_id == asker.id, Knock.at > now - timedelta(days=1))
    if (db.session.scalar(lately) or 0) >= MOST_A_DAY:
        raise TooMany(MANY)
    db.session.add(Knock(event_id=badge.event_id, asker_id=asker.id, asked_id=asked.id, at=now))
    try:
        db.session.commit()
    except IntegrityError:  # the same tap twice, on an engine without row locks
        db.session.rollback()


def waiting(person: Person) -> list[Knock]:
    """Who asks to connect and waits for an answer, people blocked by either side left out."""
    apart = apart_from(person.id)
    return [knock for knock in Knock.waiting_for(person.id) if knock.asker_id not in apart]


def accept(knock: Knock, me: Person, gift: cards.Gift, now: datetime) -> Contact:
    """Yes: a swap as with paper cards. Returns my contact."""
    contact = cards.swap(me, knock.asker, gift, now, knock.event)
    _answer(knock, "yes", now)
    return contact


def decline(knock: Knock, now: datetime) -> None:
    """Not now: they are not told, and do not ask again at this event."""
    _answer(knock, "no", now)


def _answer(knock: Knock, answer: str, now: datetime) -> None:
    if knock.answered_at is None:
        knock.answer, knock.answered_at = answer, now
    db.session.commit()
