"""A provisional person turns out to be somebody known: their rows move, and nothing is lost or doubled."""

from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import InstrumentedAttribute

from netevent.extensions import db
from netevent.models import (
    Act,
    CheckIn,
    Contact,
    Digest,
    Encounter,
    FormerCard,
    Intention,
    Organiser,
    OutboxMail,
    Person,
    Promise,
    Prompt,
    Registration,
    Replay,
    Share,
)
from netevent.operations.tallies import count

OWNED = (Encounter.owner_id, Promise.owner_id, Act.owner_id, Prompt.owner_id, OutboxMail.person_id)


def merge(provisional: Person, owner: Person, now: datetime) -> None:
    """Move everything of `provisional` to `owner` and delete it; the caller commits.

    Where both hold the same thing (a check-in, a place, an intention, a card handed over), the owner's stays.
    """
    _keep_the_card_working(provisional, owner, now)
    _fill_gaps(provisional, owner)
    _move_arrivals(provisional, owner)
    for mine, other in (
        (Registration.person_id, Registration.event_id),
        (Intention.person_id, Intention.event_id),
        (Organiser.person_id, Organiser.event_id),
        (Share.giver_id, Share.receiver_id),
        (Share.receiver_id, Share.giver_id),
        (Digest.person_id, Digest.day),
        (Replay.person_id, Replay.key),
    ):
        _move_unique(mine, other, provisional.id, owner.id)
    _move_contacts(provisional, owner)
    for column in OWNED:
        db.session.execute(
            update(column.class_).where(column == provisional.id).values({column.key: owner.id})
        )
    db.session.flush()
    db.session.execute(delete(Person).where(Person.id == provisional.id))
    db.session.expire_all()


def _keep_the_card_working(provisional: Person, owner: Person, now: datetime) -> None:
    db.session.execute(
        update(FormerCard).where(FormerCard.person_id == provisional.id).values(person_id=owner.id)
    )
    db.session.add(FormerCard(code=provisional.card_code, person_id=owner.id, since=now))


def _fill_gaps(provisional: Person, owner: Person) -> None:
    """What was typed tonight completes a card, and never overwrites it."""
    for field in ("name", "company", "role", "ask_about", "phone", "link"):
        if not getattr(owner, field):
            setattr(owner, field, getattr(provisional, field))
    moments = [moment for moment in (owner.digest_at, provisional.digest_at) if moment]
    owner.digest_at = min(moments, default=None)


def _move_arrivals(provisional: Person, owner: Person) -> None:
    there = select(CheckIn.event_id).where(CheckIn.person_id == owner.id)
    twice = db.session.scalars(
        select(CheckIn).where(CheckIn.person_id == provisional.id, CheckIn.event_id.in_(there))
    )
    for checkin in list(twice):
        count(checkin.event_id, "came" if checkin.registration_id else "walked_in", checkin.at, by=-1)
        db.session.delete(checkin)
    db.session.flush()
    db.session.execute(update(CheckIn).where(CheckIn.person_id == provisional.id).values(person_id=owner.id))


def _move_unique(
    mine: InstrumentedAttribute[int] | InstrumentedAttribute[int | None],
    other: InstrumentedAttribute[object],
    provisional_id: int,
    owner_id: int,
) -> None:
    """Re-point rows that are unique per person and `other`; the owner's own row wins."""
    table = mine.class_
    held = select(other).where(mine == owner_id)
    db.session.execute(delete(table).where(mine == provisional_id, other.in_(held)))
    db.session.execute(update(table).where(mine == provisional_id).values({mine.key: owner_id}))


def _move_contacts(provisional: Person, owner: Person) -> None:
    """Contacts the provisional person made, and contacts others made of them."""
    for contact in list(db.session.scalars(select(Contact).where(Contact.owner_id == provisional.id))):
        _rehome(
            contact, Contact.of_person(owner.id, contact.person_id) if contact.person_id else None, owner.id
        )
    for contact in list(db.session.scalars(select(Contact).where(Contact.person_id == provisional.id))):
        kept = Contact.of_person(contact.owner_id, owner.id)
        if contact.owner_id == owner.id:
            contact.person_id = None  # nobody is their own contact; the note stays
        elif kept:
            _fold(contact, kept)
        else:
            contact.person_id = owner.id
    db.session.flush()


def _rehome(contact: Contact, kept: Contact | None, owner_id: int) -> None:
    if contact.person_id == owner_id:
        contact.person_id = None
    if kept:
        _fold(contact, kept)
    else:
        contact.owner_id = owner_id


def _fold(double: Contact, kept: Contact) -> None:
    """Two rows for the same person become one; a second note of the same evening stays as its own row."""
    held = {encounter.event_id for encounter in Encounter.of_contact(kept.id)}
    for encounter in Encounter.of_contact(double.id):
        encounter.contact_id, encounter.owner_id = kept.id, kept.owner_id
        if encounter.event_id in held:
            encounter.event_id = None
    for table in (Promise, Act, Prompt):
        db.session.execute(
            update(table)
            .where(table.contact_id == double.id)
            .values(contact_id=kept.id, owner_id=kept.owner_id)
        )
    db.session.execute(
        update(Encounter).where(Encounter.introduce_id == double.id).values(introduce_id=kept.id)
    )
    db.session.flush()
    db.session.delete(double)
    db.session.flush()
