"""What was agreed to, in which words, since when: e-mail and phone on the card, and the notice at check-in."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import joinedload

from netevent.errors import N_
from netevent.extensions import db
from netevent.models import CheckIn, Consent, Person, Share
from netevent.operations.checkins import NOTICE

VERSION = "2026-11"  # of the sentence beside the chips; new words get a new version, old ones stay readable
TEXTS = {
    "2026-11": N_(
        "What you tick goes along with your card. Untick it, and nobody who has your card sees it any more."
    ),
}
NOTICES = {
    NOTICE: N_(
        "The organiser sees that you came. People you talk with may keep private notes of it, as you may."
    ),
}


def notices_of(person: Person) -> list[CheckIn]:
    """Every check-in with the notice it carried, the latest first."""
    rows = select(CheckIn).options(joinedload(CheckIn.event)).where(CheckIn.person_id == person.id)
    return list(db.session.scalars(rows.order_by(CheckIn.id.desc())))


def choose(person: Person, *, email: bool, phone: bool, now: datetime) -> None:
    """What goes along with the card from here on; only what is there can be given. The caller commits.

    Ticking agrees to the text on the screen. Unticking works at once: every card handed over loses the field.
    """
    db.session.execute(select(Person.id).where(Person.id == person.id).with_for_update(key_share=True))
    _set(person, "email", email and bool(person.email), now)
    _set(person, "phone", phone and bool(person.phone), now)


def withdraw(person: Person, kind: str, now: datetime) -> None:
    """Give one field no longer, to nobody; the other one stays as it is."""
    end(person, kind, now)
    db.session.commit()


def end(person: Person, kind: str, now: datetime) -> None:
    """From now on nobody sees this field of the card, whoever holds it. The caller commits."""
    db.session.execute(
        update(Consent)
        .where(Consent.person_id == person.id, Consent.kind == kind, Consent.withdrawn_at.is_(None))
        .values(withdrawn_at=now)
    )
    db.session.execute(update(Share).where(Share.giver_id == person.id).values({kind: False}))
    setattr(person, f"gives_{kind}", False)
    db.session.flush()


def _set(person: Person, kind: str, wanted: bool, now: datetime) -> None:
    standing = Consent.standing(person.id, kind)
    if not wanted and (standing or getattr(person, f"gives_{kind}")):
        return end(person, kind, now)
    if wanted and standing is None:
        db.session.add(Consent(person_id=person.id, kind=kind, version=VERSION, given_at=now))
    setattr(person, f"gives_{kind}", wanted)
    return db.session.flush()
