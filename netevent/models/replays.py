"""Replay: what became of a form, so that the same form sent twice, or eight times at once, has one effect."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from netevent.models.types import BigId, Model, Moment


class Replay(Model):
    """Written in the transaction of the act itself, without any body: status, where the answer led, which row.

    `fingerprint` is a keyed hash of method, path and fields, so that a key used for something else is refused;
    `row_id` is the number in that place, where it names one.
    """

    __tablename__ = "replays"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[int | None] = mapped_column(
        BigId, ForeignKey("people.id", ondelete="CASCADE"), index=True
    )
    fingerprint: Mapped[str] = mapped_column(String(64))
    status: Mapped[int]
    location: Mapped[str] = mapped_column(String(500), default="")
    row_id: Mapped[int | None] = mapped_column(BigId)
    at: Mapped[Moment]
