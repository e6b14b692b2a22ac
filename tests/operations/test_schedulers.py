"""Two workers at once, as processes of their own, on one database: everybody gets one mail."""

import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from email import message_from_bytes
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from netevent import clock, config
from netevent.extensions import db
from netevent.models import Digest, OutboxMail
from netevent.operations import signins
from tests import cast
from tests.mails.crowd import crowd
from tests.mails.sink import Sink, serving

EVENING = datetime(2026, 11, 5, 18, 0, tzinfo=UTC)
FRIDAY_9 = datetime(2026, 11, 6, 8, 0, tzinfo=UTC)  # 09:00 in Lausanne
GUESTS = 60
MORE_THAN_ONE_LOOK_SENDS = 12  # at 600 a minute, so that both workers get some


@pytest.fixture
def folder(app: Flask, tmp_path: Path) -> Iterator[Path]:
    """A house whose processes share a clock that can be moved, as those of the demo do: no mail leaves on a real
    Saturday."""
    clock.keep_shift_in(tmp_path / "clock-shift")
    clock.jump_to(EVENING)
    yield tmp_path
    clock.keep_shift_in(None)


@contextmanager
def working(app: Flask, sink: Sink, folder: Path, name: str) -> Iterator[None]:
    """A worker of its own, with four lines to this sink; told to stop, it ends well."""
    settings = app.config["SETTINGS"]
    environment = config.environment_for(
        NETEVENT_DEMO="1",
        NETEVENT_DATA_DIR=str(folder),
        NETEVENT_DATABASE_URL=settings.database_url,
        NETEVENT_SECRET_KEY=settings.secret_key,
        NETEVENT_BASE_URL=settings.base_url,
        NETEVENT_MAIL_URL=sink.url,
        NETEVENT_MAIL_CONNECTIONS="4",  # each of them takes mails of its own, as another worker would
    )
    with (folder / f"{name}.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "netevent", "worker"], env=environment, stdout=log, stderr=log
        )
        try:
            yield
            process.terminate()
            assert process.wait(timeout=10) == 0
        finally:
            if process.poll() is None:
                process.kill()
                process.wait()


def wait_until(holds: Callable[[], bool], folder: Path) -> None:
    deadline = time.monotonic() + 60
    while not holds():
        logs = [path.read_text("utf-8")[-2000:] for path in sorted(folder.glob("*.log"))]
        assert time.monotonic() < deadline, "\n".join(logs)
        time.sleep(0.1)


def states(*kinds: str) -> Counter[str]:
    found = Counter(db.session.scalars(select(OutboxMail.state).where(OutboxMail.kind.in_(kinds))))
    db.session.rollback()  # on SQLite even a look holds the write lock until it ends
    return found


def all_left() -> bool:
    waiting = states("morning", "signin")
    return waiting["queued"] + waiting["sending"] == 0 and sum(states("morning").values()) >= GUESTS


def both_took_some(sinks: list[Sink]) -> bool:
    """Whether both workers run by now: as long as they do not, there are more codes than one look sends."""
    if states("signin")["queued"] == 0:
        for number in range(MORE_THAN_ONE_LOOK_SENDS):
            address = f"stranger-{cast.how_many(OutboxMail)}-{number}@example.org"
            signins.ask(address, language="en", next_path="", now=clock.now())
    return all(sink.mails for sink in sinks)


def arrived(sinks: list[Sink]) -> list[tuple[str, str]]:
    """To whom, and under which Message-ID, of everything both workers handed over."""
    return [
        (recipient, str(message_from_bytes(mail)["Message-ID"]))
        for sink in sinks
        for recipient, mail in zip(sink.recipients, sink.mails, strict=True)
    ]


def test_two_workers_on_one_database_send_everybody_one_mail(app: Flask, folder: Path) -> None:
    with app.app_context():
        guests = crowd(cast.event(), GUESTS)
        with ExitStack() as house:
            sinks = [house.enter_context(serving()) for _ in range(2)]
            for number, sink in enumerate(sinks):
                house.enter_context(working(app, sink, folder, f"worker-{number}"))
            wait_until(lambda: both_took_some(sinks), folder)
            assert states("morning") == {}
            clock.jump_to(FRIDAY_9)
            wait_until(all_left, folder)
        assert (states("morning"), all_left()) == ({"sent": GUESTS}, True)
        assert cast.how_many(Digest) == GUESTS
        rows = db.session.execute(select(OutboxMail.address, OutboxMail.message_id, OutboxMail.attempts))
        tries = {(row.address, row.message_id): row.attempts for row in rows}
    mails = arrived(sinks)
    assert len({message_id for _, message_id in mails}) == len(mails)
    to_guests = [mail for mail in mails if mail[0] in guests]
    assert sorted(recipient for recipient, _ in to_guests) == sorted(guests)
    assert {tries[mail] for mail in to_guests} == {1}
