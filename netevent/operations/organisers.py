"""Who may organise, and who holds a key to which event."""

from datetime import datetime

from sqlalchemy import select

from netevent.domain.codes import CARD_LENGTH, new_code
from netevent.errors import Invalid
from netevent.extensions import db
from netevent.forms.signins import AskForm
from netevent.models import Event, Organiser, Person
from netevent.operations import audits


def make_organiser(email: str, now: datetime) -> Person:
    """Let the owner of this address create events; who is new here exists from now on.

    They prove the address when they sign in. Raises Invalid when it is not an address.
    """
    form = AskForm(data={"email": email})
    if not form.validate():
        said = form.email.errors[0]
        raise Invalid("email", getattr(said, "sentence", str(said)), **getattr(said, "slots", {}))
    address = str(form.email.data)
    person = Person.of_email(address)
    if person is None:
        person = Person(email=address, card_code=new_code(CARD_LENGTH), created_at=now)
        db.session.add(person)
    person.may_organise_since = person.may_organise_since or now
    db.session.flush()
    audits.note("allow", "organisers", now=now, row_id=person.id, via="command")
    db.session.commit()
    return person


def add_key(
    event: Event, person: Person, role: str, now: datetime, *, actor_id: int | None = None
) -> Organiser:
    """Give a person a key, or change the one they hold; a key once taken away works again."""
    key = db.session.scalar(
        select(Organiser).where(Organiser.event_id == event.id, Organiser.person_id == person.id)
    )
    if key is None:
        key = Organiser(event_id=event.id, person_id=person.id)
        db.session.add(key)
    key.role, key.since, key.removed_at = role, now, None
    db.session.flush()
    audits.note("give", "organisers", now=now, actor_id=actor_id, event_id=event.id, row_id=key.id)
    db.session.commit()
    return key
