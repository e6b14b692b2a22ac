"""Saying what one would like to hear about tonight, could offer, and, privately, why one came."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.exc import IntegrityError

from netevent.extensions import db
from netevent.models import Event, Intention, Person


def say(
    event: Event,
    person: Person,
    *,
    learn: str,
    offer: str,
    offer_kind: str,
    now: datetime,
    topics: Sequence[str] = (),
    reason: str = "",
) -> Intention:
    """Keep tonight's words; saying them again changes them."""
    words = {
        "learn": learn,
        "offer": offer,
        "offer_kind": offer_kind,
        "topics": list(topics),
        "reason": reason,
        "said_at": now,
    }
    ids = {"event_id": event.id, "person_id": person.id}
    try:
        return _say(words, **ids)
    except IntegrityError:  # the other tap of a double tap was faster: its row takes these words
        db.session.rollback()
        return _say(words, **ids)


def _say(words: dict[str, object], *, event_id: int, person_id: int) -> Intention:
    intention = Intention.of(event_id, person_id)
    if intention is None:
        intention = Intention(event_id=event_id, person_id=person_id)
        db.session.add(intention)
    for name, value in words.items():
        setattr(intention, name, value)
    db.session.commit()
    return intention
