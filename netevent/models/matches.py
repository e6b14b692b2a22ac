"""Match: somebody who walked in was on the list after all, somebody at the door said so."""

from datetime import datetime

from sqlalchemy import BigInteger, select
from sqlalchemy.orm import Mapped, mapped_column

from netevent.extensions import db
from netevent.models.types import Id, Model, Moment, UtcDateTime, ref


class Match(Model):
    """Which check-in took which place; `checkin_id` is a plain number, as that row may be taken back."""

    __tablename__ = "matches"

    id: Mapped[Id]
    event_id: Mapped[int] = ref("events.id", index=True)
    checkin_id: Mapped[int] = mapped_column(BigInteger, index=True)
    registration_id: Mapped[int] = ref("registrations.id", index=True)
    at: Mapped[Moment]
    device_id: Mapped[int | None] = ref("devices.id", ondelete="SET NULL", index=True)
    by_id: Mapped[int | None] = ref("people.id", ondelete="SET NULL", index=True)
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    @classmethod
    def of_checkin(cls, checkin_id: int) -> "Match | None":
        """The one that holds, if the arrival was matched to a place and not parted from it again."""
        return db.session.scalar(select(cls).where(cls.checkin_id == checkin_id, cls.undone_at.is_(None)))
