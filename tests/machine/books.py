"""Every row of every table, read past the application: what the model is held against after each step."""

import sqlite3
from collections import namedtuple
from collections.abc import Callable
from typing import Any, NamedTuple

import psycopg
from sqlalchemy import JSON
from sqlalchemy.engine import make_url

from netevent.extensions import db

Reading = dict[str, list[Any]]  # rows of each table, in the order of their keys
NOTED_IN_PASSING = {"seen_at", "active_at"}  # once a day with whatever is done, a form sent again included


class Table(NamedTuple):
    name: str
    row: Callable[[Any], Any]
    select: str


class Books:
    """A connection of its own, so that a look costs one question and sees only what was committed."""

    def __init__(self, address: str) -> None:
        url = make_url(address)
        self.on_sqlite = url.get_backend_name() == "sqlite"
        self.tables = [_table(table, self.on_sqlite) for table in db.metadata.sorted_tables]
        if self.on_sqlite:
            self.connection: Any = sqlite3.connect(str(url.database), isolation_level=None)
            self.connection.execute("PRAGMA foreign_keys=ON")
            self.connection.execute("PRAGMA synchronous=OFF")
        else:
            plain = url.set(drivername="postgresql").render_as_string(hide_password=False)
            self.connection = psycopg.connect(plain, autocommit=True)

    def read(self) -> Reading:
        if self.on_sqlite:
            ask = self.connection.execute
            return {table.name: list(map(table.row, ask(table.select))) for table in self.tables}
        answers = self.connection.execute(";".join(table.select for table in self.tables))
        reading: Reading = {}
        for table in self.tables:
            reading[table.name] = list(map(table.row, answers.fetchall()))
            answers.nextset()
        return reading

    def wipe(self) -> None:
        """An empty house; much faster than a new one."""
        gone = [f'DELETE FROM "{table.name}"' for table in reversed(self.tables)]  # noqa: S608 - names of ours
        for statement in gone if self.on_sqlite else [";".join(gone)]:
            self.connection.execute(statement)

    def sweep(self) -> None:
        """PostgreSQL keeps the room of deleted rows until somebody sweeps."""
        if not self.on_sqlite:
            names = ",".join(f'"{table.name}"' for table in self.tables)
            self.connection.execute(f"TRUNCATE {names} CASCADE")

    def orphans(self) -> list[Any]:
        """Rows that point at nothing. PostgreSQL checks at every write, SQLite when asked."""
        return list(self.connection.execute("PRAGMA foreign_key_check")) if self.on_sqlite else []

    def close(self) -> None:
        self.connection.close()


def _table(table: Any, on_sqlite: bool) -> Table:
    columns = [column for column in table.columns if column.name not in NOTED_IN_PASSING]
    names = [column.name for column in columns]
    said = [
        f'"{column.name}"::text' if isinstance(column.type, JSON) and not on_sqlite else f'"{column.name}"'
        for column in columns
    ]
    keys = ", ".join(f'"{column.name}"' for column in table.primary_key)
    row = namedtuple(table.name, names)
    return Table(table.name, row._make, f'SELECT {", ".join(said)} FROM "{table.name}" ORDER BY {keys}')  # noqa: S608
