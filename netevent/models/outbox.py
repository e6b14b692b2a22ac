"""OutboxMail: mail to send, its attempts and its end."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from netevent.extensions import db
from netevent.models.digests import Digest
from netevent.models.events import Event
from netevent.models.people import Person
from netevent.models.signins import SignIn
from netevent.models.types import BigId, Choice, Id, Model, Moment, UtcDateTime

STATES = ("queued", "sending", "sent", "unclear", "failed", "suppressed", "expired")


class OutboxMail(Model):
    """Written in the transaction of its cause; rendered when it is sent, from the ids kept here.

    `dedupe_key` makes the same cause write one mail; `message_id` is fixed from the start, so that a mail
    sent again after an ambiguous ending is the same mail to every server on its way.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        CheckConstraint(f"state IN {STATES!r}", name="known_state"),
        Index("ix_outbox_state_run_at", "state", "run_at"),
    )

    id: Mapped[Id]
    kind: Mapped[Choice]
    dedupe_key: Mapped[str] = mapped_column(String(120), unique=True)
    message_id: Mapped[str] = mapped_column(String(200))
    person_id: Mapped[int | None] = mapped_column(
        BigId, ForeignKey("people.id", ondelete="CASCADE"), index=True
    )
    signin_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("signins.id", ondelete="SET NULL"))
    event_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("events.id", ondelete="SET NULL"))
    digest_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("digests.id", ondelete="CASCADE"))
    address: Mapped[str] = mapped_column(String(254), index=True)
    language: Mapped[str] = mapped_column(String(2))
    state: Mapped[Choice] = mapped_column(default="queued")
    run_at: Mapped[Moment]
    expires_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_at: Mapped[Moment]
    attempts: Mapped[int] = mapped_column(default=0)
    ambiguous: Mapped[int] = mapped_column(default=0)
    lease_token: Mapped[str | None] = mapped_column(String(32))
    lease_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_error: Mapped[str] = mapped_column(String(300), default="")
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    person: Mapped[Person | None] = relationship()
    signin: Mapped[SignIn | None] = relationship()
    event: Mapped[Event | None] = relationship()
    digest: Mapped[Digest | None] = relationship()

    @classmethod
    def newest(cls, count: int) -> list["OutboxMail"]:
        """The mails written last, the newest first."""
        return list(db.session.scalars(select(cls).order_by(cls.id.desc()).limit(count)))

    @classmethod
    def of_cause(cls, dedupe_key: str) -> "OutboxMail | None":
        return db.session.scalar(select(cls).where(cls.dedupe_key == dedupe_key))

    @classmethod
    def of_id(cls, mail_id: int) -> "OutboxMail | None":
        return db.session.get(cls, mail_id) if mail_id < 2**63 else None
