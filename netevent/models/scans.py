"""Scan: one code read at a door, by the key its device gave it, and the answer it got."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, Index, String, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from netevent.extensions import db
from netevent.models.people import Person
from netevent.models.types import Choice, Id, Model, Moment, Name, UtcDateTime, ref


class Scan(Model):
    """Kept in the transaction of the check-in, so that the same `nonce` gets the same answer for ever.

    `at` is when the code was read, by the clock of the server; `device_at` what the device's own clock showed then, if
    it said so; `received_at` when it was told. `told_at` and
    `told_door` are the arrival that was answered. `checkin_id` is a plain number: an undone arrival is still answered.
    """

    __tablename__ = "scans"
    __table_args__ = (
        UniqueConstraint("nonce"),
        CheckConstraint("result IN ('welcome', 'already')", name="known_result"),
        Index("ix_scans_event_id_received_at", "event_id", "received_at"),
    )

    id: Mapped[Id]
    event_id: Mapped[int] = ref("events.id")
    device_id: Mapped[int | None] = ref("devices.id", ondelete="SET NULL", index=True)
    nonce: Mapped[str] = mapped_column(String(64))
    fingerprint: Mapped[str] = mapped_column(String(64))
    result: Mapped[Choice]
    checkin_id: Mapped[int] = mapped_column(BigInteger, index=True)
    person_id: Mapped[int] = ref("people.id", index=True)
    at: Mapped[Moment]
    device_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    received_at: Mapped[Moment]
    door: Mapped[Name]
    told_at: Mapped[Moment]
    told_door: Mapped[Name]

    person: Mapped[Person] = relationship()

    @classmethod
    def of_nonce(cls, nonce: str) -> "Scan | None":
        return db.session.scalar(select(cls).where(cls.nonce == nonce))

    @classmethod
    def welcomed_twice(cls, event_id: int) -> Sequence[tuple[int, int, datetime]]:
        """Arrivals that more than one door took for the first: check-in, how many times, and when last.

        Two doors without a connection let the same person in, or a code was lent to somebody.
        """
        twice = (
            select(cls.checkin_id, func.count(), func.max(cls.at))
            .where(cls.event_id == event_id, cls.result == "welcome")
            .group_by(cls.checkin_id)
            .having(func.count() > 1)
            .order_by(cls.checkin_id)
        )
        return [(checkin, times, last) for checkin, times, last in db.session.execute(twice)]
