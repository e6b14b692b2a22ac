"""Person: a human with one sign-in for every role."""

from datetime import datetime

from sqlalchemy import String, select
from sqlalchemy.orm import Mapped, mapped_column

from netevent.domain.codes import CARD_LENGTH
from netevent.extensions import db
from netevent.models.cards import FormerCard
from netevent.models.types import Id, Line, Model, Moment, Name, UtcDateTime, Words


class Person(Model):
    """Provisional until an address is proved: `claimed_email` is what was typed, `email` what was proved.

    `budget` is how many suggestions a month are enough, `capacity` how many helps in 30 days; `ask` an open question
    of one's own, and `ask_topics` what it is about. `active_at` is the last day something was done here; who does nothing for two years is asked, then erased.
    """

    __tablename__ = "people"

    id: Mapped[Id]
    name: Mapped[Name]
    company: Mapped[Name]
    role: Mapped[Name]
    ask_about: Mapped[str] = mapped_column(String(60), default="")
    phone: Mapped[str] = mapped_column(String(40), default="")
    link: Mapped[str] = mapped_column(String(300), default="")
    email: Mapped[str | None] = mapped_column(String(254), unique=True)
    claimed_email: Mapped[str | None] = mapped_column(String(254))
    language: Mapped[str] = mapped_column(String(2), default="en")
    zone: Mapped[str] = mapped_column(String(64), default="")
    card_code: Mapped[str] = mapped_column(String(CARD_LENGTH), unique=True)
    gives_email: Mapped[bool] = mapped_column(default=False)
    gives_phone: Mapped[bool] = mapped_column(default=False)
    names_only_in_mail: Mapped[bool] = mapped_column(default=False)
    budget: Mapped[int] = mapped_column(default=12)
    capacity: Mapped[int] = mapped_column(default=6)
    ask: Mapped[Line]
    ask_topics: Mapped[Words]
    may_organise_since: Mapped[datetime | None] = mapped_column(UtcDateTime)
    proved_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    digest_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    created_at: Mapped[Moment]
    active_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)

    @classmethod
    def of_email(cls, email: str) -> "Person | None":
        """Whoever proved this address, written in its compared form."""
        return db.session.scalar(select(cls).where(cls.email == email))

    @classmethod
    def of_card(cls, code: str) -> "Person | None":
        """Whoever shows this card, or showed it before proving an address."""
        former = select(FormerCard.person_id).where(FormerCard.code == code).scalar_subquery()
        return db.session.scalar(select(cls).where((cls.card_code == code) | (cls.id == former)))

    @classmethod
    def names_of(cls, ids: set[int]) -> dict[int, str]:
        return {
            row.id: row.name for row in db.session.execute(select(cls.id, cls.name).where(cls.id.in_(ids)))
        }

    @property
    def address(self) -> str | None:
        """Where mail goes: proved, or else claimed."""
        return self.email or self.claimed_email

    @property
    def first_name(self) -> str:
        return first_name(self.name)

    @property
    def initials(self) -> str:
        return initials(self.name)


def first_name(name: str) -> str:
    """What a button calls somebody: the first word of the name as they wrote it."""
    return name.split()[0] if name.split() else name


def initials(name: str) -> str:
    """Up to two letters for the circle of a person."""
    words = name.split()
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()
