"""Act: one line of the append-only log from which states are rebuilt."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from netevent.extensions import db
from netevent.models.contacts import Contact
from netevent.models.types import BigId, Choice, Id, Line, Model, Moment, UtcDateTime, ref

KINDS = (
    "outreach", "answer", "help", "turn_up", "introduction", "promise_kept", "promise_released", "redated", "rest",
    "wake", "opt_out",
)  # fmt: skip
CHANNELS = ("mail", "message", "phone", "in_person")


class Act(Model):
    """`by` says who acted: me or them. `kind` is one of KINDS; an outreach may name the prompt it answers.

    `detail` is what it was in a few words. `light`: a mention, no details passed. `negative`: an answer that
    declined. A line taken back keeps standing with the moment it was undone.
    """

    __tablename__ = "acts"
    __table_args__ = (
        CheckConstraint("\"by\" IN ('me', 'them')", name="known_actor"),
        CheckConstraint("channel IN ('', 'mail', 'message', 'phone', 'in_person')", name="known_channel"),
    )

    id: Mapped[Id]
    owner_id: Mapped[int] = ref("people.id", index=True)
    contact_id: Mapped[int] = ref("contacts.id", index=True)
    prompt_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("prompts.id", ondelete="SET NULL"))
    kind: Mapped[Choice]
    by: Mapped[Choice]
    channel: Mapped[Choice]
    prompt_kind: Mapped[Choice]
    detail: Mapped[Line]
    light: Mapped[bool] = mapped_column(default=False)
    negative: Mapped[bool] = mapped_column(default=False)
    at: Mapped[Moment]
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    contact: Mapped[Contact] = relationship()

    @classmethod
    def of_contact(cls, contact_id: int) -> list["Act"]:
        """The log of one contact without what was taken back, oldest first."""
        return list(
            db.session.scalars(
                select(cls)
                .where(cls.contact_id == contact_id, cls.undone_at.is_(None))
                .order_by(cls.at, cls.id)
            )
        )
