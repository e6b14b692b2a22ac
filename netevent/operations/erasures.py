"""Making a person vanish: their account, the cards others hold, the notes about them (privacy decision 3).

What stays of them is a keyed hash: on the list of addresses that get no mail, if they stood on it, and in the
journal that tells a restored backup whom to forget again (operations/journals.py).
"""

import logging
from collections.abc import Iterable
from datetime import datetime

from flask import current_app
from sqlalchemy import ColumnElement, Select, and_, delete, func, or_, select, update

from netevent.errors import N_, NotFound
from netevent.extensions import db
from netevent.mails import folder
from netevent.models import (
    Badge,
    CheckIn,
    Contact,
    Event,
    FormerCard,
    Invitation,
    Organiser,
    OutboxMail,
    Person,
    Printing,
    Registration,
    Replay,
    SignIn,
    Suppression,
)
from netevent.operations import audits, journals, mentions
from netevent.operations.events import call_off
from netevent.operations.organisers import take_devices
from netevent.operations.suppressions import hash_of

NOBODY = N_("Nothing is kept here about %(email)s.")

log = logging.getLogger(__name__)


def erase(person: Person, now: datetime) -> None:
    """Everything of one person, in one transaction; commits. Counts of events stay, they name nobody."""
    log.info("person %d is erased", person.id)
    db.session.execute(
        select(Person.id).where(Person.id == person.id).with_for_update()
    )  # nobody scans them now
    address = person.email
    journals.remember(_secrets_of(person), now)
    for event in orphans(person, now):
        call_off(event, now)
    about = _cards_held(person)
    names = {person.name, address or "", *(contact.name for contact in about)}
    mentions.forget(about, names, now)
    take_devices(person.id, now, actor_id=None)
    _forget_traces(person)
    if address:
        _forget_address(address)
    db.session.flush()
    db.session.execute(delete(Person).where(Person.id == person.id))  # the rows that are theirs go along
    db.session.expire_all()
    db.session.commit()
    _forget_files(names)


def erase_address(email: str, now: datetime) -> int:
    """For whoever runs the site: erase everything about an address, whether it is somebody's here or was only
    written down by others. Returns how many accounts went; raises NotFound when nothing is kept."""
    address = email.strip().casefold()
    people = list(
        db.session.scalars(
            select(Person).where(or_(Person.email == address, Person.claimed_email == address))
        )
    )
    if not people and not knows(address):
        raise NotFound(NOBODY, email=email)
    audits.note("erase", "people", now=now, via="command")
    forget_elsewhere(address, now)
    for person in people:
        erase(person, now)
    return len(people)


def forget_elsewhere(address: str, now: datetime, *, before: datetime | None = None) -> None:
    """An address that others wrote down, and what they noted beside it; up to a moment. Commits."""
    journals.remember([address], now)
    about = _written_down(address, before)
    names = {address, *(contact.name for contact in about)}
    mentions.forget(about, names, now)
    _forget_address(address, before)
    db.session.commit()
    _forget_files(names)


def knows(address: str) -> bool:
    """Whether anything is kept about an address that is nobody's account."""
    places = (
        select(Contact.id).where(func.lower(Contact.email) == address),
        select(Registration.id).where(Registration.email == address),
        select(SignIn.id).where(SignIn.email == address),
        select(OutboxMail.id).where(OutboxMail.address == address),
        select(Invitation.id).where(Invitation.email == address),
    )
    return any(db.session.scalar(place.limit(1)) is not None for place in places)


def orphans(person: Person, now: datetime) -> list[Event]:
    """Coming events that nobody else organises: they are called off when this person goes."""
    mine = select(Organiser.event_id).where(Organiser.person_id == person.id, _holds_a_key())
    others = select(Organiser.event_id).where(Organiser.person_id != person.id, _holds_a_key())
    return list(
        db.session.scalars(
            select(Event)
            .where(Event.id.in_(mine), Event.id.not_in(others))
            .where(Event.starts_at > now, Event.cancelled_at.is_(None))
            .order_by(Event.starts_at)
        )
    )


def _holds_a_key() -> ColumnElement[bool]:
    return and_(Organiser.removed_at.is_(None), Organiser.role != "door")


def _secrets_of(person: Person) -> list[str]:
    """What a backup would know this person by, whatever had become of them when it was made."""
    cards = db.session.scalars(select(FormerCard.code).where(FormerCard.person_id == person.id))
    return [person.card_code, *cards, *([person.email] if person.email else [])]


def _cards_held(person: Person) -> list[Contact]:
    """The person in the books of others: scanned, or written down with the address that is proved theirs."""
    scanned = list(db.session.scalars(select(Contact).where(Contact.person_id == person.id)))
    return scanned + [one for one in _written_down(person.email or "") if one.owner_id != person.id]


def _written_down(address: str, before: datetime | None = None) -> list[Contact]:
    if not address:
        return []
    found = select(Contact).where(func.lower(Contact.email) == address, Contact.person_id.is_(None))
    return list(db.session.scalars(found.where(Contact.created_at <= before) if before else found))


def _forget_traces(person: Person) -> None:
    """What is not joined to the person, and would still lead to them."""
    signins = select(SignIn.id).where(SignIn.person_id == person.id)
    db.session.execute(delete(OutboxMail).where(OutboxMail.signin_id.in_(signins)))
    places = select(CheckIn.registration_id).where(
        CheckIn.person_id == person.id, CheckIn.registration_id > 0
    )
    cards = select(FormerCard.code).where(FormerCard.person_id == person.id)
    worn = or_(Badge.person_id == person.id, Badge.registration_id.in_(places))
    badges = select(Badge.code).where(worn)
    _forget_drawn(select(Badge.event_id).where(worn))
    for code in [person.card_code, *db.session.scalars(cards), *db.session.scalars(badges)]:
        db.session.execute(delete(Replay).where(func.upper(Replay.location).contains(code)))
    if person.email:  # else the place belongs to whoever owns the address that was only claimed
        db.session.execute(delete(Registration).where(Registration.id.in_(places)))


def _forget_drawn(events: Select[int]) -> None:
    """Files with badges of these events may hold a name; whoever wants one has it drawn once more."""
    db.session.execute(delete(Printing).where(Printing.event_id.in_(events)))


def _forget_address(address: str, before: datetime | None = None) -> None:
    """Rows that name an address and belong to nobody."""
    _forget_drawn(select(Registration.event_id).where(Registration.email == address))
    for model, column, since in (
        (Registration, Registration.email, Registration.created_at),
        (SignIn, SignIn.email, SignIn.asked_at),
        (OutboxMail, OutboxMail.address, OutboxMail.created_at),
        (Invitation, Invitation.email, Invitation.created_at),
    ):
        gone = delete(model).where(column == address)
        db.session.execute(gone.where(since <= before) if before else gone)
    db.session.execute(  # the words of a mail server repeat the address
        update(Suppression).where(Suppression.address_hash == hash_of(address)).values(reason="")
    )


def _forget_files(words: Iterable[str]) -> None:
    """Where mails are written into a folder instead of being sent, those to and about the person go too."""
    folder.forget(current_app.config["SETTINGS"].mail_url, words)


def overwrite() -> None:
    """On SQLite, what was deleted also leaves the file of recent writes; nobody's transaction may be open here."""
    db.session.rollback()
    if db.engine.dialect.name == "sqlite":
        connection = db.engine.raw_connection()
        try:
            connection.driver_connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # type: ignore[union-attr]
        finally:
            connection.close()
