"""Act: one line of the append-only log from which states are rebuilt."""

from sqlalchemy import CheckConstraint, ForeignKey, select
from sqlalchemy.orm import Mapped, mapped_column

from netevent.extensions import db
from netevent.models.types import BigId, Choice, Id, Line, Model, Moment, ref

KINDS = ("outreach", "answer", "promise_kept", "promise_released", "redated", "rest", "wake", "opt_out")


class Act(Model):
    """`by` says who acted: me or them. `kind` is one of KINDS; an outreach may name the prompt it answers."""

    __tablename__ = "acts"
    __table_args__ = (CheckConstraint("\"by\" IN ('me', 'them')", name="known_actor"),)

    id: Mapped[Id]
    owner_id: Mapped[int] = ref("people.id", index=True)
    contact_id: Mapped[int] = ref("contacts.id", index=True)
    prompt_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("prompts.id", ondelete="SET NULL"))
    kind: Mapped[Choice]
    by: Mapped[Choice]
    prompt_kind: Mapped[Choice]
    detail: Mapped[Line]
    at: Mapped[Moment]

    @classmethod
    def of_contact(cls, contact_id: int) -> list["Act"]:
        return list(
            db.session.scalars(select(cls).where(cls.contact_id == contact_id).order_by(cls.at, cls.id))
        )
