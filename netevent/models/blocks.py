"""Block: one person wants nothing more to do with another here."""

from datetime import datetime

from sqlalchemy import CheckConstraint, UniqueConstraint, or_, select
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship

from netevent.extensions import db
from netevent.models.people import Person
from netevent.models.types import Id, Model, Moment, UtcDateTime, ref


class Block(Model):
    """Never told to the blocked: to them the card is simply not shared any more."""

    __tablename__ = "blocks"
    __table_args__ = (
        UniqueConstraint("blocker_id", "blocked_id"),
        CheckConstraint("blocker_id <> blocked_id", name="not_oneself"),
    )

    id: Mapped[Id]
    blocker_id: Mapped[int] = ref("people.id")
    blocked_id: Mapped[int] = ref("people.id", index=True)
    since: Mapped[Moment]
    lifted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    blocked: Mapped[Person] = relationship(foreign_keys=[blocked_id])

    @classmethod
    def of(cls, blocker_id: int, blocked_id: int) -> "Block | None":
        """The row of this pair in this direction, lifted or not."""
        return db.session.scalar(
            select(cls).where(cls.blocker_id == blocker_id, cls.blocked_id == blocked_id)
        )

    @classmethod
    def between(cls, one_id: int, other_id: int) -> bool:
        """Whether either of the two has blocked the other."""
        pair = or_(
            (cls.blocker_id == one_id) & (cls.blocked_id == other_id),
            (cls.blocker_id == other_id) & (cls.blocked_id == one_id),
        )
        return db.session.scalar(select(cls.id).where(pair, cls.lifted_at.is_(None)).limit(1)) is not None

    @classmethod
    def standing_of(cls, blocker_id: int) -> list["Block"]:
        """Whom this person blocks today."""
        return list(
            db.session.scalars(
                select(cls)
                .options(joinedload(cls.blocked))
                .where(cls.blocker_id == blocker_id, cls.lifted_at.is_(None))
                .order_by(cls.id)
            )
        )
