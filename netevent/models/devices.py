"""Device: a phone, scanner or program that checks people in at one event, known by its token alone."""

from datetime import datetime

from sqlalchemy import String, UniqueConstraint, bindparam, or_, select
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship

from netevent.extensions import db
from netevent.models.events import Event
from netevent.models.types import Id, Model, Moment, Name, UtcDateTime, ref


class Device(Model):
    """`door` is what people call the place it stands at. Of its token only the hash is kept."""

    __tablename__ = "devices"
    __table_args__ = (UniqueConstraint("token_hash"),)

    id: Mapped[Id]
    event_id: Mapped[int] = ref("events.id", index=True)
    door: Mapped[Name]
    token_hash: Mapped[str] = mapped_column(String(64))
    made_by_id: Mapped[int | None] = ref("people.id", ondelete="SET NULL", index=True)
    created_at: Mapped[Moment]
    seen_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    event: Mapped[Event] = relationship()

    @classmethod
    def of_hash(cls, token_hash: str, revoked_since: datetime | None = None) -> "Device | None":
        """The device with this token, unless it was revoked, or revoked before that moment."""
        asked = {"token_hash": token_hash}
        if revoked_since:
            return db.session.scalar(_LATELY, asked | {"since": revoked_since})
        return db.session.scalar(_HELD, asked)

    @classmethod
    def of_event(cls, event_id: int) -> list["Device"]:
        return list(db.session.scalars(select(cls).where(cls.event_id == event_id).order_by(cls.id)))


# Built once: a full hall asks for it with every scan.
_OF_HASH = (
    select(Device).options(joinedload(Device.event)).where(Device.token_hash == bindparam("token_hash"))
)
_HELD = _OF_HASH.where(Device.revoked_at.is_(None))
_LATELY = _OF_HASH.where(or_(Device.revoked_at.is_(None), Device.revoked_at > bindparam("since")))
