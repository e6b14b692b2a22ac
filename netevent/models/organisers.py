"""Organiser: the key a person holds to an event."""

from datetime import datetime

from sqlalchemy import CheckConstraint, UniqueConstraint, case, select
from sqlalchemy.orm import Mapped, contains_eager, joinedload, mapped_column, relationship

from netevent.extensions import db
from netevent.models.events import Event
from netevent.models.people import Person
from netevent.models.types import Choice, Id, Model, Moment, UtcDateTime, ref

ROLES = ("owner", "organiser", "door")


class Organiser(Model):
    __tablename__ = "organisers"
    __table_args__ = (
        UniqueConstraint("event_id", "person_id"),
        CheckConstraint("role IN ('owner', 'organiser', 'door')", name="known_role"),
    )

    id: Mapped[Id]
    event_id: Mapped[int] = ref("events.id")
    person_id: Mapped[int] = ref("people.id", index=True)
    role: Mapped[Choice]
    since: Mapped[Moment]
    removed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    event: Mapped[Event] = relationship()
    person: Mapped[Person] = relationship()

    @classmethod
    def keys_of(cls, person_id: int) -> list["Organiser"]:
        """The keys a person holds today with their events, the latest first, in one question to the database."""
        return list(
            db.session.scalars(
                select(cls)
                .join(cls.event)
                .options(contains_eager(cls.event))
                .where(cls.person_id == person_id, cls.removed_at.is_(None))
                .order_by(Event.starts_at.desc(), Event.id.desc())
            )
        )

    @classmethod
    def key(cls, person_id: int, event_id: int) -> "Organiser | None":
        return db.session.scalar(
            select(cls).where(cls.person_id == person_id, cls.event_id == event_id, cls.removed_at.is_(None))
        )

    @classmethod
    def team_of(cls, event_id: int) -> list["Organiser"]:
        """Every key that opens something today, owners first, as the database has them at this moment."""
        return list(
            db.session.scalars(
                select(cls)
                .options(joinedload(cls.person))
                .where(cls.event_id == event_id, cls.removed_at.is_(None))
                .order_by(
                    case({role: place for place, role in enumerate(ROLES)}, value=cls.role), cls.since, cls.id
                )
                .execution_options(populate_existing=True)
            )
        )
