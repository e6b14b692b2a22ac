"""Consent: what somebody agreed to, in which words, since when and until when."""

from datetime import datetime

from sqlalchemy import CheckConstraint, String, select
from sqlalchemy.orm import Mapped, mapped_column

from netevent.extensions import db
from netevent.models.types import Choice, Id, Model, Moment, UtcDateTime, ref

KINDS = ("email", "phone")


class Consent(Model):
    """A field of the card that goes along with it. `version` names the text that was on the screen.

    A withdrawal ends the row; agreeing again makes a new one.
    """

    __tablename__ = "consents"
    __table_args__ = (CheckConstraint(f"kind IN {KINDS!r}", name="known_kind"),)

    id: Mapped[Id]
    person_id: Mapped[int] = ref("people.id", index=True)
    kind: Mapped[Choice]
    version: Mapped[str] = mapped_column(String(20))
    given_at: Mapped[Moment]
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    @classmethod
    def of_person(cls, person_id: int) -> list["Consent"]:
        """Everything this person ever agreed to, the latest first."""
        return list(db.session.scalars(select(cls).where(cls.person_id == person_id).order_by(cls.id.desc())))

    @classmethod
    def standing(cls, person_id: int, kind: str) -> "Consent | None":
        """What holds today."""
        return db.session.scalar(
            select(cls).where(cls.person_id == person_id, cls.kind == kind, cls.withdrawn_at.is_(None))
        )
