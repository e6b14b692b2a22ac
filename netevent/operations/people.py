"""Changing what a person says of themselves."""

from datetime import datetime

from sqlalchemy import select, update

from netevent.extensions import db
from netevent.models import Contact, Person, Share
from netevent.operations import consents


def speak(person: Person, language: str) -> None:
    person.language = language
    db.session.commit()


def write_card(person: Person, fields: dict[str, object], now: datetime) -> None:
    """Change the own card; `fields` come from forms/people.py. Whoever holds the card sees the change."""
    for name, value in fields.items():
        setattr(person, name, value)
    if not person.phone:
        consents.end(person, "phone", now)
    holders = select(Share.receiver_id).where(Share.giver_id == person.id, Share.withdrawn_at.is_(None))
    db.session.execute(
        update(Contact)
        .where(Contact.person_id == person.id, Contact.owner_id.in_(holders))
        .values(name=person.name, company=person.company, role=person.role)
    )
    db.session.commit()


def give(person: Person, *, email: bool, phone: bool, now: datetime) -> None:
    """What goes along with the card from here on; remembered."""
    consents.choose(person, email=email, phone=phone, now=now)
    db.session.commit()
