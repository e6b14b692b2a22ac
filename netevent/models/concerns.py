"""Concern: what somebody told the organiser of an event about how they were treated there."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship

from netevent.extensions import db
from netevent.models.people import Person
from netevent.models.types import BigId, Id, Model, Moment, UtcDateTime, ref


class Concern(Model):
    """For the owner and the organisers of that event alone; never for the person it is about."""

    __tablename__ = "concerns"

    id: Mapped[Id]
    event_id: Mapped[int] = ref("events.id", index=True)
    teller_id: Mapped[int] = ref("people.id", index=True)
    about_id: Mapped[int | None] = mapped_column(
        BigId, ForeignKey("people.id", ondelete="CASCADE"), index=True
    )
    words: Mapped[str] = mapped_column(String(1000))
    told_at: Mapped[Moment]
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    settled_by_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("people.id", ondelete="SET NULL"))

    teller: Mapped[Person] = relationship(foreign_keys=[teller_id])
    about: Mapped[Person | None] = relationship(foreign_keys=[about_id])

    @classmethod
    def of_event(cls, event_id: int) -> list["Concern"]:
        """What was told at one event, the newest first."""
        return list(
            db.session.scalars(
                select(cls)
                .options(joinedload(cls.teller), joinedload(cls.about))
                .where(cls.event_id == event_id)
                .order_by(cls.id.desc())
            )
        )

    @classmethod
    def told_by(cls, teller_id: int) -> list["Concern"]:
        return list(db.session.scalars(select(cls).where(cls.teller_id == teller_id).order_by(cls.id)))
