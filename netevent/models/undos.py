"""Undo: an arrival that was taken back; its row is gone, and this one says what it was."""

from sqlalchemy import BigInteger, Index, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from netevent.extensions import db
from netevent.models.types import Id, Model, Moment, Name, ref


class Undo(Model):
    """`checkin_id` is a plain number, as that row is gone; numbers of check-ins are never given twice."""

    __tablename__ = "undos"
    __table_args__ = (
        UniqueConstraint("checkin_id"),
        Index("ix_undos_event_id_undone_at", "event_id", "undone_at"),
    )

    id: Mapped[Id]
    event_id: Mapped[int] = ref("events.id")
    person_id: Mapped[int] = ref("people.id", index=True)
    registration_id: Mapped[int | None] = ref("registrations.id", ondelete="SET NULL", index=True)
    checkin_id: Mapped[int] = mapped_column(BigInteger)
    at: Mapped[Moment]
    door: Mapped[Name]
    nonce: Mapped[str] = mapped_column(String(64))
    undone_at: Mapped[Moment]
    device_id: Mapped[int | None] = ref("devices.id", ondelete="SET NULL", index=True)
    by_id: Mapped[int | None] = ref("people.id", ondelete="SET NULL", index=True)

    @classmethod
    def of_checkin(cls, event_id: int, checkin_id: int) -> "Undo | None":
        return db.session.scalar(select(cls).where(cls.event_id == event_id, cls.checkin_id == checkin_id))
