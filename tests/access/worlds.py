"""Going back to the same moment again and again: a copy of every row, and how to lay it out anew."""

import sqlite3
from collections import Counter
from typing import Any

import sqlalchemy
from flask import Flask
from sqlalchemy import Table

from netevent.extensions import db

Rows = dict[str, list[dict[str, Any]]]

# What is drawn by chance: it differs from one run to the next.
CHANCE = {
    "card_code", "token_hash", "challenge", "message_id", "typed_code", "nonce", "code", "dedupe_key", "shard", "key",
    "fingerprint", "location",
}  # fmt: skip


class Moment:
    """All rows of the database as they are now; `again` puts them back."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        with app.app_context():
            self.engine = db.engine
            db.session.remove()
        self.rows = self.everything()
        self.copy = sqlite3.connect(":memory:")
        if self.engine.dialect.name == "sqlite":
            self._copy(self._file(), self.copy)

    def again(self) -> None:
        if self.engine.dialect.name == "sqlite":
            self._copy(self.copy, self._file())
        else:
            self._write_anew()

    def close(self) -> None:
        self.copy.close()

    def everything(self) -> Rows:
        with self.engine.connect() as connection:
            return {
                table.name: [dict(row._mapping) for row in connection.execute(table.select())]
                for table in db.metadata.sorted_tables
            }

    def effect(self) -> Rows:
        """What the database holds at this moment, without what is drawn by chance; counts are added up."""
        rows = self.everything()
        places = {name: _places(of_table) for name, of_table in rows.items()}
        found = {
            table.name: sorted((_told(table, row, places) for row in rows[table.name]), key=repr)
            for table in db.metadata.sorted_tables
        }
        found["tallies"] = _added_up(found["tallies"])
        return found

    def _file(self) -> sqlite3.Connection:
        return sqlite3.connect(str(self.engine.url.database))

    def _copy(self, source: sqlite3.Connection, target: sqlite3.Connection) -> None:
        source.backup(target)
        for connection in {source, target} - {self.copy}:
            connection.close()

    def _write_anew(self) -> None:
        tables = db.metadata.sorted_tables
        names = ", ".join(f'"{table.name}"' for table in tables)
        with self.engine.begin() as connection:
            connection.execute(sqlalchemy.text(f"TRUNCATE {names} RESTART IDENTITY CASCADE"))
            for table in tables:
                if rows := self.rows[table.name]:
                    connection.execute(table.insert(), rows)
                    if "id" in table.c:
                        sequence = f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), {max(row['id'] for row in rows)})"
                        connection.execute(sqlalchemy.text(sequence))


def _places(rows: list[dict[str, Any]]) -> dict[int, int]:
    """Which row of its table an id is: of copies that race, a loser may have taken a number and left a gap."""
    return {number: place for place, number in enumerate(sorted(row["id"] for row in rows if "id" in row))}


def _told(table: Table, row: dict[str, Any], places: dict[str, dict[int, int]]) -> dict[str, Any]:
    """A row without chance, its own id and those it points to as places."""
    told = {name: value for name, value in row.items() if name not in CHANCE}
    if "id" in told:
        told["id"] = places[table.name][told["id"]]
    for column in table.c:
        for key in column.foreign_keys:
            if key.column.name == "id" and told.get(column.name) is not None:
                told[column.name] = places[key.column.table.name][told[column.name]]
    return told


def _added_up(tallies: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """A step of an event is counted in one of several rows, drawn by chance; their sum is not."""
    sums: Counter[tuple[Any, ...]] = Counter()
    for tally in tallies:
        sums[tally["event_id"], tally["kind"], tally["step"]] += tally["count"]
    return [{"step": step, "count": count} for step, count in sorted(sums.items())]
