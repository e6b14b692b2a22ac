"""Event: a gathering with a place, a time zone and a short code."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import JSON, CheckConstraint, String, bindparam, select
from sqlalchemy.orm import Mapped, mapped_column

from netevent.domain.codes import EVENT_LENGTH
from netevent.domain.schedules import evening_of, event_close, next_morning
from netevent.extensions import db
from netevent.models.types import Id, Model, Moment, Name, UtcDateTime, Words, ref


class Event(Model):
    __tablename__ = "events"
    __table_args__ = (
        CheckConstraint("ends_at IS NULL OR ends_at > starts_at", name="ends_after_start"),
        CheckConstraint("mail_hour BETWEEN 6 AND 19", name="mail_hour_by_day"),
    )

    id: Mapped[Id]
    code: Mapped[str] = mapped_column(String(EVENT_LENGTH), unique=True)
    title: Mapped[Name]
    host: Mapped[Name]
    place: Mapped[str] = mapped_column(String(300), default="")
    starts_at: Mapped[Moment]
    ends_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    zone: Mapped[str] = mapped_column(String(64))
    language: Mapped[str] = mapped_column(String(2), default="en")
    topics: Mapped[Words]
    mail_hour: Mapped[int] = mapped_column(default=9)
    working_days: Mapped[list[int]] = mapped_column(JSON, default=lambda: [0, 1, 2, 3, 4])
    revision: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[Moment]
    cancelled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    series_id: Mapped[int | None] = ref("series.id", ondelete="SET NULL", index=True)

    @classmethod
    def of_code(cls, code: str) -> "Event | None":
        return db.session.scalar(_OF_CODE, {"code": code})

    @property
    def tz(self) -> ZoneInfo:
        return ZoneInfo(self.zone)

    @property
    def closes_at(self) -> datetime:
        """When it is over: the end, or three hours after the start (domain page, terms)."""
        return event_close(self.starts_at, self.ends_at, self.tz)

    @property
    def evening(self) -> date:
        """The local day people will remember it by; an end before five belongs to the evening before."""
        return evening_of(self.closes_at, self.tz)

    @property
    def next_morning(self) -> datetime:
        """When the mail of the next working day leaves."""
        return next_morning(
            self.closes_at, self.tz, hour=self.mail_hour, working_days=tuple(self.working_days)
        )


# Built once: a full hall asks for it several times a second.
_OF_CODE = select(Event).where(Event.code == bindparam("code"))
