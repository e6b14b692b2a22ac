"""SignIn: a browser, and how it proved to be a person."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, func, select
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship

from netevent.extensions import db
from netevent.models.people import Person
from netevent.models.types import BigId, Choice, Id, Model, Moment, UtcDateTime


class SignIn(Model):
    """One row a browser. It belongs to nobody until proved, or to the provisional person of a check-in.

    `wrong_tries` count for the current code, `guesses` for all codes this browser ever asked for. The six-digit
    code and the link of its mail are derived from `challenge` and the secret key, so a copy of the database alone
    opens nothing. `device` is what the list under Me calls it; `proved_by` is code, link, passkey or demo.
    """

    __tablename__ = "signins"

    id: Mapped[Id]
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[int | None] = mapped_column(
        BigId, ForeignKey("people.id", ondelete="CASCADE"), index=True
    )
    email: Mapped[str] = mapped_column(String(254), index=True)
    challenge: Mapped[str] = mapped_column(String(32))
    wrong_tries: Mapped[int] = mapped_column(default=0)
    guesses: Mapped[int] = mapped_column(default=0)
    device: Mapped[str] = mapped_column(String(60), default="")
    proved_by: Mapped[Choice]
    next_path: Mapped[str] = mapped_column(String(300), default="")
    asked_at: Mapped[Moment]
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    proved_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    seen_at: Mapped[Moment]
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    person: Mapped[Person | None] = relationship()

    @classmethod
    def guesses_at(cls, email: str, since: datetime) -> int:
        """Wrong codes typed for one address by all browsers that asked since that moment."""
        return (
            db.session.scalar(select(func.sum(cls.guesses)).where(cls.email == email, cls.asked_at > since))
            or 0
        )

    @classmethod
    def live(cls, token_hash: str, since: datetime) -> "SignIn | None":
        """The sign-in of this browser with its person, if it has not ended and was seen since that moment."""
        return db.session.scalar(
            select(cls)
            .options(joinedload(cls.person))
            .where(cls.token_hash == token_hash, cls.ended_at.is_(None), cls.seen_at > since)
        )

    @classmethod
    def of_person(cls, person_id: int, since: datetime) -> "list[SignIn]":
        """The proved browsers of somebody that were seen since that moment, the latest first."""
        mine = select(cls).where(cls.person_id == person_id, cls.ended_at.is_(None), cls.seen_at > since)
        return list(
            db.session.scalars(
                mine.where(cls.proved_at.is_not(None)).order_by(cls.seen_at.desc(), cls.id.desc())
            )
        )
