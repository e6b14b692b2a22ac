"""Examining the database: whether it answers, and whether it is of this version."""

from collections.abc import Iterator
from datetime import datetime
from functools import cache
from pathlib import Path

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import current_app
from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from netevent.config import Settings
from netevent.extensions import db
from netevent.operations.findings import Finding, advice, ok, wrong
from netevent.operations.folders import unwritable

ENGINES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
LONGEST = 300  # characters of what a database says


def examine(_settings: Settings, _now: datetime) -> Iterator[Finding]:
    """Nothing is created: a file that is not there is a finding."""
    file = _file()
    if file and not file.exists():
        yield wrong("database", f"There is no file {file}: run netevent init.")
        return
    try:
        with db.engine.connect() as connection:
            answers, journal = [_engine(connection), _migrations(connection)], _journal(connection)
    except SQLAlchemyError as error:
        yield wrong("database", f"It cannot be used: {_words(error)}. Check NETEVENT_DATABASE_URL.")
        return
    yield from answers
    if file:
        yield _kept(file, journal)


def is_current() -> bool:
    """Whether the migrations of this version, and no other, have run."""
    return set(MigrationContext.configure(db.session.connection()).get_current_heads()) == _heads()


@cache
def _heads() -> set[str]:
    """What this version's migrations end in; they do not change while it runs."""
    return set(_script().get_heads())


def _script() -> ScriptDirectory:
    return ScriptDirectory(current_app.extensions["migrate"].directory)


def _file() -> Path | None:
    """SQLite's file; None for one in memory or named by a URI, and for other engines."""
    name = db.engine.url.database or ":memory:"
    plain = db.engine.dialect.name == "sqlite" and not name.startswith((":memory:", "file:"))
    return Path(name) if plain else None


def _engine(connection: Connection) -> Finding:
    info = connection.dialect.server_version_info or ()
    name = ENGINES.get(connection.dialect.name, connection.dialect.name)
    return ok("database", f"{name} {'.'.join(map(str, info))} answers.")


def _migrations(connection: Connection) -> Finding:
    current = set(MigrationContext.configure(connection).get_current_heads())
    if current == _heads():
        return ok("migrations", "The database is of this version.")
    if not current:
        return wrong("migrations", "The database is empty: run netevent init.")
    if current <= {one.revision for one in _script().walk_revisions()}:
        return wrong("migrations", "The database is of an older version: run netevent init.")
    return wrong("migrations", "A newer version of netevent made this database. Install that one.")


def _journal(connection: Connection) -> str:
    if connection.dialect.name != "sqlite":
        return ""
    return str(connection.exec_driver_sql("PRAGMA journal_mode").scalar_one())


def _kept(file: Path, journal: str) -> Finding:
    refusal = unwritable(file.parent)
    if refusal:
        return wrong(
            "database file",
            f"{file.parent} cannot be written ({refusal}), and SQLite keeps files beside its own: "
            "give it to whoever runs this.",
        )
    if journal != "wal":
        return advice(
            "database file",
            f"The journal is {journal}, not wal, so readers wait for writers. "
            "Keep the file on a disk of this machine.",
        )
    return ok("database file", f"{file}: its folder can be written, its journal is wal.")


def _words(error: SQLAlchemyError) -> str:
    """What the database said, without the password."""
    said = " ".join(str(getattr(error, "orig", None) or type(error).__name__).split())[:LONGEST]
    password = db.engine.url.password
    return (said.replace(str(password), "…") if password else said).rstrip(".")
