"""Printing: badges that somebody wants as one file, and how many of them are drawn."""

from datetime import datetime

from sqlalchemy import JSON, LargeBinary, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from netevent.extensions import db
from netevent.models.events import Event
from netevent.models.jobs import Job
from netevent.models.types import Choice, Model, Moment, UtcDateTime, ref


class Printing(Job):
    """`badge_ids` are the `total` badges to be drawn, in their order, `position` how many of them were come to, and
    `drawn` how many were still there then. Its first is the `first`-th badge of the event."""

    __tablename__ = "printings"

    event_id: Mapped[int] = ref("events.id", index=True)
    person_id: Mapped[int] = ref("people.id", index=True)
    asked_at: Mapped[Moment]
    stock: Mapped[Choice]
    both_sides: Mapped[bool]
    first: Mapped[int]
    total: Mapped[int]
    badge_ids: Mapped[list[int]] = mapped_column(JSON, deferred=True)
    position: Mapped[int] = mapped_column(default=0)
    drawn: Mapped[int] = mapped_column(default=0)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)

    event: Mapped[Event] = relationship()

    @property
    def last(self) -> int:
        return self.first + self.total - 1

    @property
    def state(self) -> str:
        """'waiting', 'done' or 'failed'."""
        if self.ended_at is None:
            return "waiting"
        return "done" if self.position == self.total and self.drawn else "failed"

    @classmethod
    def asked_by(cls, event_id: int, person_id: int) -> list["Printing"]:
        """What this person asked for at this event, the last first."""
        asked = select(cls).where(cls.event_id == event_id, cls.person_id == person_id)
        return list(db.session.scalars(asked.order_by(cls.id.desc())))


class Sheets(Model):
    """Some of its pages as a PDF, kept in the database, as web servers and workers share no folder."""

    __tablename__ = "sheets"

    printing_id: Mapped[int] = ref("printings.id", primary_key=True)
    start: Mapped[int] = mapped_column(primary_key=True)
    octets: Mapped[bytes] = mapped_column(LargeBinary)

    @classmethod
    def of(cls, printing_id: int) -> list[bytes]:
        """All that is drawn, in order."""
        drawn = select(cls.octets).where(cls.printing_id == printing_id)
        return list(db.session.scalars(drawn.order_by(cls.start)))
