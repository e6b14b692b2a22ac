"""Passkey: a key pair in somebody's device; the house keeps the public half (WebAuthn level 3)."""

from datetime import datetime

from sqlalchemy import LargeBinary, String, select
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship

from netevent.extensions import db
from netevent.models.people import Person
from netevent.models.types import BigId, Id, Model, Moment, UtcDateTime, ref


class Passkey(Model):
    """`credential_id` is base64url, as browsers write it; `sign_count` stays 0 for keys that are synced."""

    __tablename__ = "passkeys"

    id: Mapped[Id]
    person_id: Mapped[int] = ref("people.id", index=True)
    credential_id: Mapped[str] = mapped_column(String(1400), unique=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    sign_count: Mapped[int] = mapped_column(BigId, default=0)
    device: Mapped[str] = mapped_column(String(60), default="")
    created_at: Mapped[Moment]
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    person: Mapped[Person] = relationship()

    @classmethod
    def of_credential(cls, credential_id: str) -> "Passkey | None":
        return db.session.scalar(
            select(cls).options(joinedload(cls.person)).where(cls.credential_id == credential_id)
        )

    @classmethod
    def of_person(cls, person_id: int) -> list["Passkey"]:
        return list(db.session.scalars(select(cls).where(cls.person_id == person_id).order_by(cls.id)))
