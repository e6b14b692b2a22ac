"""Pause: a person asked for rest, from all mails or from helping; with its beginning and its end."""

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, select
from sqlalchemy.orm import Mapped, mapped_column

from netevent.extensions import db
from netevent.models.types import Choice, Id, Model, Moment, UtcDateTime, ref

KINDS = ("mails", "too_much")


class Pause(Model):
    """`until_on` is the first day without it. Ended early it keeps the moment."""

    __tablename__ = "pauses"
    __table_args__ = (CheckConstraint("kind IN ('mails', 'too_much')", name="known_kind"),)

    id: Mapped[Id]
    person_id: Mapped[int] = ref("people.id", index=True)
    kind: Mapped[Choice]
    at: Mapped[Moment]
    until_on: Mapped[date] = mapped_column(Date)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    @classmethod
    def running(cls, person_id: int, kind: str, today: date) -> "Pause | None":
        """The pause of this kind that holds on a day."""
        return db.session.scalar(
            select(cls)
            .where(cls.person_id == person_id, cls.kind == kind, cls.until_on > today, cls.ended_at.is_(None))
            .order_by(cls.until_on.desc())
            .limit(1)
        )

    @classmethod
    def open_of_mails(cls, person_ids: Collection[int]) -> dict[int, list[date]]:
        """The last days of pauses of mails that nobody ended, by person."""
        rows = db.session.execute(
            select(cls.person_id, cls.until_on).where(
                cls.person_id.in_(person_ids), cls.kind == "mails", cls.ended_at.is_(None)
            )
        )
        found: dict[int, list[date]] = {}
        for row in rows:
            found.setdefault(row.person_id, []).append(row.until_on)
        return found
