"""Registration: this person is expected at this event."""

from datetime import datetime

from sqlalchemy import (
    BindParameter,
    CheckConstraint,
    ColumnElement,
    ForeignKey,
    Index,
    String,
    UniqueConstraint,
    bindparam,
    case,
    literal_column,
    or_,
    select,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from netevent.extensions import db
from netevent.models.checkins import CheckIn
from netevent.models.events import Event
from netevent.models.people import Person
from netevent.models.types import BigId, Choice, Id, Line, Model, Moment, Name, UtcDateTime, ref


class Registration(Model):
    """Imported ones know an address and no person; "I'm coming" knows the person who said it."""

    __tablename__ = "registrations"
    __table_args__ = (
        UniqueConstraint("event_id", "person_id"),
        Index(None, "event_id", "ticket_code"),
        CheckConstraint("source IN ('imported', 'self', 'demo')", name="known_source"),
    )

    id: Mapped[Id]
    event_id: Mapped[int] = ref("events.id", index=True)
    person_id: Mapped[int | None] = mapped_column(
        BigId, ForeignKey("people.id", ondelete="CASCADE"), index=True
    )
    name: Mapped[Name]
    email: Mapped[str | None] = mapped_column(String(254), index=True)
    company: Mapped[Name]
    role: Mapped[Line]
    source: Mapped[Choice]
    ticket_code: Mapped[str] = mapped_column(String(250), default="")
    order_code: Mapped[str] = mapped_column(String(60), default="")
    import_id: Mapped[int | None] = ref("imports.id", ondelete="SET NULL", index=True)
    created_at: Mapped[Moment]
    cancelled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    event: Mapped[Event] = relationship()

    @classmethod
    def of_person(cls, event_id: int, person_id: int) -> "Registration | None":
        """The place kept for a known person."""
        return db.session.scalar(
            select(cls).where(at_event(event_id), cls.person_id == person_id, cls.cancelled_at.is_(None))
        )

    @classmethod
    def ever_of(cls, event_id: int, person_id: int) -> "Registration | None":
        """The same, given up or not: there is one for each event and person."""
        return db.session.scalar(select(cls).where(at_event(event_id), cls.person_id == person_id))

    @classmethod
    def of_address(cls, event_id: int, email: str) -> "Registration | None":
        """A place kept for this address that nobody has taken yet."""
        free = select(cls).where(cls.id == FREE_PLACE)
        return db.session.scalar(free, {"at_event": event_id, "of_address": email})

    def complete(self, person: Person) -> None:
        """Whose it is said so themselves: what the list left out is what they call themselves."""
        for field in ("name", "company", "role") if self.source == "imported" else ():
            if not getattr(self, field):
                setattr(self, field, getattr(person, field))

    @property
    def own_words(self) -> bool:
        """As OWN_WORDS, of one place."""
        return self.source != "imported" or self.person_id is None

    @property
    def taken(self) -> bool:
        """Whether somebody came with it."""
        return db.session.scalar(select(CheckIn.id).where(CheckIn.registration_id == self.id)) is not None


def at_event(event_id: int | BindParameter[int]) -> ColumnElement[bool]:
    """A place at this event, for somebody known. The sum keeps the index of events out: of a new
    house the database has no figures, and would read the whole hall for each of its guests instead of the few places
    of one."""
    return Registration.event_id + literal_column("0") == event_id


FREE_PLACE = (
    select(Registration.id)
    .where(
        at_event(bindparam("at_event")),
        Registration.email == bindparam("of_address"),
        Registration.cancelled_at.is_(None),
        ~select(CheckIn.id).where(CheckIn.registration_id == Registration.id).exists(),
    )
    .order_by(Registration.id)
    .limit(1)
    .scalar_subquery()
)
"""The id of a place kept for an address that nobody has taken yet, to be asked inside of other statements."""

OWN_WORDS = or_(Registration.source != "imported", Registration.person_id.is_(None))
"""Whether an organiser is told what people say of themselves. An address on a list must not tell whose it is: whoever
a door took from an imported list did nothing yet, and is told as the list has them; once they do, the place is
completed."""


def told(name: str) -> ColumnElement[str]:
    """The name or company of whoever arrived, where their place, if any, is joined."""
    return case((OWN_WORDS, getattr(Person, name)), else_=getattr(Registration, name))
