"""Promise: mine or theirs, with a date; kept or released."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, select
from sqlalchemy.orm import Mapped, mapped_column

from netevent.extensions import db
from netevent.models.types import Choice, Id, Line, Model, Moment, UtcDateTime, ref


class Promise(Model):
    __tablename__ = "promises"
    __table_args__ = (CheckConstraint("direction IN ('mine', 'theirs')", name="known_direction"),)

    id: Mapped[Id]
    owner_id: Mapped[int] = ref("people.id", index=True)
    contact_id: Mapped[int] = ref("contacts.id", index=True)
    encounter_id: Mapped[int] = ref("encounters.id", index=True)
    direction: Mapped[Choice]
    text: Mapped[Line]
    due_chip: Mapped[Choice]
    due_on: Mapped[date | None] = mapped_column(Date)
    made_at: Mapped[Moment]
    kept_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    released_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    @classmethod
    def of_encounter(cls, encounter_id: int) -> list["Promise"]:
        return list(db.session.scalars(select(cls).where(cls.encounter_id == encounter_id).order_by(cls.id)))

    @property
    def open(self) -> bool:
        return self.kept_at is None and self.released_at is None
