"""Remark: something noted about a contact after the talk: their news, their work, a hard time, a need that is met."""

from sqlalchemy import CheckConstraint, select
from sqlalchemy.orm import Mapped

from netevent.extensions import db
from netevent.models.types import Choice, Id, Line, Model, Moment, ref

KINDS = ("work", "news", "saved", "sensitive", "eased", "solved")


class Remark(Model):
    """`work`: a text, talk or project of theirs. `saved`: something kept for them, on `topic`. `sensitive` and
    `eased` begin and end a time in which nothing is suggested; `solved` says that what they needed is there."""

    __tablename__ = "remarks"
    __table_args__ = (
        CheckConstraint(
            "kind IN ('work', 'news', 'saved', 'sensitive', 'eased', 'solved')", name="known_kind"
        ),
    )

    id: Mapped[Id]
    owner_id: Mapped[int] = ref("people.id", index=True)
    contact_id: Mapped[int] = ref("contacts.id", index=True)
    kind: Mapped[Choice]
    text: Mapped[Line]
    topic: Mapped[Line]
    at: Mapped[Moment]

    @classmethod
    def of_contact(cls, contact_id: int) -> list["Remark"]:
        """Everything noted later about one contact, oldest first."""
        return list(
            db.session.scalars(select(cls).where(cls.contact_id == contact_id).order_by(cls.at, cls.id))
        )
