"""Badge: the code on a printed badge, which only asks."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from netevent.domain.codes import CARD_LENGTH
from netevent.extensions import db
from netevent.models.checkins import CheckIn
from netevent.models.events import Event
from netevent.models.types import BigId, Id, Model, Moment, UtcDateTime, ref


class Badge(Model):
    """Printed for a place on the list before the evening, or for somebody who is in.

    A renewed code leaves the old row ended: its paper opens nothing any more.
    """

    __tablename__ = "badges"
    __table_args__ = (UniqueConstraint("code"),)

    id: Mapped[Id]
    event_id: Mapped[int] = ref("events.id", index=True)
    registration_id: Mapped[int | None] = mapped_column(
        BigId, ForeignKey("registrations.id", ondelete="CASCADE"), index=True
    )
    person_id: Mapped[int | None] = mapped_column(
        BigId, ForeignKey("people.id", ondelete="CASCADE"), index=True
    )
    code: Mapped[str] = mapped_column(String(CARD_LENGTH))
    since: Mapped[Moment]
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    event: Mapped[Event] = relationship()

    @classmethod
    def of_code(cls, code: str) -> "Badge | None":
        """The badge with this code, unless it was renewed."""
        return db.session.scalar(select(cls).where(cls.code == code, cls.ended_at.is_(None)))

    @property
    def wearer_id(self) -> int | None:
        """Who wears it: the person themselves, or whoever came with the place it was printed for."""
        if self.person_id or not self.registration_id:
            return self.person_id
        return db.session.scalar(
            select(CheckIn.person_id).where(CheckIn.registration_id == self.registration_id)
        )
