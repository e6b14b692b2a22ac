"""Remembering what a form made, in the transaction that makes it."""

from datetime import datetime

from netevent.extensions import db
from netevent.models import Replay


def remember(person_id: int, key: str, noun: str, row_id: int, now: datetime) -> None:
    """Tie an idempotency key to the row it made; the caller commits."""
    if key:
        db.session.add(Replay(key=key, person_id=person_id, noun=noun, row_id=row_id, at=now))
