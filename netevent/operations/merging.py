"""A provisional person turns out to be somebody known: their rows move, and nothing is lost or doubled."""

from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, tuple_, update
from sqlalchemy.orm import InstrumentedAttribute

from netevent.extensions import db
from netevent.models import (
    Act,
    Badge,
    Block,
    CheckIn,
    Concern,
    Consent,
    Contact,
    Device,
    Digest,
    Encounter,
    FormerCard,
    Guess,
    Import,
    Intention,
    Invitation,
    Knock,
    Match,
    Organiser,
    OutboxMail,
    Pause,
    Person,
    Printing,
    Promise,
    Prompt,
    Registration,
    Remark,
    Replay,
    Review,
    Scan,
    Share,
    Undo,
)
from netevent.operations.tallies import count

OWNED = (
    Encounter.owner_id, Promise.owner_id, Act.owner_id, Prompt.owner_id, OutboxMail.person_id, Replay.person_id,
    Guess.person_id, Consent.person_id, Concern.teller_id, Concern.about_id, Badge.person_id, Remark.owner_id,
    Pause.person_id, Scan.person_id, Undo.person_id, Undo.by_id, Match.by_id, Device.made_by_id, Import.person_id, Printing.person_id, Invitation.invited_by_id, Invitation.used_by_id,
)  # fmt: skip
UNIQUE: tuple[tuple[InstrumentedAttribute[Any], ...], ...] = (
    (Intention.person_id, Intention.event_id), (Organiser.person_id, Organiser.event_id),
    (Share.giver_id, Share.receiver_id), (Share.receiver_id, Share.giver_id), (Digest.person_id, Digest.day),
    (Block.blocker_id, Block.blocked_id), (Block.blocked_id, Block.blocker_id),
    (Review.person_id, Review.event_id, Review.day),
    (Knock.asker_id, Knock.event_id, Knock.asked_id), (Knock.asked_id, Knock.event_id, Knock.asker_id),
)  # fmt: skip


def complete_card(provisional: Person, owner: Person) -> None:
    """What was typed tonight completes a card, and never overwrites it."""
    for field in ("name", "company", "role", "ask_about", "phone", "link", "ask", "ask_topics"):
        if not getattr(owner, field):
            setattr(owner, field, getattr(provisional, field))


def merge(provisional: Person, owner: Person, now: datetime) -> None:
    """Move everything of `provisional` to `owner` and delete it; the caller commits.

    Where both hold the same thing (a check-in, a place, an intention, a card handed over), the owner's stays.
    """
    _keep_the_card_working(provisional, owner, now)
    moments = [moment for moment in (owner.digest_at, provisional.digest_at) if moment]
    owner.digest_at = min(moments, default=None)
    _give_no_other_number(provisional, owner)
    _drop_own_shares(provisional, owner)
    _move_arrivals(provisional, owner)
    _move_places(provisional, owner)
    for mine, *others in UNIQUE:
        _move_unique(mine, others, provisional.id, owner.id)
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


def _give_no_other_number(provisional: Person, owner: Person) -> None:
    """Who was given the number typed tonight is not given another one by this."""
    if provisional.phone != owner.phone:
        db.session.execute(update(Share).where(Share.giver_id == provisional.id).values(phone=False))


def _drop_own_shares(provisional: Person, owner: Person) -> None:
    """Nobody hands a card to themselves, asks or blocks themselves, even if they scanned their other phone."""
    both = (provisional.id, owner.id)
    for one, other in (
        (Share.giver_id, Share.receiver_id),
        (Block.blocker_id, Block.blocked_id),
        (Knock.asker_id, Knock.asked_id),
    ):
        db.session.execute(delete(one.class_).where(one.in_(both), other.in_(both)))


def _move_places(provisional: Person, owner: Person) -> None:
    """Expected twice is expected once: whoever came with the second place came with the first."""
    for place in list(
        db.session.scalars(select(Registration).where(Registration.person_id == provisional.id))
    ):
        kept = Registration.ever_of(place.event_id, owner.id)
        if kept is None:
            place.person_id = owner.id
            place.complete(owner)
            continue
        _reseat(place, kept)
        if place.cancelled_at is None:
            count(place.event_id, "expected", place.event.starts_at, by=-1)
        db.session.delete(place)
    db.session.flush()


def _reseat(place: Registration, kept: Registration) -> None:
    """Whoever came with one place came with the other, unless somebody else sits there; its badge goes along."""
    db.session.execute(update(Badge).where(Badge.registration_id == place.id).values(registration_id=kept.id))
    arrived = db.session.scalar(select(CheckIn).where(CheckIn.registration_id == place.id))
    if arrived and db.session.scalar(select(CheckIn.id).where(CheckIn.registration_id == kept.id)):
        _recount(arrived, "came", "walked_in")
        arrived.registration_id = None
    elif arrived:
        arrived.registration_id = kept.id
    db.session.flush()


def _recount(arrived: CheckIn, before: str, after: str) -> None:
    count(arrived.event_id, before, arrived.at, by=-1)
    count(arrived.event_id, after, arrived.at)


def _move_arrivals(provisional: Person, owner: Person) -> None:
    there = select(CheckIn.event_id).where(CheckIn.person_id == owner.id)
    twice = db.session.scalars(
        select(CheckIn).where(CheckIn.person_id == provisional.id, CheckIn.event_id.in_(there))
    )
    for double in list(twice):
        _drop_arrival(double, CheckIn.of(double.event_id, owner.id))
    db.session.flush()
    db.session.execute(update(CheckIn).where(CheckIn.person_id == provisional.id).values(person_id=owner.id))


def _drop_arrival(double: CheckIn, kept: CheckIn | None) -> None:
    """In twice is in once; the place that the second phone took was this person's."""
    place_id = double.registration_id
    count(double.event_id, "came" if place_id else "walked_in", double.at, by=-1)
    if kept:
        db.session.execute(update(Scan).where(Scan.checkin_id == double.id).values(checkin_id=kept.id))
    db.session.delete(double)
    db.session.flush()
    if kept and place_id and not kept.registration_id:
        _recount(kept, "walked_in", "came")
        kept.registration_id = place_id
        db.session.execute(update(Match).where(Match.checkin_id == double.id).values(checkin_id=kept.id))


def _move_unique(
    mine: InstrumentedAttribute[Any],
    others: list[InstrumentedAttribute[Any]],
    provisional_id: int,
    owner_id: int,
) -> None:
    """Re-point rows that are unique per person and `others`; the owner's own row wins."""
    table, rest = mine.class_, tuple_(*others)
    held = select(*others).where(mine == owner_id)
    db.session.execute(delete(table).where(mine == provisional_id, rest.in_(held)))
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
    _keep_strictest(double, kept)
    in_same_mail = select(Prompt.digest_id).where(Prompt.contact_id == kept.id)
    db.session.execute(
        delete(Prompt).where(Prompt.contact_id == double.id, Prompt.digest_id.in_(in_same_mail))
    )
    for table in (Promise, Act, Prompt, Remark):
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


def _keep_strictest(double: Contact, kept: Contact) -> None:
    """A stop said on either card stays a stop; what only the other card knew is kept."""
    if "none" in (double.contact_ok, kept.contact_ok):
        kept.contact_ok = "none"
    if "rest" in (double.cadence, kept.cadence):
        kept.cadence = "rest"
    kept.closed_at = kept.closed_at or double.closed_at
    for field in ("contact_ok", "company", "role", "email", "phone", "language", "register", "strength"):
        setattr(kept, field, getattr(kept, field) or getattr(double, field))
