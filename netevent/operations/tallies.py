"""Counting arrivals and places in the transaction that makes them."""

import secrets
from datetime import datetime
from functools import cache

from sqlalchemy import Insert
from sqlalchemy.dialects import postgresql, sqlite

from netevent.extensions import db
from netevent.models.tallies import STEP_MINUTES, Tally

SHARDS = 8


def count(event_id: int, kind: str, at: datetime, by: int = 1) -> None:
    """Add `by` to one five-minute step of an event; the caller commits."""
    row = {
        "event_id": event_id, "kind": kind, "step": step_of(at), "shard": secrets.randbelow(SHARDS), "count": by,
    }  # fmt: skip
    connection = db.session.connection()
    connection.execute(_add(connection.dialect.name), row)


@cache
def _add(dialect: str) -> Insert:
    """Insert the step, or add to it; built once for each engine."""
    statement = (postgresql if dialect == "postgresql" else sqlite).insert(Tally.__table__)
    added: Insert = statement.on_conflict_do_update(
        index_elements=["event_id", "kind", "step", "shard"],
        set_={"count": Tally.count + statement.excluded.count},
    )
    return added


def step_of(at: datetime) -> datetime:
    """The start of the five-minute step a moment falls into."""
    return at.replace(minute=at.minute - at.minute % STEP_MINUTES, second=0, microsecond=0)
