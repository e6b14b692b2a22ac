"""Wanting nothing more to do with somebody here, or only no follow-ups: neither is undone by the other side."""

from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.exc import IntegrityError

from netevent.errors import N_, Conflict
from netevent.extensions import db
from netevent.models import Act, Block, Contact, Knock, Person
from netevent.operations import acts, cards

OBJECTION = "opt_out"
YOURSELF = N_("That’s you. There is nobody to block here.")
NOT_MET = N_("They do not keep you among their people, so nothing is suggested to them.")


def block(me: Person, other: Person, now: datetime) -> None:
    """My card is taken back, theirs is seen no more while the block stands, and both sides fall silent.

    They are never told: what they gave still says so on their own pages, and my card looks taken back.
    """
    if me.id == other.id:
        raise Conflict(YOURSELF)
    cards.lock(me, other)
    row = Block.of(me.id, other.id)
    if row is None:
        row = Block(blocker_id=me.id, blocked_id=other.id, since=now)
        db.session.add(row)
    elif row.lifted_at:
        row.since, row.lifted_at = now, None
    try:
        db.session.flush()
    except IntegrityError:  # two taps at once on an engine without row locks; the other one did it
        db.session.rollback()
        return
    cards.withdraw(me.id, other.id, now)
    _leave_unanswered(me, other, now)
    _settle(Contact.of_person(me.id, other.id), now)
    db.session.commit()


def lift(row: Block, now: datetime) -> None:
    """The block ends; the card that was taken back stays so until it is given again."""
    if row.lifted_at is None:
        row.lifted_at = now
        db.session.flush()
        _settle(Contact.of_person(row.blocker_id, row.blocked_id), now)
    db.session.commit()


def blocked_by(me: Person, other: Person) -> Block | None:
    """The block of mine that stands against somebody."""
    row = Block.of(me.id, other.id)
    return row if row and not row.lifted_at else None


def object_to(me: Person, other_id: int, now: datetime) -> None:
    """I would rather not be followed up by them: their side is closed, and they see one neutral line."""
    theirs = _theirs(me, other_id)
    if theirs is None:
        raise Conflict(NOT_MET)
    if not objected(theirs):
        acts.add(theirs, OBJECTION, by="them", now=now)
    db.session.flush()
    _settle(theirs, now)
    db.session.commit()


def withdraw_objection(me: Person, other_id: int, now: datetime) -> None:
    """They may be reminded of me again."""
    theirs = _theirs(me, other_id)
    if theirs:
        for act in db.session.scalars(_objections(theirs)):
            act.undone_at = now
        acts.restate(theirs, now)
        _settle(theirs, now)
    db.session.commit()


def may_be_followed_up(me: Person, other_id: int | None) -> bool | None:
    """Whether somebody may be reminded of me; None when they do not keep me at all."""
    theirs = _theirs(me, other_id) if other_id else None
    return not objected(theirs) if theirs else None


def objected(contact: Contact) -> bool:
    """Whether this person asked the contact's owner for no follow-ups."""
    return db.session.scalar(_objections(contact).limit(1)) is not None


def _objections(contact: Contact) -> Select[Act]:
    return select(Act).where(Act.contact_id == contact.id, Act.kind == OBJECTION, Act.undone_at.is_(None))


def _theirs(me: Person, other_id: int) -> Contact | None:
    """How they keep me; held, so that two taps at once become one."""
    row = select(Contact).where(Contact.owner_id == other_id, Contact.person_id == me.id).with_for_update()
    return db.session.scalar(row)


def _settle(contact: Contact | None, now: datetime) -> None:
    """A contact is closed for as long as its owner blocks the person, or the person objects."""
    if contact is None or contact.person_id is None:
        return
    row = Block.of(contact.owner_id, contact.person_id)
    closed = objected(contact) or (row is not None and row.lifted_at is None)
    contact.closed_at = (contact.closed_at or now) if closed else None


def _leave_unanswered(me: Person, other: Person, now: datetime) -> None:
    for knock in Knock.waiting_for(me.id):
        if knock.asker_id == other.id:
            knock.answer, knock.answered_at = "no", now
