"""Saying what one would like to learn tonight and could offer."""

from datetime import datetime

from netevent.extensions import db
from netevent.models import Event, Intention, Person


def say(event: Event, person: Person, *, learn: str, offer: str, offer_kind: str, now: datetime) -> Intention:
    """Keep tonight's line; saying it again changes it."""
    intention = Intention.of(event.id, person.id)
    if intention is None:
        intention = Intention(event_id=event.id, person_id=person.id)
        db.session.add(intention)
    intention.learn, intention.offer, intention.offer_kind, intention.said_at = learn, offer, offer_kind, now
    db.session.commit()
    return intention
