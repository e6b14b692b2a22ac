"""Unbound extensions, and how a transaction begins on each engine."""

import sqlite3
import time
from typing import Any

from flask import has_request_context, request
from flask_babel import Babel
from flask_compress import Compress
from flask_login import LoginManager
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from flask_sqlalchemy.session import Session
from flask_wtf.csrf import CSRFProtect
from sqlalchemy import Connection, Engine, MetaData, event
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import DeclarativeBase

PATIENCE = 5.0  # seconds a writer waits for another one
POLL_MS = 2


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class OneDatabase(Session):
    """A session that joins the connection it is given: one form, one transaction (operations/replays.py)."""

    def get_bind(self, *args: Any, **options: Any) -> Engine | Connection:
        return self.bind or super().get_bind(*args, **options)


db = SQLAlchemy(model_class=Base, session_options={"class_": OneDatabase})
migrate = Migrate()
login = LoginManager()
csrf = CSRFProtect()
babel = Babel()
compress = Compress()


@event.listens_for(Engine, "connect")
def _set_pragmas(connection: Any, _record: Any) -> None:
    """WAL lets readers go on while one writes; FULL keeps every commit over a power cut; what is deleted is
    overwritten, so that an erasure leaves nothing in the file."""
    if not isinstance(connection, sqlite3.Connection):
        return
    connection.isolation_level = None  # we begin transactions ourselves, see _begin
    for pragma in (
        "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "wal_autocheckpoint=4000", "secure_delete=ON",
    ):  # fmt: skip
        connection.execute(f"PRAGMA {pragma}")


@event.listens_for(Engine, "begin")
def _begin(connection: Connection) -> None:
    """Take SQLite's write lock at once where something will be written, so that nobody dies upgrading it."""
    if connection.dialect.name == "sqlite":
        _begin_sqlite(connection.connection.dbapi_connection, "DEFERRED" if _reads_only() else "IMMEDIATE")


def _begin_sqlite(connection: Any, kind: str) -> None:
    """Ask for the lock every few milliseconds, for five seconds at most.

    SQLite's own handler sleeps up to 100 ms between two tries, so that a busy hall would wait while nobody writes.
    """
    deadline = time.monotonic() + PATIENCE
    connection.execute(f"PRAGMA busy_timeout={POLL_MS}")
    try:
        while True:
            try:
                connection.execute(f"BEGIN {kind}")
                return
            except sqlite3.OperationalError as error:
                if time.monotonic() > deadline:
                    raise OperationalError(f"BEGIN {kind}", None, error) from error
    finally:
        connection.execute(f"PRAGMA busy_timeout={int(PATIENCE * 1000)}")


def _reads_only() -> bool:
    return has_request_context() and request.method in {"GET", "HEAD", "OPTIONS"}
