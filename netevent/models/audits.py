"""Audit: what organisers and operators did, by ids and never by names (ASVS 16.2)."""

from sqlalchemy import CheckConstraint, ForeignKey, select
from sqlalchemy.orm import Mapped, mapped_column

from netevent.extensions import db
from netevent.models.types import BigId, Choice, Id, Model, Moment

VIAS = ("web", "command", "worker")


class Audit(Model):
    """Written in the transaction of the act. `verb` and `noun` are words of the code: 'cancel', 'events'."""

    __tablename__ = "audits"
    __table_args__ = (CheckConstraint(f"via IN {VIAS!r}", name="known_via"),)

    id: Mapped[Id]
    at: Mapped[Moment]
    via: Mapped[Choice] = mapped_column(default="web")
    actor_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("people.id", ondelete="SET NULL"))
    event_id: Mapped[int | None] = mapped_column(
        BigId, ForeignKey("events.id", ondelete="SET NULL"), index=True
    )
    verb: Mapped[Choice]
    noun: Mapped[Choice]
    row_id: Mapped[int | None] = mapped_column(BigId)

    @classmethod
    def of_event(cls, event_id: int, count: int) -> list["Audit"]:
        """The latest entries of one event, the newest first."""
        return list(
            db.session.scalars(
                select(cls).where(cls.event_id == event_id).order_by(cls.id.desc()).limit(count)
            )
        )

    @classmethod
    def newest(cls, count: int) -> list["Audit"]:
        return list(db.session.scalars(select(cls).order_by(cls.id.desc()).limit(count)))
