"""Replay: what became of a form, so that the same form sent twice has one effect."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from netevent.extensions import db
from netevent.models.types import BigId, Choice, Model, Moment, ref


class Replay(Model):
    """Written in the transaction of the act itself; `row_id` is the row it made."""

    __tablename__ = "replays"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[int] = ref("people.id", primary_key=True)
    noun: Mapped[Choice]
    row_id: Mapped[int] = mapped_column(BigId)
    at: Mapped[Moment]

    @classmethod
    def row_of(cls, person_id: int, key: str, noun: str) -> int | None:
        """The id of the row this key made before, if it did."""
        earlier = db.session.get(cls, (key, person_id))
        return earlier.row_id if earlier and earlier.noun == noun else None
