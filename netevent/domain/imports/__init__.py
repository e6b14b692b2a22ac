"""Reading other systems' lists of guests: bytes in, guests and reasons out. Standard library only."""

from netevent.domain.imports.guests import MOST_ROWS, REASONS, Guest, LeftOut, guests_in, key_in
from netevent.domain.imports.plans import (
    FIELDS,
    Plan,
    chosen,
    kept_order,
    recalled,
    recognise,
    worth_guessing,
)
from netevent.domain.imports.sources import SOURCES
from netevent.domain.imports.tables import Table, open_table, plain

__all__ = [
    "FIELDS", "MOST_ROWS", "REASONS", "SOURCES", "Guest", "LeftOut", "Plan", "Table", "chosen", "guests_in",
    "kept_order", "key_in", "open_table", "plain", "recalled", "recognise", "worth_guessing",
]  # fmt: skip
