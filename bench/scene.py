"""What a benchmark stands on: a database and an event."""

import os
import secrets
from datetime import UTC, datetime, timedelta
from pathlib import Path

import sqlalchemy
from flask_migrate import upgrade

from bench.bare import BenchRow
from netevent import config
from netevent.app import create_app
from netevent.domain.codes import new_code
from netevent.extensions import db
from netevent.models import Event

SERVER = os.environ.get("NETEVENT_BENCH_POSTGRESQL", "postgresql://postgres:postgres@127.0.0.1:5432/postgres")
DATABASE = "netevent_bench"


def reachable(engine: str) -> bool:
    """Whether this engine can be measured here."""
    if engine == "sqlite":
        return True
    try:
        sqlalchemy.create_engine(SERVER).connect().close()
    except sqlalchemy.exc.OperationalError:
        return False
    return True


def environment(engine: str, folder: Path) -> dict[str, str]:
    """The settings of a server on a fresh database."""
    address = f"sqlite:///{folder / 'bench.sqlite'}"
    if engine == "postgresql":
        server = sqlalchemy.create_engine(SERVER, isolation_level="AUTOCOMMIT")
        with server.connect() as connection:
            connection.execute(sqlalchemy.text(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)"))
            connection.execute(sqlalchemy.text(f"CREATE DATABASE {DATABASE}"))
        server.dispose()
        address = SERVER.rsplit("/", 1)[0] + f"/{DATABASE}"
    return {
        "NETEVENT_DATABASE_URL": address, "NETEVENT_SECRET_KEY": secrets.token_urlsafe(32), "NETEVENT_DATA_DIR": str(folder),
        "NETEVENT_BASE_URL": "http://127.0.0.1:8000", "NETEVENT_MAIL_URL": f"file:{folder}/mails",
    }  # fmt: skip


def prepare(environment: dict[str, str]) -> str:
    """Migrate, and open an event. Returns its code."""
    app = create_app(config.read(environment))
    with app.app_context():
        upgrade()
        db.metadata.tables[BenchRow.__tablename__].create(db.engine)
        code = _event().code
        db.engine.dispose()
    return code


def _event() -> Event:
    now = datetime.now(UTC)
    made = Event(
        code=new_code(6), title="Bench", place="Here", zone="Europe/Zurich", starts_at=now - timedelta(minutes=30),
        ends_at=now + timedelta(hours=3), created_at=now,
    )  # fmt: skip
    db.session.add(made)
    db.session.commit()
    return made
