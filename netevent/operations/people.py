"""Changing what a person says of themselves."""

from netevent.extensions import db
from netevent.models import Person


def speak(person: Person, language: str) -> None:
    person.language = language
    db.session.commit()


def write_card(person: Person, fields: dict[str, object]) -> None:
    """Change the own card; `fields` come from forms/people.py."""
    for name, value in fields.items():
        setattr(person, name, value)
    db.session.commit()


def give(person: Person, *, email: bool, phone: bool) -> None:
    """What goes along with the card from the next swap on; remembered."""
    person.gives_email, person.gives_phone = email, phone
    db.session.commit()
