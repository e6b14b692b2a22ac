"""CheckIn: somebody arrived: when, at which door, by whom."""

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship

from netevent.domain.codes import TYPED_LENGTH
from netevent.extensions import db
from netevent.models.events import Event
from netevent.models.people import Person
from netevent.models.types import BigId, Id, Model, Moment, Name, ref

POSTER = "poster"  # the door of those who scanned the poster with their own phone


class CheckIn(Model):
    """One person is in once: the database says so, whatever two phones do at the same instant.

    `nonce` is the idempotency key of the form; the same key again finds this row instead of making another.
    `typed_code` is what others type to find this person, inside this event only.
    """

    __tablename__ = "checkins"
    __table_args__ = (
        UniqueConstraint("event_id", "person_id"),
        UniqueConstraint("event_id", "typed_code"),
        UniqueConstraint("registration_id"),
        Index("ix_checkins_event_id_id", "event_id", "id"),
        {"sqlite_autoincrement": True},  # a number undone twice must never undo somebody else
    )

    id: Mapped[Id]
    event_id: Mapped[int] = ref("events.id")
    person_id: Mapped[int] = ref("people.id", index=True)
    registration_id: Mapped[int | None] = mapped_column(
        BigId, ForeignKey("registrations.id", ondelete="SET NULL")
    )
    at: Mapped[Moment]
    door: Mapped[Name]
    nonce: Mapped[str] = mapped_column(String(64), unique=True)
    typed_code: Mapped[str] = mapped_column(String(TYPED_LENGTH))
    notice: Mapped[str] = mapped_column(String(20))

    event: Mapped[Event] = relationship()
    person: Mapped[Person] = relationship()

    @classmethod
    def of(cls, event_id: int, person_id: int) -> "CheckIn | None":
        return db.session.scalar(select(cls).where(cls.event_id == event_id, cls.person_id == person_id))

    @classmethod
    def held(cls, event_id: int, **wanted: int) -> "CheckIn | None":
        """One of them as it stands now, and nobody else changes it before the caller commits."""
        return db.session.scalar(
            select(cls)
            .filter_by(event_id=event_id, **wanted)
            .with_for_update()
            .execution_options(populate_existing=True)
        )

    @classmethod
    def of_nonce(cls, nonce: str) -> "CheckIn | None":
        return db.session.scalar(select(cls).where(cls.nonce == nonce))

    @classmethod
    def of_typed(cls, event_id: int, code: str) -> "CheckIn | None":
        return db.session.scalar(
            select(cls)
            .options(joinedload(cls.person))
            .where(cls.event_id == event_id, cls.typed_code == code)
        )

    @classmethod
    def latest_of(cls, person_id: int) -> "CheckIn | None":
        """Where this person checked in last, with the event."""
        return db.session.scalar(
            select(cls)
            .options(joinedload(cls.event))
            .where(cls.person_id == person_id)
            .order_by(cls.id.desc())
            .limit(1)
        )
