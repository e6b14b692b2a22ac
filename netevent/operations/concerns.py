"""Telling the organisers of an event how one was treated there; for nobody else's eyes."""

from datetime import datetime, timedelta

from sqlalchemy import delete, func, select, update

from netevent.errors import N_, Conflict, TooMany
from netevent.extensions import db
from netevent.models import CheckIn, Concern, Event, Person
from netevent.operations import audits

MOST_A_DAY = 10

NOT_THERE = N_("This is for people who were there. Check in first, or write to the organiser.")
MANY = N_("You told the organisers a lot today. Please speak with them in person, or go on tomorrow.")


def refuse_unless_there(event: Event, teller: Person) -> None:
    if CheckIn.of(event.id, teller.id) is None:
        raise Conflict(NOT_THERE)


def was_there(event: Event, person: Person | None) -> Person | None:
    """Somebody one may tell about here: a person who was at the same event."""
    return person if person and CheckIn.of(event.id, person.id) else None


def tell(event: Event, teller: Person, about: Person | None, words: str, now: datetime) -> Concern:
    """Keep what somebody told; they named the other person themselves, or nobody."""
    refuse_unless_there(event, teller)
    db.session.execute(select(Person.id).where(Person.id == teller.id).with_for_update(key_share=True))
    today = select(func.count()).where(
        Concern.teller_id == teller.id, Concern.told_at > now - timedelta(days=1)
    )
    if (db.session.scalar(today) or 0) >= MOST_A_DAY:
        raise TooMany(MANY)
    concern = Concern(
        event_id=event.id,
        teller_id=teller.id,
        about_id=about.id if about else None,
        words=words,
        told_at=now,
    )
    db.session.add(concern)
    db.session.commit()
    return concern


def take_back(concern: Concern) -> None:
    """The teller's words are theirs: they go, and organisers do not see that there were any."""
    db.session.execute(delete(Concern).where(Concern.id == concern.id))
    db.session.commit()


def readable(event: Event, reader: Person) -> list[Concern]:
    """What an organiser reads of one event; never what is about themselves."""
    return [concern for concern in Concern.of_event(event.id) if concern.about_id != reader.id]


def settle(concern: Concern, organiser: Person, now: datetime) -> None:
    """Somebody took care of it; said once, whoever presses again."""
    settled = db.session.execute(
        update(Concern)
        .where(Concern.id == concern.id, Concern.settled_at.is_(None))
        .values(settled_at=now, settled_by_id=organiser.id)
        .returning(Concern.id)
    )
    if settled.scalar() is not None:
        audits.note(
            "settle", "concerns", now=now, actor_id=organiser.id, event_id=concern.event_id, row_id=concern.id
        )
    db.session.commit()
