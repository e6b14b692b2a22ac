"""What a benchmark stands on: a database, an event, and figures taken inside the process."""

import os
import secrets
import statistics
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import sqlalchemy
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import event as hooks

from bench.bare import BenchRow
from netevent import config
from netevent.app import create_app
from netevent.domain.codes import CARD_LENGTH, new_code
from netevent.extensions import db
from netevent.models import CheckIn, Event, Organiser, Person
from netevent.operations import checkins, signins
from netevent.operations.tallies import count

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


def statements(environment: dict[str, str], code: str) -> int:
    """How many statements one check-in of a new person sends, BEGIN and COMMIT aside."""
    app = create_app(config.read(environment))
    app.config["TRUSTED_HOSTS"] = ["localhost"]  # what the test client calls the house
    app.config["WTF_CSRF_ENABLED"] = False
    sent: list[str] = []
    with app.app_context():
        hooks.listen(db.engine, "before_cursor_execute", lambda *call: sent.append(call[2]))
    answer = app.test_client().post(
        f"/e/{code}", data={"name": "Ada", "email": "ada@example.org", "key": new_code(26)}
    )
    assert answer.status_code == 303, answer.status
    with app.app_context():
        db.engine.dispose()
    return len([s for s in sent if not s.startswith(("BEGIN", "PRAGMA"))])


def live_page(environment: dict[str, str]) -> dict[str, float]:
    """Milliseconds of the live page at 200 and at 20,000 attendees, in turns, and their ratio."""
    app = create_app(config.read(environment))
    app.config["TRUSTED_HOSTS"] = ["localhost"]
    with app.app_context():
        small, large = _crowd(app, 200), _crowd(app, 20_000)
    times: dict[str, list[float]] = {small[0]: [], large[0]: []}
    for _ in range(60):
        for event_code, client in (small, large):
            began = time.perf_counter()
            assert client.get(f"/events/{event_code}/live").status_code == 200
            times[event_code].append(time.perf_counter() - began)
    few, many = (statistics.median(times[name]) * 1000 for name in (small[0], large[0]))
    with app.app_context():
        db.engine.dispose()
    return {"live_200_ms": round(few, 2), "live_20000_ms": round(many, 2), "live_ratio": round(many / few, 2)}


def _event() -> Event:
    now = datetime.now(UTC)
    event = Event(
        code=new_code(6), title="Bench", place="Here", zone="Europe/Zurich", starts_at=now - timedelta(minutes=30),
        ends_at=now + timedelta(hours=3), created_at=now,
    )  # fmt: skip
    db.session.add(event)
    db.session.commit()
    return event


def _crowd(app: Flask, size: int):  # type: ignore[no-untyped-def]
    """An event with that many people in, over two hours, and a client of its owner."""
    now, event = datetime.now(UTC), _event()
    people = [_person(number, now) for number in range(size + 1)]
    db.session.add_all(people)
    db.session.flush()
    db.session.add(Organiser(event_id=event.id, person_id=people[0].id, role="owner", since=now))
    for number, person in enumerate(people[1:]):
        at = now - timedelta(seconds=7200 * number / size)
        db.session.add(
            CheckIn(
                event_id=event.id, person_id=person.id, at=at, door="poster", nonce=new_code(26), typed_code=f"{number:06d}",
                notice=checkins.NOTICE,
            )
        )  # fmt: skip
        count(event.id, "walked_in", at)
    token = signins.enter_as(people[0], now)
    client = app.test_client()
    with client.session_transaction() as session:
        session["_user_id"] = token
    return event.code, client


def _person(number: int, now: datetime) -> Person:
    return Person(name=f"Guest {number}", created_at=now, card_code=new_code(CARD_LENGTH))
