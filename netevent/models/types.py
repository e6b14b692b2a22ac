"""Column types that mean the same on SQLite and PostgreSQL."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any

from sqlalchemy import JSON, BigInteger, DateTime, Dialect, ForeignKey, Integer, String
from sqlalchemy.orm import mapped_column
from sqlalchemy.types import TypeDecorator

from netevent.extensions import Base, db

if TYPE_CHECKING:
    Model = Base
else:
    Model = db.Model


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment kept in UTC; SQLite would silently drop the zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a zone cannot be kept")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


BigId = BigInteger().with_variant(Integer, "sqlite")  # only INTEGER counts up by itself on SQLite
Id = Annotated[int, mapped_column(BigId, primary_key=True)]
Moment = Annotated[datetime, mapped_column(UtcDateTime)]
Line = Annotated[str, mapped_column(String(140), default="")]
Name = Annotated[str, mapped_column(String(120), default="")]
Choice = Annotated[str, mapped_column(String(20), default="")]
Words = Annotated[list[str], mapped_column(JSON, default=list)]


def ref(target: str, *, ondelete: str = "CASCADE", **options: Any) -> Any:
    """A reference to another row; by default it goes when that row goes."""
    return mapped_column(BigId, ForeignKey(target, ondelete=ondelete), **options)
