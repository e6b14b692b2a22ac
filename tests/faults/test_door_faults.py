"""Everybody in once, whatever breaks: workers and whole houses are killed, databases crash, freeze or are locked,
answers get lost; the books balance (G1), and it goes on by itself (G2).

`make faults` is the long form: NETEVENT_FAULT_SCANS and NETEVENT_FAULT_TROUBLES say how much of it. On PostgreSQL all
of it happens to a server of our own, if its programs are here; if not, the one we were given is left in peace.
"""

import os
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask
from flask.cli import ScriptInfo
from flask_migrate import upgrade

from netevent.__main__ import cli
from netevent.app import create_app
from netevent.extensions import db
from tests.conftest import settings_in
from tests.faults import clusters
from tests.faults.accounts import check
from tests.faults.doors import BUSY, FAULTS, UNREACHABLE, Door, Hall, Scan
from tests.faults.files import File
from tests.faults.guests import write_evening
from tests.faults.gunicorns import Gunicorn
from tests.faults.processes import wait_until
from tests.faults.troubles import Felt, gaps, suffered

LONG = "NETEVENT_FAULT_TROUBLES" in os.environ
TROUBLES = int(os.environ.get("NETEVENT_FAULT_TROUBLES", "60"))
SCANS = int(os.environ.get("NETEVENT_FAULT_SCANS", "1500"))
SEED = int(os.environ.get("NETEVENT_FAULT_SEED", "20261105"))
DOORS = 8
SHORT = {"house killed": 2, "house reloaded": 1, "worker killed": 4, "worker frozen": 3}
ENOUGH = 3600 if LONG else 90  # seconds for what is left to scan after the last trouble

Acts = dict[str, Callable[[], None]]


@pytest.fixture
def stage(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Flask, Acts]]:
    """The application on a database of its own, and what can happen to that database."""
    found = clusters.programs()
    if not os.environ.get("NETEVENT_TEST_DATABASE_URL"):
        app, file = request.getfixturevalue("app"), File(tmp_path / "netevent.sqlite")
        yield app, {"file locked": file.hold, "file copied": file.copy}
    elif found is None:
        yield request.getfixturevalue("app"), {}
    else:
        with clusters.started(found) as server:
            app = create_app(settings_in(tmp_path, server.address))
            app.testing = True
            with app.app_context():
                upgrade()
                db.engine.dispose()
            yield (
                app,
                {
                    "server crashed": server.crash,
                    "server frozen": server.freeze,
                    "server cut off": server.cut_off,
                },
            )
            with app.app_context():
                db.engine.dispose()


def environment(app: Flask) -> dict[str, str]:
    settings = app.config["SETTINGS"]
    return {
        "NETEVENT_DATABASE_URL": settings.database_url, "NETEVENT_SECRET_KEY": settings.secret_key,
        "NETEVENT_DATA_DIR": str(settings.data_dir), "NETEVENT_MAIL_URL": settings.mail_url,
    }  # fmt: skip


def shares(database: Acts) -> tuple[dict[str, int], dict[str, int]]:
    """How often each trouble comes, and each fault of the network: in the long form all of them equally often."""
    if LONG:
        each = -(-TROUBLES // len((*SHORT, *database, *FAULTS)))
        return dict.fromkeys((*SHORT, *database), each), dict.fromkeys(FAULTS, each)
    troubles = SHORT | dict.fromkeys(database, 3)
    rest = TROUBLES - sum(troubles.values())
    return troubles, dict.fromkeys(FAULTS, -(-rest // len(FAULTS)))


def test_everybody_is_in_once_whatever_breaks(stage: tuple[Flask, Acts]) -> None:
    app, database = stage
    troubles, faults = shares(database)
    with app.app_context():
        evening = write_evening(max(400, SCANS // 2), DOORS)
        db.session.remove()
        db.engine.dispose()  # its own line to the database would be cut with the others
    hall = Hall(evening, faults, SEED)
    doors, felt = lived_through(app, hall, database, troubles)
    scans, statuses = [scan for door in doors for scan in door.scans], Counter[int]()
    for door in doors:
        statuses.update(door.statuses)
    with app.app_context():
        checked = CliRunner().invoke(cli, ["books"], obj=ScriptInfo(create_app=lambda: app))
    print(f"{len(scans)} scans of {len(hall.came)} guests, answers {dict(statuses)}, {dict(hall.done)}\n{told(felt, scans)}\n{checked.output}")  # fmt: skip
    assert len(felt) + hall.done.total() >= TROUBLES
    assert set(statuses) <= {200, 201, BUSY, UNREACHABLE}, "nobody is refused, and nothing is a mishap"
    with app.app_context():
        check(scans, evening.guests)
    assert checked.exit_code == 0


def lived_through(
    app: Flask, hall: Hall, database: Acts, troubles: dict[str, int]
) -> tuple[list[Door], list[Felt]]:
    """The doors go on until every trouble was there, and enough people."""
    house = Gunicorn(environment(app), SEED)
    acts = database | {
        "worker killed": house.kill_a_worker, "worker frozen": house.freeze_a_worker,
        "house killed": house.kill, "house reloaded": house.reload,
    }  # fmt: skip
    doors = [Door(hall, house.port, token) for token in hall.evening.tokens]
    try:
        for door in doors:
            door.start()
        felt = suffered(hall, acts, troubles, SEED)
        wait_until(lambda: hall.answered >= SCANS and not hall.faults.total(), ENOUGH, "enough scans")
    finally:
        hall.over.set()
        for door in doors:
            door.join()
        house.end()
    return doors, felt


def told(felt: list[Felt], scans: list[Scan]) -> str:
    worst = gaps(felt, [scan.answered_at for scan in scans])
    return "\n".join(
        f"{kind}: {number} times, longest gap between answers {gap:.2f} s, {after:.2f} s from its end to an answer"
        for kind, (number, gap, after) in sorted(worst.items())
    )
