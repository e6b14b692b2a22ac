"""Handing over cards: the swap of "We met", taking back, and giving again."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError

from netevent.errors import N_, Conflict, NotFound, TooMany
from netevent.extensions import db
from netevent.models import Block, Contact, Event, Person, Share
from netevent.operations import consents
from netevent.operations.encounters import meet, shared_event

MOST_NEW = 60  # cards of people new to me, within the hour
WITHIN = timedelta(hours=1)

YOURSELF = N_("That’s you. Show this code to somebody else.")
NOT_SHARED = N_("This card is not shared here. Ask them to show their QR again.")
BLOCKED = N_("You blocked this person. Lift the block under Me, Privacy, if you want to swap cards again.")
MANY = N_("Those were many new people in one hour. Take your time with them, and go on in a while.")


@dataclass(frozen=True, slots=True)
class Gift:
    """What the person who taps hands over beside name, company and role."""

    email: bool
    phone: bool


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody who holds my card: how I know them, and the number of my contact if I keep them."""

    share: Share
    name: str
    contact_id: int | None


def swap(me: Person, other: Person, gift: Gift, now: datetime, event: Event | None = None) -> Contact:
    """Both get the other's card and an encounter of this evening, or of `event`. Twice changes nothing.

    A card the other took back stays taken back: only they can give it again. Returns my contact.
    """
    if me.id == other.id:
        raise Conflict(YOURSELF)
    for _ in range(3):
        try:
            return _swap(me, other, gift, now, event)
        except IntegrityError:
            db.session.rollback()  # both tapped at the same moment; the rows of the other are there now
    raise Conflict(N_("Somebody else was faster by a blink. Please tap once more."))


def met_already(me: Person, other: Person) -> Contact | None:
    return Contact.of_person(me.id, other.id)


def given(me: Person, other_id: int | None) -> Share | None:
    """The card I handed to somebody, taken back or not."""
    return Share.between(me.id, other_id) if other_id else None


def take_back(me: Person, contact: Contact, now: datetime) -> None:
    """From now on they see the name they had, and nothing more."""
    if contact.person_id:
        withdraw(me.id, contact.person_id, now)
    db.session.commit()


def take_back_all(me: Person, now: datetime) -> None:
    """Everybody who holds my card sees my name from now on, and nothing more."""
    for holder in holders_of(me):
        withdraw(me.id, holder.share.receiver_id, now)
    db.session.commit()


def take_back_from(me: Person, share: Share, now: datetime) -> None:
    """The same for one who holds it, whether or not I keep them."""
    withdraw(me.id, share.receiver_id, now)
    db.session.commit()


def withdraw(giver_id: int, receiver_id: int, now: datetime) -> None:
    """End one card, and what stood on it with its receiver. The caller commits."""
    db.session.execute(
        update(Share)
        .where(Share.giver_id == giver_id, Share.receiver_id == receiver_id, Share.withdrawn_at.is_(None))
        .values(withdrawn_at=now)
    )
    held = Contact.of_person(receiver_id, giver_id)
    if held:
        held.company = held.role = ""
    db.session.flush()


def holders_of(me: Person) -> list[Holder]:
    """Everybody who holds my card today, the latest first."""
    rows = db.session.execute(
        select(Share, Person.name, Contact.id, Contact.name)
        .join(Person, Person.id == Share.receiver_id)
        .outerjoin(Contact, (Contact.owner_id == me.id) & (Contact.person_id == Share.receiver_id))
        .where(Share.giver_id == me.id, Share.withdrawn_at.is_(None))
        .order_by(Share.given_at.desc(), Share.id.desc())
    )
    return [Holder(share, kept or name, contact_id) for share, name, contact_id, kept in rows]


def give_again(me: Person, contact: Contact, now: datetime) -> None:
    """Hand the card over once more, with what goes along today."""
    share = given(me, contact.person_id)
    if share:
        share.withdrawn_at, share.given_at = None, now
        share.email, share.phone = me.gives_email, me.gives_phone
        _write(Contact.of_person(share.receiver_id, me.id), me)
    db.session.commit()


def lock(*people: Person) -> None:
    """Two phones that tap at once wait for each other here, in the same order: nobody meets twice."""
    ids = sorted(person.id for person in people)
    db.session.execute(
        select(Person.id).where(Person.id.in_(ids)).order_by(Person.id).with_for_update(key_share=True)
    )


def _swap(me: Person, other: Person, gift: Gift, now: datetime, at: Event | None) -> Contact:
    lock(me, other)
    _refuse_blocked(me, other)
    _refuse_collectors(me, other, now)
    event = at or shared_event(me, other, now)
    consents.choose(me, email=gift.email, phone=gift.phone, now=now)
    kept = _keep(me, other, now)
    for contact in (kept, _keep(other, me, now)):
        meet(contact, event, now)
    _give(me, other, now, by_hand=True)
    _give(other, me, now, by_hand=False)
    db.session.commit()
    return kept


def _refuse_blocked(me: Person, other: Person) -> None:
    """To whoever is blocked the card is simply not shared."""
    if Block.between(me.id, other.id):
        mine = Block.of(me.id, other.id)
        raise Conflict(BLOCKED) if mine and not mine.lifted_at else NotFound(NOT_SHARED)


def _refuse_collectors(me: Person, other: Person, now: datetime) -> None:
    """Meeting people is slow; copying a hall is fast. Somebody met before is no new card."""
    lately = select(func.count()).where(Share.receiver_id == me.id, Share.given_at > now - WITHIN)
    if Share.between(other.id, me.id) is None and (db.session.scalar(lately) or 0) >= MOST_NEW:
        raise TooMany(MANY)


def _keep(owner: Person, person: Person, now: datetime) -> Contact:
    contact = Contact.of_person(owner.id, person.id)
    if contact is None:
        contact = Contact(owner=owner, person=person, created_at=now)
        db.session.add(contact)
        _write(contact, person)
        db.session.flush()
    return contact


def _write(contact: Contact | None, person: Person) -> None:
    """What stands on the card is kept with the contact, too; operations.people keeps the two in step."""
    if contact:
        contact.name, contact.company, contact.role = person.name, person.company, person.role


def _give(giver: Person, receiver: Person, now: datetime, *, by_hand: bool) -> None:
    """The card goes over with what its giver chose; only the hand that gives revives one taken back."""
    share = Share.between(giver.id, receiver.id)
    if share is None:
        share = Share(giver_id=giver.id, receiver_id=receiver.id, given_at=now)
        db.session.add(share)
    elif share.withdrawn_at and not by_hand:
        return
    elif share.withdrawn_at:
        share.withdrawn_at, share.given_at = None, now
        _write(Contact.of_person(receiver.id, giver.id), giver)
    share.email, share.phone = giver.gives_email, giver.gives_phone
    db.session.flush()
