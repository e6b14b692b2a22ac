"""AddressChange: a person asked to get mail at another address, and has to prove it first."""

from datetime import datetime

from sqlalchemy import String, func, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from netevent.extensions import db
from netevent.models.people import Person
from netevent.models.types import Id, Model, Moment, UtcDateTime, ref


class AddressChange(Model):
    """Bound to the browser (`signin_id`) that asked; its code is derived from `challenge` like a sign-in's."""

    __tablename__ = "address_changes"

    id: Mapped[Id]
    person_id: Mapped[int] = ref("people.id", index=True)
    signin_id: Mapped[int] = ref("signins.id", index=True)
    email: Mapped[str] = mapped_column(String(254))
    challenge: Mapped[str] = mapped_column(String(32))
    wrong_tries: Mapped[int] = mapped_column(default=0)
    asked_at: Mapped[Moment]
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    person: Mapped[Person] = relationship()

    @classmethod
    def latest_of(cls, signin_id: int) -> "AddressChange | None":
        """What this browser asked for last."""
        return db.session.scalar(
            select(cls).where(cls.signin_id == signin_id).order_by(cls.id.desc()).limit(1)
        )

    @classmethod
    def guesses_at(cls, email: str, since: datetime) -> int:
        """Wrong codes typed for one address, by everybody who asked for it since that moment."""
        tries = select(func.sum(cls.wrong_tries)).where(cls.email == email, cls.asked_at > since)
        return db.session.scalar(tries) or 0

    @classmethod
    def asked_by(cls, person_id: int, since: datetime) -> int:
        """How many changes somebody asked for since that moment."""
        return (
            db.session.scalar(select(func.count()).where(cls.person_id == person_id, cls.asked_at > since))
            or 0
        )
