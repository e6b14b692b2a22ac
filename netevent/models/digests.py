"""Digest: one person's mail for one day: the prompts in it and why."""

from datetime import date

from sqlalchemy import Date, ForeignKey, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from netevent.extensions import db
from netevent.models.events import Event
from netevent.models.people import Person
from netevent.models.prompts import Prompt
from netevent.models.types import BigId, Choice, Id, Model, Moment, ref


class Digest(Model):
    """`notice` is 'weekly' or 'monthly' in the one digest after which they come less often (ST6)."""

    __tablename__ = "digests"
    __table_args__ = (UniqueConstraint("person_id", "day"),)

    id: Mapped[Id]
    person_id: Mapped[int] = ref("people.id")
    event_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("events.id", ondelete="SET NULL"))
    day: Mapped[date] = mapped_column(Date)
    created_at: Mapped[Moment]
    notice: Mapped[Choice]

    event: Mapped[Event | None] = relationship()
    person: Mapped[Person] = relationship()
    prompts: Mapped[list[Prompt]] = relationship(order_by=Prompt.position, viewonly=True)

    @classmethod
    def standing(cls, person_id: int, today: date) -> "Digest | None":
        """Of this day; else the one that could not leave, and was moved to the next."""
        coming = select(cls).where(cls.person_id == person_id, cls.day >= today)
        return db.session.scalar(coming.order_by(cls.day).limit(1))

    @classmethod
    def latest_of(cls, person_id: int) -> "Digest | None":
        return db.session.scalar(
            select(cls).where(cls.person_id == person_id).order_by(cls.day.desc()).limit(1)
        )
