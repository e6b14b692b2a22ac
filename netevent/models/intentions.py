"""Intention: what somebody would like to learn tonight, what they could offer, and, privately, why they came."""

from sqlalchemy import UniqueConstraint, select
from sqlalchemy.orm import Mapped

from netevent.extensions import db
from netevent.models.types import Choice, Id, Line, Model, Moment, Words, ref


class Intention(Model):
    __tablename__ = "intentions"
    __table_args__ = (UniqueConstraint("event_id", "person_id"),)

    id: Mapped[Id]
    event_id: Mapped[int] = ref("events.id")
    person_id: Mapped[int] = ref("people.id", index=True)
    learn: Mapped[Line]
    offer: Mapped[Line]
    offer_kind: Mapped[Choice]
    topics: Mapped[Words]
    reason: Mapped[Choice]
    said_at: Mapped[Moment]

    @classmethod
    def of(cls, event_id: int, person_id: int) -> "Intention | None":
        return db.session.scalar(select(cls).where(cls.event_id == event_id, cls.person_id == person_id))

    @classmethod
    def latest_of(cls, person_id: int) -> "Intention | None":
        return db.session.scalar(
            select(cls).where(cls.person_id == person_id).order_by(cls.said_at.desc()).limit(1)
        )
