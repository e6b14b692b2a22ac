"""Draft: sixteen keyed hashes of what somebody began to write to a contact, for a week (K17). Never the text."""

from datetime import datetime

from sqlalchemy import JSON, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from netevent.extensions import db
from netevent.models.types import Id, Model, Moment, ref


class Draft(Model):
    """The newest draft to each contact, and no other."""

    __tablename__ = "drafts"
    __table_args__ = (UniqueConstraint("owner_id", "contact_id"),)

    id: Mapped[Id]
    owner_id: Mapped[int] = ref("people.id", index=True)
    contact_id: Mapped[int] = ref("contacts.id", index=True)
    hashes: Mapped[list[int]] = mapped_column(JSON, default=list)
    at: Mapped[Moment]

    @classmethod
    def to_others(cls, owner_id: int, contact_id: int, since: datetime) -> list["Draft"]:
        """What the owner drafted to everybody else since then."""
        return list(
            db.session.scalars(
                select(cls).where(cls.owner_id == owner_id, cls.contact_id != contact_id, cls.at > since)
            )
        )

    @classmethod
    def to(cls, owner_id: int, contact_id: int) -> "Draft | None":
        return db.session.scalar(select(cls).where(cls.owner_id == owner_id, cls.contact_id == contact_id))
