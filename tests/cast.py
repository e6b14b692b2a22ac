"""The fixed cast: Ada organises, Ben and Cleo attend, Dan is a stranger. Call these inside an app context."""

from datetime import timedelta

from flask import Flask
from flask.testing import FlaskClient

from netevent import clock
from netevent.domain.codes import CARD_LENGTH, new_code
from netevent.extensions import db
from netevent.models import CheckIn, Event, Organiser, Person
from netevent.operations import checkins, signins


def person(name: str, email: str | None = None, **fields: object) -> Person:
    """Somebody with a proved address, `name`@example.org unless said otherwise."""
    now = clock.now()
    fields.setdefault("card_code", new_code(CARD_LENGTH))
    someone = Person(
        name=name, email=email or f"{name.split()[0].lower()}@example.org", proved_at=now, created_at=now, **fields
    )
    db.session.add(someone)
    db.session.commit()
    return someone


def event(owner: Person | None = None, **fields: object) -> Event:
    """An evening in Lausanne that began half an hour ago; `owner` holds the key."""
    now = clock.now()
    values: dict[str, object] = {
        "code": new_code(6), "title": "First Thursday", "place": "The Boathouse, Quai des Lilas 3", "zone": "Europe/Zurich",
        "starts_at": now - timedelta(minutes=30), "ends_at": now + timedelta(hours=2, minutes=30),
        "topics": ["Reuse of buildings", "Wood", "Glass"], "created_at": now,
    }  # fmt: skip
    made = Event(**(values | fields))
    db.session.add(made)
    db.session.flush()
    if owner:
        db.session.add(Organiser(event_id=made.id, person_id=owner.id, role="owner", since=now))
    db.session.commit()
    return made


def checked_in(event: Event, *people: Person) -> list[CheckIn]:
    return [checkins.check_in(event, someone, nonce=new_code(26), now=clock.now()) for someone in people]


def signed_in(app: Flask, client: FlaskClient, who: Person) -> FlaskClient:
    """Let this phone be `who`; outside of any request."""
    token = signins.enter_as(who, clock.now())
    with client.session_transaction() as session:
        session["_user_id"] = token
    return client


def in_context(app: Flask, act):  # type: ignore[no-untyped-def]
    """Run `act` in an app context of its own and give back what it returns."""
    with app.app_context():
        return act()
