"""The data inventory (data_inventory.toml): what every column is, and what becomes of it (ASVS 14.1.1)."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).parents[1] / "data_inventory.toml"
CLASSES = ("public", "personal", "private note", "secret", "technical")
EXPORTS = ("own", "public", "none")
ERASURES = ("row", "blank", "words", "unlink", "keyed", "stays")


@dataclass(frozen=True, slots=True)
class Column:
    """One line of the file; the words are explained at its head."""

    table: str
    name: str
    kind: str
    keep: str
    export: str
    erase: str


@cache
def columns() -> tuple[Column, ...]:
    tables = tomllib.loads(FILE.read_text("utf-8"))
    return tuple(
        Column(table, name, *line) for table, lines in tables.items() for name, line in lines.items()
    )


def exported(table: str, *, as_what: str = "own") -> list[str]:
    """The columns of one table that go into the file of the person whose row it is."""
    return [column.name for column in columns() if column.table == table and column.export == as_what]


def erased(how: str) -> dict[str, list[str]]:
    """The columns under one rule of erasure, by table."""
    found: dict[str, list[str]] = {}
    for column in columns():
        if column.erase == how:
            found.setdefault(column.table, []).append(column.name)
    return found
