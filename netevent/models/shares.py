"""Share: a card that was handed over, and whether it was taken back."""

from datetime import datetime

from sqlalchemy import UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from netevent.extensions import db
from netevent.models.people import Person
from netevent.models.types import Id, Model, Moment, UtcDateTime, ref


class Share(Model):
    """Name, company, role and "ask me about" always go along; e-mail and phone only where ticked."""

    __tablename__ = "shares"
    __table_args__ = (UniqueConstraint("giver_id", "receiver_id"),)

    id: Mapped[Id]
    giver_id: Mapped[int] = ref("people.id")
    receiver_id: Mapped[int] = ref("people.id", index=True)
    email: Mapped[bool] = mapped_column(default=False)
    phone: Mapped[bool] = mapped_column(default=False)
    given_at: Mapped[Moment]
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    giver: Mapped[Person] = relationship(foreign_keys=[giver_id])

    @classmethod
    def between(cls, giver_id: int, receiver_id: int) -> "Share | None":
        return db.session.scalar(select(cls).where(cls.giver_id == giver_id, cls.receiver_id == receiver_id))
