"""Guess: a wrong code somebody typed, counted per person and per event, never per network address."""

from datetime import datetime

from sqlalchemy import Index, func, select
from sqlalchemy.orm import Mapped

from netevent.extensions import db
from netevent.models.types import Id, Model, Moment, ref


class Guess(Model):
    __tablename__ = "guesses"
    __table_args__ = (
        Index("ix_guesses_person_id_at", "person_id", "at"),
        Index("ix_guesses_event_id_at", "event_id", "at"),
    )

    id: Mapped[Id]
    person_id: Mapped[int] = ref("people.id")
    event_id: Mapped[int] = ref("events.id")
    at: Mapped[Moment]

    @classmethod
    def of_person(cls, person_id: int, since: datetime) -> int:
        return db.session.scalar(select(func.count()).where(cls.person_id == person_id, cls.at > since)) or 0

    @classmethod
    def at_event(cls, event_id: int, since: datetime) -> int:
        return db.session.scalar(select(func.count()).where(cls.event_id == event_id, cls.at > since)) or 0
