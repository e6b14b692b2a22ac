"""Registration: this person is expected at this event."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint, bindparam, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from netevent.extensions import db
from netevent.models.checkins import CheckIn
from netevent.models.events import Event
from netevent.models.types import BigId, Choice, Id, Model, Moment, Name, UtcDateTime, ref


class Registration(Model):
    """Imported ones know an address and no person; "I'm coming" knows the person who said it."""

    __tablename__ = "registrations"
    __table_args__ = (
        UniqueConstraint("event_id", "person_id"),
        CheckConstraint("source IN ('imported', 'self', 'demo')", name="known_source"),
    )

    id: Mapped[Id]
    event_id: Mapped[int] = ref("events.id", index=True)
    person_id: Mapped[int | None] = mapped_column(
        BigId, ForeignKey("people.id", ondelete="CASCADE"), index=True
    )
    name: Mapped[Name]
    email: Mapped[str | None] = mapped_column(String(254), index=True)
    company: Mapped[Name]
    source: Mapped[Choice]
    created_at: Mapped[Moment]
    cancelled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    event: Mapped[Event] = relationship()

    @classmethod
    def of_person(cls, event_id: int, person_id: int) -> "Registration | None":
        """The place kept for a known person."""
        return db.session.scalar(
            select(cls).where(
                cls.event_id == event_id, cls.person_id == person_id, cls.cancelled_at.is_(None)
            )
        )

    @classmethod
    def of_address(cls, event_id: int, email: str) -> "Registration | None":
        """A place kept for this address that nobody has taken yet."""
        return db.session.scalar(_OF_ADDRESS, {"event_id": event_id, "email": email})


# Built once: a full hall asks for it several times a second.
_OF_ADDRESS = (
    select(Registration)
    .where(
        Registration.event_id == bindparam("event_id"),
        Registration.email == bindparam("email"),
        Registration.cancelled_at.is_(None),
        ~select(CheckIn.id).where(CheckIn.registration_id == Registration.id).exists(),
    )
    .order_by(Registration.id)
    .limit(1)
)
