"""Attempt: one try to hand a mail over, and what came of it."""

from sqlalchemy import CheckConstraint, Index, String, select
from sqlalchemy.orm import Mapped, mapped_column

from netevent.extensions import db
from netevent.models.types import Choice, Id, Model, Moment, ref

OUTCOMES = ("sent", "later", "refused", "ambiguous", "not started", "stopped", "unwritten")


class Attempt(Model):
    """`at` is when it ended; "stopped" is the try of a worker that never said how it ended.

    `words` are the mail server's own, or ours where no server was reached.
    """

    __tablename__ = "attempts"
    __table_args__ = (
        CheckConstraint(f"outcome IN {OUTCOMES!r}", name="known_outcome"),
        Index("ix_attempts_at", "at"),
    )

    id: Mapped[Id]
    mail_id: Mapped[int] = ref("outbox.id", index=True)
    at: Mapped[Moment]
    outcome: Mapped[Choice]
    words: Mapped[str] = mapped_column(String(300), default="")

    @classmethod
    def of_mail(cls, mail_id: int) -> list["Attempt"]:
        """Oldest first."""
        return list(db.session.scalars(select(cls).where(cls.mail_id == mail_id).order_by(cls.id)))
