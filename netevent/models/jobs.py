"""Job: what long work of the workers has in common: in whose hands it is, and until when."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from netevent.models.types import Id, Model, UtcDateTime


class Job(Model):
    """A lease says which worker is at it; `tries` counts those that began and said nothing more."""

    __abstract__ = True

    id: Mapped[Id]
    tries: Mapped[int] = mapped_column(default=0)
    lease_token: Mapped[str | None] = mapped_column(String(32))
    lease_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
