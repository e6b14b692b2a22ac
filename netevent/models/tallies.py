"""Tally: running counts of an event, so that a live page costs the same for 200 people and for 20,000."""

from datetime import datetime

from sqlalchemy import ForeignKey, Integer, select
from sqlalchemy.orm import Mapped, mapped_column

from netevent.extensions import db
from netevent.models.types import BigId, Choice, Model, UtcDateTime

STEP_MINUTES = 5


class Tally(Model):
    """How many of one kind fell into one five-minute step; kinds: expected, came, walked_in.

    Written in the transaction of the row it counts. `shard` spreads one step over several rows, or every
    check-in of a full hall would wait for the same row.
    """

    __tablename__ = "tallies"

    event_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("events.id", ondelete="CASCADE"), primary_key=True
    )
    kind: Mapped[Choice] = mapped_column(primary_key=True)
    step: Mapped[datetime] = mapped_column(UtcDateTime, primary_key=True)
    shard: Mapped[int] = mapped_column(Integer, primary_key=True)
    count: Mapped[int] = mapped_column(default=0)

    @classmethod
    def of_event(cls, event_id: int) -> list["Tally"]:
        return list(db.session.scalars(select(cls).where(cls.event_id == event_id).order_by(cls.step)))
