"""Many people who were at one evening, written in one transaction; each keeps one person and waits for a morning."""

from typing import Any

from netevent.domain.codes import CARD_LENGTH, new_code
from netevent.domain.schedules import next_morning
from netevent.extensions import db
from netevent.models import CheckIn, Contact, Encounter, Event, Person
from netevent.operations import checkins


def crowd(event: Event, number: int, zone: str = "") -> list[str]:
    """That many who live by the clock of `zone`, else by that of the event; their addresses."""
    own = next_morning(event.closes_at, event.zone, event.mail_hour, person_zone=zone or None)
    due = min(event.next_morning, own)  # as a check-in and a note leave it
    names = [f"{zone.rpartition('/')[2] or 'Guest'} {place}" for place in range(number)]
    people = _write(Person, [
        {"name": name, "email": f"{name.replace(' ', '-').lower()}@example.org", "card_code": new_code(CARD_LENGTH),
         "zone": zone, "digest_at": due, "proved_at": event.starts_at, "created_at": event.starts_at}
        for name in names
    ])  # fmt: skip
    _write(CheckIn, [
        {"event_id": event.id, "person_id": one.id, "at": event.starts_at, "door": "poster", "nonce": new_code(26),
         "typed_code": f"{one.id:06}", "notice": checkins.NOTICE}
        for one in people
    ])  # fmt: skip
    contacts = _write(Contact, [
        {"owner_id": one.id, "name": "Anouk Perrin", "created_at": event.starts_at} for one in people
    ])  # fmt: skip
    _write(Encounter, [
        {"owner_id": one.owner_id, "contact_id": one.id, "event_id": event.id, "at": event.starts_at, "care": "violins"}
        for one in contacts
    ])  # fmt: skip
    db.session.commit()
    return [one.email for one in people]


def _write(model: Any, rows: list[dict[str, Any]]) -> list[Any]:
    made = [model(**row) for row in rows]
    db.session.add_all(made)
    db.session.flush()
    return made
