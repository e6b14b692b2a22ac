"""Notes about people at rest or closed: after two years their owner is asked twice, then the words go (section 1).

What stays is that somebody was met, and the log without its words: the state of a relation is rebuilt from it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from sqlalchemy import Select, func, or_, select, update

from netevent.extensions import db
from netevent.models import Act, Contact, Encounter, OutboxMail, Person, Promise, Prompt, Remark
from netevent.operations import circles, contacts, mentions
from netevent.operations.notices import KEPT_NOTES
from netevent.operations.posting import post

AHEAD = timedelta(days=60)  # before the end, the first of two mails
APART = timedelta(days=28)  # at least, between the mails, and between the second and the end
WARNINGS = 2
STILL = ("resting", "closed")
SIGNS: tuple[tuple[Any, Any], ...] = (
    (Encounter, Encounter.at),
    (Encounter, Encounter.saved_at),
    (Act, Act.at),
    (Remark, Remark.at),
    (Promise, Promise.made_at),
)


@dataclass(frozen=True, slots=True)
class OldNote:
    """Somebody whose notes are near their end: the last sign between the two, and when the words go."""

    contact: Contact
    last: datetime

    @property
    def ends(self) -> datetime:
        return self.last + KEPT_NOTES


def sweep(_until: datetime, now: datetime) -> int:
    """Warn whoever keeps such notes, and take away those past their time that were warned of twice; commits."""
    taken = 0
    for owner, notes in groupby(_near_the_end(now), key=lambda note: note.contact.owner):
        taken += _sweep_of(owner, list(notes), now)
    db.session.commit()
    return taken


def of(owner: Person, now: datetime) -> list[OldNote]:
    """The people of one owner whose notes are near their end, the nearest first."""
    return sorted(_near_the_end(now, owner), key=lambda note: (note.ends, note.contact.id))


def keep(notes: Iterable[OldNote], now: datetime) -> None:
    """Looked through, and kept as they are: their time begins anew."""
    for note in notes:
        newest = Encounter.of_contact(note.contact.id)[0]
        newest.saved_at = now
    db.session.commit()


def _sweep_of(owner: Person, notes: list[OldNote], now: datetime) -> int:
    mails = _warnings(owner)
    warned = [(note, [at for at in mails if at >= note.ends - AHEAD]) for note in notes]
    if any(len(ats) < WARNINGS for _, ats in warned) and not (mails and mails[-1] > now - APART):
        _warn(owner, now)
    over = [
        note.contact
        for note, ats in warned
        if note.ends <= now and len(ats) >= WARNINGS and ats[WARNINGS - 1] <= now - APART
    ]
    _take_words(over)
    return len(over)


def _take_words(about: list[Contact]) -> None:
    mentions.empty_notes(about)
    of_them = Encounter.contact_id.in_([contact.id for contact in about])
    db.session.execute(
        update(Encounter).where(of_them).values(saved_at=None)
    )  # nothing stands there any more


def _near_the_end(now: datetime, owner: Person | None = None) -> list[OldNote]:
    found = db.session.scalars(_quiet(now - KEPT_NOTES + AHEAD, owner))
    return [OldNote(one, _last_sign(one)) for one in found if _is_at_rest(one, now)]


def _quiet(since: datetime, owner: Person | None) -> Select[Contact]:
    """Everybody about whom something is noted, and with whom nothing happened since then."""
    later = (
        select(model.id).where(model.contact_id == Contact.id, at > since).exists() for model, at in SIGNS
    )
    noted = or_(
        select(Encounter.id)
        .where(Encounter.contact_id == Contact.id, Encounter.saved_at.is_not(None))
        .exists(),
        select(Act.id).where(Act.contact_id == Contact.id, Act.detail != "").exists(),
        *(select(one.id).where(one.contact_id == Contact.id).exists() for one in (Remark, Promise, Prompt)),
    )
    quiet = select(Contact).where(Contact.created_at <= since, noted, *(~sign for sign in later))
    closed = or_(Contact.closed_at.is_(None), Contact.closed_at <= since)
    whose = (
        Contact.owner_id == owner.id
        if owner
        else Contact.owner_id.in_(select(Person.id).where(Person.email.is_not(None)))
    )
    return quiet.where(closed, whose).order_by(Contact.owner_id, Contact.id)


def _is_at_rest(contact: Contact, now: datetime) -> bool:
    if contact.cadence == "rest" or contact.contact_ok == "none" or contacts.is_silent(contact):
        return True
    return circles.relation_of(contact, now).state in STILL


def _last_sign(contact: Contact) -> datetime:
    found = [
        db.session.scalar(select(func.max(at)).where(model.contact_id == contact.id)) for model, at in SIGNS
    ]
    return max(moment for moment in (contact.created_at, contact.closed_at, *found) if moment)


def _warnings(owner: Person) -> list[datetime]:
    """When this person was asked before, the first first; these mails stay as long as their person."""
    asked = select(OutboxMail.created_at).where(
        OutboxMail.person_id == owner.id, OutboxMail.kind == "old_notes"
    )
    return list(db.session.scalars(asked.order_by(OutboxMail.created_at)))


def _warn(owner: Person, now: datetime) -> None:
    post(
        "old_notes",
        dedupe_key=f"old_notes:{owner.id}:{now:%Y%m%d%H%M%S}",
        address=owner.address,
        language=owner.language,
        now=now,
        person_id=owner.id,
    )
