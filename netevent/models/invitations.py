"""Invitation: a key to an event that waits for whoever reads the mail to an address."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import CheckConstraint, ColumnElement, Index, String, func, select, text
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship

from netevent.extensions import db
from netevent.models.events import Event
from netevent.models.types import Choice, Id, Model, Moment, UtcDateTime, ref

IS_OPEN = text("used_at IS NULL AND withdrawn_at IS NULL")


class Invitation(Model):
    """One that is open for an address and event. It goes along with whoever invited, and with whoever accepted.

    The link of its mail is derived from `challenge` and the secret key, so a copy of the database alone opens nothing.
    """

    __tablename__ = "invitations"
    __table_args__ = (
        CheckConstraint("role IN ('owner', 'organiser', 'door')", name="known_role"),
        Index(
            "ix_invitations_open", "event_id", "email", unique=True, sqlite_where=IS_OPEN, postgresql_where=IS_OPEN
        ),
    )  # fmt: skip

    id: Mapped[Id]
    event_id: Mapped[int] = ref("events.id", index=True)
    role: Mapped[Choice]
    email: Mapped[str] = mapped_column(String(254), index=True)
    challenge: Mapped[str] = mapped_column(String(32))
    invited_by_id: Mapped[int] = ref("people.id", index=True)
    created_at: Mapped[Moment]
    expires_at: Mapped[Moment]
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    used_by_id: Mapped[int | None] = ref("people.id", index=True)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    event: Mapped[Event] = relationship()

    @classmethod
    def open_for(cls, event_id: int, email: str) -> "Invitation | None":
        """The one nobody used or withdrew; its time may be over."""
        mine = select(cls).where(cls.event_id == event_id, cls.email == email)
        return db.session.scalar(mine.where(cls.used_at.is_(None), cls.withdrawn_at.is_(None)))

    @classmethod
    def waiting_at(cls, event_id: int, now: datetime) -> list["Invitation"]:
        """What may still be accepted, the newest first, as the database has it at this moment."""
        there = select(cls).where(cls.event_id == event_id, cls.expires_at > now)
        return list(
            db.session.scalars(
                there.where(cls.used_at.is_(None), cls.withdrawn_at.is_(None))
                .order_by(cls.id.desc())
                .execution_options(populate_existing=True)
            )
        )

    @classmethod
    def waiting_by(cls, event_id: int, person_id: int) -> list["Invitation"]:
        """What one of the team sent out and nobody used or withdrew."""
        sent = select(cls).where(cls.event_id == event_id, cls.invited_by_id == person_id)
        return list(db.session.scalars(sent.where(cls.used_at.is_(None), cls.withdrawn_at.is_(None))))

    @classmethod
    def waiting_for(cls, event_id: int, addresses: Collection[str]) -> list["Invitation"]:
        """What was sent to somebody and neither used nor withdrawn."""
        sent = select(cls).where(cls.event_id == event_id, cls.email.in_(addresses))
        return list(db.session.scalars(sent.where(cls.used_at.is_(None), cls.withdrawn_at.is_(None))))

    @classmethod
    def with_event(cls, invitation_id: int) -> "Invitation | None":
        return db.session.scalar(select(cls).options(joinedload(cls.event)).where(cls.id == invitation_id))

    @classmethod
    def made(cls, since: datetime, whose: ColumnElement[bool]) -> int:
        """How many were made since that moment, of those meant."""
        return db.session.scalar(select(func.count()).where(cls.created_at > since, whose)) or 0
