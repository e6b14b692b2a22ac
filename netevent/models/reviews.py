"""Review: what an evening brought, seen from 90 and 180 days later; its author's alone (domain page, section 9)."""

from sqlalchemy import CheckConstraint, Numeric, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from netevent.extensions import db
from netevent.models.types import Choice, Id, Line, Model, Moment, ref

DAYS = (90, 180)
MET = ("yes", "partly", "no")
CHOICES = ("again", "less", "stop")


class Review(Model):
    """`day` is one of DAYS. `met`: whether what one came for was there; `hours` what the evening and its follow-up
    took; `choice` shapes whether later editions are mentioned."""

    __tablename__ = "reviews"
    __table_args__ = (
        UniqueConstraint("person_id", "event_id", "day"),
        CheckConstraint("day IN (90, 180)", name="known_day"),
        CheckConstraint("met IN ('', 'yes', 'partly', 'no')", name="known_met"),
        CheckConstraint("choice IN ('', 'again', 'less', 'stop')", name="known_choice"),
    )

    id: Mapped[Id]
    person_id: Mapped[int] = ref("people.id")
    event_id: Mapped[int] = ref("events.id", index=True)
    day: Mapped[int]
    met: Mapped[Choice]
    learned: Mapped[Line]
    hours: Mapped[float | None] = mapped_column(Numeric(4, 2, asdecimal=False))
    cost: Mapped[Line]
    choice: Mapped[Choice]
    said_at: Mapped[Moment]

    @classmethod
    def of(cls, person_id: int, event_id: int, day: int) -> "Review | None":
        return db.session.scalar(
            select(cls).where(cls.person_id == person_id, cls.event_id == event_id, cls.day == day)
        )

    @classmethod
    def of_person(cls, person_id: int) -> list["Review"]:
        """Every review somebody gave, the latest first."""
        return list(
            db.session.scalars(select(cls).where(cls.person_id == person_id).order_by(cls.said_at.desc()))
        )
