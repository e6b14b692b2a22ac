"""Encounter: owner, contact, time and event, with the twenty-second note (domain page section 1)."""

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, Text, UniqueConstraint, select
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship, selectinload

from netevent.extensions import db
from netevent.models.contacts import Contact
from netevent.models.events import Event
from netevent.models.promises import Promise
from netevent.models.types import BigId, Choice, Id, Line, Model, Moment, UtcDateTime, Words, ref

RICH_FIELDS = ("need_kind", "need", "offer_kind", "offer", "hook")


class Encounter(Model):
    """A second scan of the same pair in one event adds to the same row. `version` counts the saves."""

    __tablename__ = "encounters"
    __table_args__ = (UniqueConstraint("contact_id", "event_id"),)

    id: Mapped[Id]
    owner_id: Mapped[int] = ref("people.id", index=True)
    contact_id: Mapped[int] = ref("contacts.id", index=True)
    event_id: Mapped[int | None] = mapped_column(
        BigId, ForeignKey("events.id", ondelete="SET NULL"), index=True
    )
    at: Mapped[Moment]
    topics: Mapped[Words]
    care: Mapped[Line]
    need_kind: Mapped[Choice]
    need: Mapped[Line]
    can_help: Mapped[bool] = mapped_column(default=False)
    offer_kind: Mapped[Choice]
    offer: Mapped[Line]
    asked_for: Mapped[Words]
    asked_line: Mapped[Line]
    introduce_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("contacts.id", ondelete="SET NULL"))
    introduce_reason: Mapped[Line]
    hook: Mapped[Line]
    hook_on: Mapped[date | None] = mapped_column(Date)
    who_talked: Mapped[Choice]
    felt: Mapped[Choice]
    free_note: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(default=0)
    saved_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    contact: Mapped[Contact] = relationship(foreign_keys=[contact_id])
    introduce: Mapped[Contact | None] = relationship(foreign_keys=[introduce_id])
    event: Mapped[Event | None] = relationship()
    promises: Mapped[list[Promise]] = relationship(viewonly=True, order_by=Promise.id)

    @classmethod
    def of_contact(cls, contact_id: int) -> list["Encounter"]:
        """The encounters with one contact, the latest first."""
        return list(
            db.session.scalars(
                select(cls)
                .options(joinedload(cls.event))
                .where(cls.contact_id == contact_id)
                .order_by(cls.at.desc(), cls.id.desc())
            )
        )

    @classmethod
    def latest_of(cls, owner_id: int, count: int, event_id: int | None = None) -> list["Encounter"]:
        """The people met last, with their events; of one event alone if it is named."""
        return list(
            db.session.scalars(
                select(cls)
                .options(joinedload(cls.contact), joinedload(cls.event), selectinload(cls.promises))
                .where(cls.owner_id == owner_id, *([cls.event_id == event_id] if event_id else []))
                .order_by(cls.at.desc(), cls.id.desc())
                .limit(count)
            )
        )

    @classmethod
    def last_event_of(cls, owner_id: int) -> Event | None:
        """Where this person met somebody last."""
        met = select(Event).join(cls, cls.event_id == Event.id).where(cls.owner_id == owner_id)
        return db.session.scalar(met.order_by(cls.at.desc(), cls.id.desc()).limit(1))

    @classmethod
    def at_event(cls, contact_id: int, event_id: int | None) -> "Encounter | None":
        return db.session.scalar(select(cls).where(cls.contact_id == contact_id, cls.event_id == event_id))

    @property
    def level(self) -> str:
        """thin, basic or rich: how much the note holds (domain page, section 1)."""
        told = any(getattr(self, name) for name in RICH_FIELDS)
        if told or self.asked_for or self.introduce_id or self.promises:
            return "rich"
        return "basic" if self.topics or self.care else "thin"

    @property
    def is_bare(self) -> bool:
        """Whether nothing of the talk was noted; a line in one's own words is a note too."""
        return self.level == "thin" and not self.free_note
