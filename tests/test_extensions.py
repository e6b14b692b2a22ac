"""How a transaction begins on each engine: readers never wait, writers wait their turn."""

import sqlite3
import time
from threading import Event as Signal
from threading import Thread

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, StatementError

from netevent import clock, extensions
from netevent.extensions import db
from netevent.models import CheckIn, Person, SignIn
from tests import cast

pytestmark = pytest.mark.usefixtures("evening")


@pytest.fixture
def sqlite(app: Flask) -> str:
    address = app.config["SETTINGS"].database_url
    if not address.startswith("sqlite"):
        pytest.skip("speaks of SQLite")
    return address.removeprefix("sqlite:///")


def test_sqlite_keeps_what_it_promised(app: Flask, sqlite: str) -> None:
    with app.app_context():
        answers = {
            name: db.session.execute(text(f"PRAGMA {name}")).scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    assert answers == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 5000}


def test_a_row_without_its_parent_is_refused_on_both_engines(app: Flask) -> None:
    with app.app_context():
        db.session.add(
            CheckIn(event_id=999, person_id=999, at=clock.now(), nonce="n", typed_code="K7M3WD", notice="x")
        )
        with pytest.raises(IntegrityError):
            db.session.commit()


def test_what_belongs_to_a_person_goes_with_them(app: Flask) -> None:
    with app.app_context():
        ben = cast.person("Ben Adler")
        cast.checked_in(cast.event(), ben)
        db.session.execute(db.delete(Person).where(Person.id == ben.id))
        db.session.commit()
        assert (cast.how_many(CheckIn), cast.how_many(SignIn)) == (0, 0)


def test_a_moment_without_a_zone_is_refused(app: Flask) -> None:
    with app.app_context():
        db.session.add(Person(name="Ben", card_code="x", created_at=clock.now().replace(tzinfo=None)))
        with pytest.raises(StatementError, match="without a zone"):
            db.session.commit()


def test_a_moment_comes_back_as_it_went_in(app: Flask) -> None:
    with app.app_context():
        now = clock.now().replace(microsecond=123456)
        ben = cast.person("Ben Adler", digest_at=now)
        db.session.expire_all()
        assert ben.digest_at == now
        assert ben.digest_at.tzinfo


def test_a_reader_does_not_wait_for_a_writer(app: Flask, sqlite: str) -> None:
    client = app.test_client()
    with sqlite3.connect(sqlite, isolation_level=None) as writer:
        writer.execute("BEGIN IMMEDIATE")
        assert client.get("/readyz").status_code == 200
        writer.execute("ROLLBACK")
    writer.close()


def test_a_writer_waits_its_turn(app: Flask, sqlite: str) -> None:
    begun, done = Signal(), Signal()

    def hold() -> None:
        writer = sqlite3.connect(sqlite, isolation_level=None)
        writer.execute("BEGIN IMMEDIATE")
        begun.set()
        done.wait(0.3)
        writer.execute("ROLLBACK")
        writer.close()

    with app.app_context():
        code = cast.event().code
    thread = Thread(target=hold)
    thread.start()
    begun.wait()
    answer = cast.phone(app).post(f"/e/{code}", data={"name": "Cleo", "email": "cleo@example.org"})
    done.set()
    thread.join()
    assert answer.status_code == 303


def test_a_writer_that_waited_too_long_is_told_to_come_again(
    app: Flask, sqlite: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(extensions, "PATIENCE", 0.05)
    with app.app_context():
        code = cast.event().code
    client = cast.phone(app)
    with sqlite3.connect(sqlite, isolation_level=None) as writer:
        writer.execute("BEGIN IMMEDIATE")
        started = time.monotonic()
        answer = client.post(f"/e/{code}", data={"name": "Cleo", "email": "cleo@example.org"})
        writer.execute("ROLLBACK")
    writer.close()
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "2")
    assert time.monotonic() - started < 3
    assert client.post(f"/e/{code}", data={"name": "Cleo", "email": "cleo@example.org"}).status_code == 303


def test_whoever_writes_takes_the_lock_before_looking(app: Flask, sqlite: str) -> None:
    """Two transactions that both look and then both write cannot meet: the second one waits at the start."""
    with app.app_context():
        cast.person("Ben Adler")
        db.session.query(Person).all()  # a look, in a transaction that may write
        other = sqlite3.connect(sqlite, isolation_level=None, timeout=0)
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
        other.close()
        db.session.rollback()
