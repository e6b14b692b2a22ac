"""Erasure: that somebody was erased, so that a restored backup can be told so; never who."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from netevent.models.types import Id, Model, Moment


class Erasure(Model):
    """`subject` is a keyed hash that only a database holding the person again can be matched with."""

    __tablename__ = "erasures"

    id: Mapped[Id]
    subject: Mapped[str] = mapped_column(String(64), unique=True)
    at: Mapped[Moment]
