"""Mails that wait, and workers that die: real processes on a real database."""

import os
import random
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flask import Flask
from sqlalchemy import func, insert, select

from netevent.domain.codes import CARD_LENGTH, new_code
from netevent.extensions import db
from netevent.models import Digest, OutboxMail, Person, Prompt
from netevent.operations.posting import letter

ROOT = Path(__file__).parents[2]


def write_mails(count: int) -> None:
    """That many digests of that many people, each with one line to say, due now."""
    now = datetime.now(UTC)
    people = _rows(Person, [
        {"name": f"Guest {n}", "email": f"guest{n}@example.org", "card_code": new_code(CARD_LENGTH), "created_at": now,
         "proved_at": now, "language": "en"}
        for n in range(count)
    ])  # fmt: skip
    digests = _rows(
        Digest, [{"person_id": id_, "day": now.date(), "created_at": now, "notice": ""} for id_ in people]
    )
    _rows(Prompt, [
        {"owner_id": person, "digest_id": digest, "kind": "self.notes", "wording": 3, "position": 0, "answer": "",
         "slots": {"event": "First Thursday"}, "shown_on": now.date(), "created_at": now}
        for person, digest in zip(people, digests, strict=True)
    ])  # fmt: skip
    _rows(OutboxMail, [
        letter("morning", dedupe_key=f"morning:{digest}", address=f"guest{n}@example.org", language="en", now=now,
               expires_at=now + timedelta(hours=20), person_id=person, digest_id=digest)
        for n, (person, digest) in enumerate(zip(people, digests, strict=True))
    ])  # fmt: skip
    db.session.commit()


def _rows(model: type, rows: list[dict[str, object]]) -> list[int]:
    made: list[int] = []
    for start in range(0, len(rows), 500):
        some = rows[start : start + 500]
        made += db.session.scalars(insert(model).returning(model.id, sort_by_parameter_order=True), some)
    return made


class Workers:
    """So many worker processes; one that is killed is started again. Ended by their own ids."""

    def __init__(self, count: int, environment: dict[str, str]) -> None:
        self.environment = os.environ | environment
        self.running = [self._start() for _ in range(count)]
        self.killed = 0

    def kill_one(self, chance: random.Random) -> None:
        """kill -9, whatever it is doing; another takes its place."""
        place = chance.randrange(len(self.running))
        self.running[place].kill()
        self.running[place].wait()
        self.killed += 1
        self.running[place] = self._start()

    def end(self) -> None:
        for process in self.running:
            process.kill()
            process.wait()

    def _start(self) -> "subprocess.Popen[bytes]":
        command = [sys.executable, str(Path(__file__).with_name("hurried.py")), "worker"]
        return subprocess.Popen(command, env=self.environment, cwd=ROOT, stderr=subprocess.DEVNULL)  # noqa: S603


@contextmanager
def dying(workers: Workers, kills: int, every: float, in_hand: threading.Event, seed: int) -> Iterator[None]:
    """Kill a worker every so many seconds: in turn at any moment, and right after a mail was taken and before its
    answer is written down."""
    chance, over = random.Random(seed), threading.Event()  # noqa: S311 faults, no secrets

    def kill() -> None:
        for number in range(kills):
            if over.wait(every * chance.uniform(0.5, 1.5)):
                return
            if number % 2:
                in_hand.clear()
                in_hand.wait(every)
            workers.kill_one(chance)

    killer = threading.Thread(target=kill)
    killer.start()
    try:
        yield
        killer.join()
    finally:
        over.set()
        killer.join()
        workers.end()


def wait_for_the_end(app: Flask, seconds: float) -> tuple[bool, timedelta]:
    """Whether every mail ended in that time, and for how long the worst one was held by a worker that was gone."""
    until, longest = time.monotonic() + seconds, timedelta()
    look = threading.Event()
    while time.monotonic() < until:
        with app.app_context():
            left = db.session.scalar(select(func.count()).where(OutboxMail.state.in_(("queued", "sending"))))
            first = db.session.scalar(
                select(func.min(OutboxMail.lease_until)).where(OutboxMail.state == "sending")
            )
            db.session.rollback()
        if first:
            longest = max(longest, datetime.now(UTC) - first)
        if not left:
            return True, longest
        look.wait(0.5)
    return False, longest
