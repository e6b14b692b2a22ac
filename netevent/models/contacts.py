"""Contact: a person the owner keeps, scanned or typed by hand; private to the owner."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from netevent.extensions import db
from netevent.models.people import Person, first_name, initials
from netevent.models.types import BigId, Choice, Id, Model, Moment, Name, UtcDateTime, ref


class Contact(Model):
    """The written fields are the owner's; what the other shares is read from their own card at the time.

    `state`, since when, and what it was before silence are worked out from the log alone (operations/relations.py).
    """

    __tablename__ = "contacts"
    __table_args__ = (
        UniqueConstraint("owner_id", "person_id"),
        CheckConstraint("cadence IN ('close', 'touch', 'rest')", name="known_cadence"),
        CheckConstraint("person_id IS NULL OR person_id <> owner_id", name="not_oneself"),
    )

    id: Mapped[Id]
    owner_id: Mapped[int] = ref("people.id", index=True)
    person_id: Mapped[int | None] = mapped_column(
        BigId, ForeignKey("people.id", ondelete="SET NULL"), index=True
    )
    name: Mapped[Name]
    company: Mapped[Name]
    role: Mapped[Name]
    email: Mapped[str] = mapped_column(String(254), default="")
    phone: Mapped[str] = mapped_column(String(40), default="")
    language: Mapped[str] = mapped_column(String(2), default="")
    register: Mapped[Choice]
    cadence: Mapped[Choice] = mapped_column(default="touch")
    strength: Mapped[Choice]
    contact_ok: Mapped[Choice]
    created_at: Mapped[Moment]
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    state: Mapped[Choice] = mapped_column(default="met")
    state_since: Mapped[date | None] = mapped_column(Date)
    state_before: Mapped[Choice]

    owner: Mapped[Person] = relationship(foreign_keys=[owner_id])
    person: Mapped[Person | None] = relationship(foreign_keys=[person_id])

    @classmethod
    def owned(cls, owner_id: int, contact_id: int) -> "Contact | None":
        return db.session.scalar(select(cls).where(cls.owner_id == owner_id, cls.id == contact_id))

    @classmethod
    def of_person(cls, owner_id: int, person_id: int) -> "Contact | None":
        return db.session.scalar(select(cls).where(cls.owner_id == owner_id, cls.person_id == person_id))

    @property
    def erased(self) -> bool:
        """Whether the person behind it was erased: that somebody was met is all that is left."""
        return not self.name and self.person_id is None

    @property
    def first_name(self) -> str:
        return first_name(self.name)

    @property
    def initials(self) -> str:
        return initials(self.name)
