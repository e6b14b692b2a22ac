"""Series: events that come back under one name, so that one may go again, less often, or stop."""

from sqlalchemy.orm import Mapped

from netevent.models.types import Id, Model, Moment, Name


class Series(Model):
    """Who holds the key of one of its events may add another."""

    __tablename__ = "series"

    id: Mapped[Id]
    name: Mapped[Name]
    created_at: Mapped[Moment]
