"""A house of our own for every test: real migrations, one database a worker, a fixed cast."""

import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from zlib import crc32

import pytest
import sqlalchemy
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import upgrade
from jinja2 import FileSystemBytecodeCache
from sqlalchemy.engine import make_url

from netevent import config
from netevent.access import floods
from netevent.app import create_app
from netevent.extensions import db

CHECKOUT = (
    f"{crc32(str(Path(__file__).parent).encode()):x}"  # two checkouts tested side by side share no database
)
EVENING = datetime(2026, 11, 5, 18, 0, tzinfo=UTC)  # a Thursday, 19:00 in Lausanne


def settings_in(folder: Path, database_url: str, base_url: str = "http://localhost") -> config.Settings:
    return config.read(
        {
            "NETEVENT_DATABASE_URL": database_url,
            "NETEVENT_SECRET_KEY": "a key for tests that nobody needs to guess",
            "NETEVENT_BASE_URL": base_url,
            "NETEVENT_MAIL_URL": f"file:{folder / 'mails'}",
            "NETEVENT_DATA_DIR": str(folder),
        }
    )


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> str:
    """The address of a database that has been through every migration; SQLite, or the PostgreSQL asked for."""
    wanted = os.environ.get("NETEVENT_TEST_DATABASE_URL")
    folder = tmp_path_factory.mktemp("migrated")
    if wanted:
        url = make_url(wanted).set(database=f"netevent_test_{CHECKOUT}_{worker_id}")
        _recreate(wanted, str(url.database))
        address = url.render_as_string(hide_password=False)
    else:
        address = f"sqlite:///{folder / 'migrated.sqlite'}"
    app = create_app(settings_in(folder, address))
    with app.app_context():
        upgrade()
        db.session.remove()
        db.engine.dispose()
    return address


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> FileSystemBytecodeCache:
    """Templates compiled by one test are compiled for the others, too."""
    return FileSystemBytecodeCache(str(tmp_path_factory.mktemp("compiled")))


@pytest.fixture
def app(migrated: str, tmp_path: Path, compiled: FileSystemBytecodeCache) -> Iterator[Flask]:
    """A fresh application with an empty, migrated database. No app context is held open: tests open their own."""
    address = migrated
    if migrated.startswith("sqlite"):
        address = f"sqlite:///{tmp_path / 'netevent.sqlite'}"
        shutil.copy(migrated.removeprefix("sqlite:///"), tmp_path / "netevent.sqlite")
    app = create_app(settings_in(tmp_path, address))
    app.testing = True
    floods.searched.reset()
    app.jinja_env.bytecode_cache = compiled
    yield app
    with app.app_context():
        db.session.remove()
        if not address.startswith("sqlite"):
            _empty()
        db.engine.dispose()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A phone nobody is signed in on; forms are sent without the hidden token, which has tests of its own."""
    app.config["WTF_CSRF_ENABLED"] = False
    return app.test_client()


@pytest.fixture
def evening() -> Iterator[time_machine.Traveller]:
    """Thursday 5 November 2026, 19:00 in Lausanne; the clock stands still until moved."""
    with time_machine.travel(EVENING, tick=False) as traveller:
        yield traveller


def _recreate(address: str, name: str) -> None:
    engine = sqlalchemy.create_engine(address, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(sqlalchemy.text(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'))
        connection.execute(sqlalchemy.text(f'CREATE DATABASE "{name}"'))
    engine.dispose()


def _empty() -> None:
    """Row by row: emptying whole tables makes PostgreSQL write each of them anew, which takes far longer."""
    counted = "SELECT quote_ident(sequencename) FROM pg_sequences WHERE last_value IS NOT NULL"
    used = db.session.scalars(sqlalchemy.text(counted)).all()
    steps = [str(table.delete()) for table in reversed(db.metadata.sorted_tables)]
    steps += [f"ALTER SEQUENCE {name} RESTART" for name in used]
    db.session.execute(sqlalchemy.text(f"DO $$ BEGIN {'; '.join(steps)}; END $$"))
    db.session.commit()
