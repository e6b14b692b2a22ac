"""Changing what a person says of themselves."""

from sqlalchemy import select, update

from netevent.extensions import db
from netevent.models import Contact, Person, Share


def speak(person: Person, language: str) -> None:
    person.language = language
    db.session.commit()


def write_card(person: Person, fields: dict[str, object]) -> None:
    """Change the own card; `fields` come from forms/people.py. Whoever holds the card sees the change."""
    for name, value in fields.items():
        setattr(person, name, value)
    if not person.phone:
        person.gives_phone = False
    holders = select(Share.receiver_id).where(Share.giver_id == person.id, Share.withdrawn_at.is_(None))
    db.session.execute(
        update(Contact)
        .where(Contact.person_id == person.id, Contact.owner_id.in_(holders))
        .values(name=person.name, company=person.company, role=person.role)
    )
    db.session.commit()


def give(person: Person, *, email: bool, phone: bool) -> None:
    """What goes along with the card from the next swap on; remembered. Only what is there can be given."""
    person.gives_email = email and bool(person.email)
    person.gives_phone = phone and bool(person.phone)
    db.session.commit()
