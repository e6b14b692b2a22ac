"""Going back to the same moment again and again: a copy of every row, and how to lay it out anew."""

import sqlite3
from collections import Counter
from typing import Any

import sqlalchemy
from flask import Flask

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
        found = {
            table: sorted(({name: row[name] for name in row if name not in CHANCE} for row in rows), key=repr)
            for table, rows in self.everything().items()
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


def _added_up(tallies: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """A step of an event is counted in one of several rows, drawn by chance; their sum is not."""
    sums: Counter[tuple[Any, ...]] = Counter()
    for tally in tallies:
        sums[tally["event_id"], tally["kind"], tally["step"]] += tally["count"]
    return [{"step": step, "count": count} for step, count in sorted(sums.items())]
