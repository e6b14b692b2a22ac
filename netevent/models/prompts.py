"""Prompt: a suggestion that was shown, and what became of it."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Date, ForeignKey, UniqueConstraint, select
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship

from netevent.extensions import db
from netevent.models.contacts import Contact
from netevent.models.encounters import Encounter
from netevent.models.people import Person
from netevent.models.promises import Promise
from netevent.models.types import BigId, Choice, Id, Model, Moment, UtcDateTime, ref

ANSWERS = ("done", "later", "not_this", "rest")


class Prompt(Model):
    """One suggestion of one digest. `slots` are the recorded facts its sentence shows, as on that day.

    `other_id` is the second person of a suggested introduction.
    """

    __tablename__ = "prompts"
    __table_args__ = (
        UniqueConstraint("digest_id", "contact_id"),
        CheckConstraint("answer IN ('', 'done', 'later', 'not_this', 'rest')", name="known_answer"),
    )

    id: Mapped[Id]
    owner_id: Mapped[int] = ref("people.id", index=True)
    digest_id: Mapped[int] = ref("digests.id", index=True)
    contact_id: Mapped[int | None] = mapped_column(
        BigId, ForeignKey("contacts.id", ondelete="CASCADE"), index=True
    )
    encounter_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("encounters.id", ondelete="CASCADE"))
    promise_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("promises.id", ondelete="CASCADE"))
    event_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("events.id", ondelete="SET NULL"))
    other_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("contacts.id", ondelete="SET NULL"))
    kind: Mapped[Choice]
    position: Mapped[int] = mapped_column(default=0)
    wording: Mapped[int] = mapped_column(default=0)
    slots: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    shown_on: Mapped[date] = mapped_column(Date)
    created_at: Mapped[Moment]
    answer: Mapped[Choice]
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    owner: Mapped[Person] = relationship()
    contact: Mapped[Contact | None] = relationship(foreign_keys=[contact_id])
    encounter: Mapped[Encounter | None] = relationship()
    promise: Mapped[Promise | None] = relationship()

    @classmethod
    def of_id(cls, prompt_id: int) -> "Prompt | None":
        return db.session.scalar(select(cls).options(joinedload(cls.contact)).where(cls.id == prompt_id))

    @classmethod
    def owned(cls, owner_id: int, prompt_id: int) -> "Prompt | None":
        return db.session.scalar(select(cls).where(cls.owner_id == owner_id, cls.id == prompt_id))

    @classmethod
    def of_digest(cls, digest_id: int) -> list["Prompt"]:
        return list(
            db.session.scalars(
                select(cls)
                .options(joinedload(cls.contact), joinedload(cls.encounter), joinedload(cls.promise))
                .where(cls.digest_id == digest_id)
                .order_by(cls.position)
            )
        )
