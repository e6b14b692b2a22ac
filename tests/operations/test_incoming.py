"""An import that is stopped goes on where it was, whoever stops it and however; nobody is doubled, nobody is lost."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from netevent import clock, worker
from netevent.extensions import db
from netevent.models import Event, Import, Registration
from netevent.operations import imports, incoming
from netevent.operations.jobs import LEASE, MOST_TRIES
from tests import cast
from tests.imports.lists import bring_in, confirmed, counts_of, listed

ROOT = Path(__file__).parents[2]
SECOND = timedelta(seconds=1)


@pytest.fixture(autouse=True)
def house(app: Flask, evening: time_machine.Traveller) -> Iterator[None]:
    with app.app_context():
        yield


@pytest.fixture
def event(house: None) -> Event:
    return cast.event(cast.person("Ada"))


def guests(count: int) -> str:
    """That many guests; every third without an address, every tenth row is of no use."""
    rows = [
        f"Guest {n},{f'g{n}@example.org' if n % 3 else ''},C {n % 7}," if n % 10 else f"Guest {n},nowhere,,"
        for n in range(count)
    ]
    return "name,email,company,role\n" + "\n".join(rows)


def failing_in(chunk: int) -> Callable[..., None]:
    """Counting that breaks in one chunk, after its rows were written."""
    real, calls = incoming.count, iter(range(100))

    def count(*args: object, **kwargs: object) -> None:
        if next(calls) == chunk:
            raise OSError("the power is out")
        real(*args, **kwargs)  # type: ignore[arg-type]

    return count


@pytest.mark.parametrize("chunk", [0, 1, 3])
def test_an_import_that_breaks_between_goes_on_after_its_last_whole_chunk(
    event: Event, chunk: int, monkeypatch: pytest.MonkeyPatch, evening: time_machine.Traveller
) -> None:
    number = confirmed(event, guests(3500))
    with monkeypatch.context() as patched:
        patched.setattr(incoming, "count", failing_in(chunk))
        incoming.bring_in_due()
    assert db.session.get_one(Import, number).position == chunk * 1000
    assert len(listed(event)) == chunk * 900
    assert incoming.bring_in_due() == 0  # its lease still holds
    evening.shift(LEASE + SECOND)
    assert incoming.bring_in_due() == 3500 - chunk * 1000
    assert counts_of(number) == (3150, 0, 350)
    assert len(set(listed(event))) == len(listed(event)) == 3150
    assert cast.tallied(event) == {"expected": 3150}


def test_a_process_killed_in_the_middle_leaves_whole_chunks(
    app: Flask, event: Event, tmp_path: Path, evening: time_machine.Traveller
) -> None:
    settings, file = app.config["SETTINGS"], tmp_path / "guests.csv"
    file.write_text(guests(3500), "utf-8")
    code = event.code
    environment = {
        "NETEVENT_DATABASE_URL": settings.database_url, "NETEVENT_SECRET_KEY": settings.secret_key,
        "NETEVENT_BASE_URL": settings.base_url, "NETEVENT_MAIL_URL": settings.mail_url,
        "NETEVENT_DATA_DIR": str(settings.data_dir), "PYTHONPATH": str(ROOT),
    }  # fmt: skip
    db.session.rollback()
    dies = [sys.executable, "-m", "tests.imports.dies", "import", code, str(file)]
    ended = subprocess.run(dies, env=os.environ | environment, cwd=ROOT, check=False)  # noqa: S603
    assert ended.returncode == -signal.SIGKILL
    (row,) = db.session.query(Import)
    assert (row.state, row.position, row.upload is None) == ("waiting", 2000, False)
    assert len(listed(event)) == 1800
    evening.move_to(clock.now() + 365 * timedelta(days=1))  # far from the clock of the one that died
    assert incoming.bring_in_due() == 1500
    assert len(set(listed(event))) == len(listed(event)) == 3150
    assert bring_in(event, guests(3500)) == (0, 3150, 350)


def test_who_lost_the_lease_writes_nothing_more(event: Event, evening: time_machine.Traveller) -> None:
    number = confirmed(event, guests(1500))
    claimed = incoming._claim()
    assert claimed == (number, claimed[1])
    assert incoming._claim() is None
    evening.shift(LEASE)
    other = incoming._claim()
    assert other
    assert incoming.bring_in(*claimed) == 0
    assert listed(event) == []
    assert incoming.bring_in(*other) == 1500


def test_a_list_that_fails_again_and_again_is_given_up_and_said(
    event: Event, monkeypatch: pytest.MonkeyPatch, evening: time_machine.Traveller
) -> None:
    number = confirmed(event, guests(10))
    monkeypatch.setattr(incoming, "count", failing_in(0))
    for _ in range(MOST_TRIES + 1):
        monkeypatch.setattr(incoming, "count", failing_in(0))
        incoming.bring_in_due()
        evening.shift(LEASE + SECOND)
    row = db.session.get_one(Import, number)
    db.session.refresh(row)
    assert (row.state, row.upload) == ("failed", None)
    assert listed(event) == []


def test_a_look_of_the_worker_takes_its_share_and_no_mail_waits_for_the_rest(
    app: Flask, event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "SHARE", 2)
    number, lines = confirmed(event, guests(3500)), worker.Lines(app)
    assert [worker.run_once(clock.now(), lines=lines).guests for _ in range(3)] == [2000, 1500, 0]
    assert counts_of(number) == (3150, 0, 350)


def test_a_worker_told_to_stop_stops_after_the_chunk_in_hand(app: Flask, event: Event) -> None:
    confirmed(event, guests(3500))
    stop = threading.Event()
    seen = iter([False, True])
    assert incoming.bring_in_due(halted=lambda: stop.is_set() or next(seen, True)) == 1000
    assert incoming.bring_in_due() == 2500


def test_one_pass_by_hand_brings_in_all_of_it_and_a_tried_out_moment_nothing(event: Event) -> None:
    confirmed(event, guests(1200))
    assert worker.run_once(clock.now()).guests == 0
    done = worker.run_once(clock.now(), tidy=True)
    assert str(done) == "Digests planned: 0. Mails: none due. Rows brought in: 1200."


def test_two_lists_of_one_event_at_once_double_nobody(app: Flask, event: Event) -> None:
    text = guests(2500)
    numbers = [confirmed(event, text + end) for end in ("", "\n")]
    tokens = [incoming._claim() for _ in numbers]
    db.session.rollback()

    def run(index: int) -> int:
        token = tokens[index]
        assert token
        with app.app_context():
            return incoming.bring_in(*token)

    assert cast.at_once(2, run) == [2500, 2500]
    assert len(set(listed(event))) == len(listed(event)) == 2250
    assert cast.tallied(event) == {"expected": 2250}


def test_what_nobody_confirmed_can_be_left(event: Event) -> None:
    number = imports.upload(event, None, "g.csv", guests(3).encode(), now=clock.now())
    imports.drop(db.session.get_one(Import, number))
    assert cast.how_many(Import) == 0


def test_an_order_with_one_address_keeps_its_tickets_apart_in_whatever_order_it_comes(
    event: Event, tmp_path: Path
) -> None:
    rows = [f"{name},buyer@example.org,{name[:1]}-1" for name in ("Bo Hansen", "Liv Hansen", "Tess Hansen")]
    for ordered in (rows, rows[::-1], rows[1:] + rows[:1]):
        file = tmp_path / "order.csv"
        file.write_text("\n".join(["name,email,ticket", *ordered]))
        counts, out = incoming.bring_in_file(event.code, file, clock.now())
        places = db.session.scalars(select(Registration).order_by(Registration.id)).all()
        assert [(place.name, place.ticket_code) for place in places] == [
            ("Bo Hansen", "B-1"), ("Liv Hansen", "L-1"), ("Tess Hansen", "T-1"),
        ]  # fmt: skip
        assert [place.email for place in places] == ["buyer@example.org", None, None]
        assert (counts["new"] + counts["here"], out) == (3, [])
