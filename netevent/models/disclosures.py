"""Disclosure: a person asked what others noted about them (GDPR Art. 15; reliability page, privacy decision 2)."""

from datetime import datetime

from sqlalchemy import Text, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from netevent.extensions import db
from netevent.models.people import Person
from netevent.models.types import Id, Model, Moment, UtcDateTime, ref


class Disclosure(Model):
    """Due within 30 days. `answer` is the text the operator released, third parties blacked out."""

    __tablename__ = "disclosures"

    id: Mapped[Id]
    person_id: Mapped[int] = ref("people.id", index=True)
    asked_at: Mapped[Moment]
    due_at: Mapped[Moment]
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    answer: Mapped[str] = mapped_column(Text, default="")

    person: Mapped[Person] = relationship()

    @classmethod
    def open_of(cls, person_id: int) -> "Disclosure | None":
        return db.session.scalar(select(cls).where(cls.person_id == person_id, cls.answered_at.is_(None)))

    @classmethod
    def latest_of(cls, person_id: int) -> "Disclosure | None":
        return db.session.scalar(
            select(cls).where(cls.person_id == person_id).order_by(cls.id.desc()).limit(1)
        )

    @classmethod
    def queue(cls) -> list["Disclosure"]:
        """What waits for the operator, the most urgent first."""
        return list(db.session.scalars(select(cls).where(cls.answered_at.is_(None)).order_by(cls.due_at)))
