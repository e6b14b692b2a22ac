"""Import: a list an organiser uploaded, from the preview to the last row; the list itself goes when it is in."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from netevent.extensions import db
from netevent.models.events import Event
from netevent.models.jobs import Job
from netevent.models.types import Choice, Moment, Name, UtcDateTime, Words, ref
from netevent.models.uploads import Upload

STATES = ("draft", "waiting", "done", "failed")


class Import(Job):
    """A `draft` writes nothing yet; a `waiting` one is taken by a worker, and `position` says how far it came.

    `digest` tells the same upload sent twice; it is empty once confirmed, so that a list may come again.
    """

    __tablename__ = "imports"
    __table_args__ = (
        UniqueConstraint("digest"),
        CheckConstraint(f"state IN {STATES!r}", name="known_state"),
    )

    event_id: Mapped[int] = ref("events.id", index=True)
    person_id: Mapped[int | None] = ref("people.id", index=True)
    created_at: Mapped[Moment] = mapped_column(index=True)
    state: Mapped[Choice] = mapped_column(default="draft", index=True)
    filename: Mapped[Name]
    digest: Mapped[str | None] = mapped_column(String(64))
    headings: Mapped[str] = mapped_column(String(64), default="")
    choice: Mapped[Words]
    source: Mapped[Choice]
    total: Mapped[int] = mapped_column(default=0)
    position: Mapped[int] = mapped_column(default=0)
    counts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    event: Mapped[Event] = relationship()
    upload: Mapped[Upload | None] = relationship(cascade="all, delete-orphan", passive_deletes=True)

    @classmethod
    def of_event(cls, event_id: int, import_id: int) -> "Import | None":
        """One import of this event."""
        return db.session.scalar(select(cls).where(cls.event_id == event_id, cls.id == import_id))

    @classmethod
    def running_of(cls, event_id: int) -> "Import | None":
        """The import of this event that is not over yet, the latest of several."""
        running = select(cls).where(cls.event_id == event_id, cls.state == "waiting")
        return db.session.scalars(running.order_by(cls.id.desc()).limit(1)).first()

    @classmethod
    def choice_of(cls, person_id: int, headings: str) -> list[str]:
        """What this person chose last for a list with the same headings."""
        chosen = select(cls.choice).where(
            cls.person_id == person_id, cls.headings == headings, cls.confirmed_at.is_not(None)
        )
        return next((choice for choice in db.session.scalars(chosen.order_by(cls.id.desc())) if choice), [])
