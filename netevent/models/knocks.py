"""Knock: somebody scanned a badge and asks to connect; the wearer says yes, or nothing."""

from datetime import datetime

from sqlalchemy import CheckConstraint, UniqueConstraint, select
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship

from netevent.extensions import db
from netevent.models.events import Event
from netevent.models.people import Person
from netevent.models.types import Choice, Id, Model, Moment, UtcDateTime, ref

ANSWERS = ("", "yes", "no")


class Knock(Model):
    """One a pair and event. A "no" looks to the asker like no answer at all."""

    __tablename__ = "knocks"
    __table_args__ = (
        UniqueConstraint("event_id", "asker_id", "asked_id"),
        CheckConstraint(f"answer IN {ANSWERS!r}", name="known_answer"),
        CheckConstraint("asker_id <> asked_id", name="not_oneself"),
    )

    id: Mapped[Id]
    event_id: Mapped[int] = ref("events.id")
    asker_id: Mapped[int] = ref("people.id", index=True)
    asked_id: Mapped[int] = ref("people.id", index=True)
    at: Mapped[Moment]
    answer: Mapped[Choice]
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    event: Mapped[Event] = relationship()
    asker: Mapped[Person] = relationship(foreign_keys=[asker_id])

    @classmethod
    def of(cls, event_id: int, asker_id: int, asked_id: int) -> "Knock | None":
        return db.session.scalar(
            select(cls).where(cls.event_id == event_id, cls.asker_id == asker_id, cls.asked_id == asked_id)
        )

    @classmethod
    def waiting_for(cls, asked_id: int) -> list["Knock"]:
        """Who waits for an answer of this person, the first first."""
        return list(
            db.session.scalars(
                select(cls)
                .options(joinedload(cls.asker), joinedload(cls.event))
                .where(cls.asked_id == asked_id, cls.answered_at.is_(None))
                .order_by(cls.id)
            )
        )
