"""The loop: it plans, sends, survives trouble, and stops when told."""

import threading
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from netevent import clock, worker
from netevent.extensions import db
from netevent.models import OutboxMail, Person
from netevent.operations import digests, outbox, signins
from tests.mails.mornings import first_thursday, met
from tests.mails.sink import serving

pytestmark = pytest.mark.usefixtures("evening")

NEXT_MORNING = timedelta(hours=14, minutes=1)


class StopsAfter(threading.Event):
    """Set after so many looks; the time between them does not pass."""

    def __init__(self, looks: int) -> None:
        super().__init__()
        self.left = looks
        self.waits: list[float | None] = []

    def wait(self, timeout: float | None = None) -> bool:
        self.waits.append(timeout)
        self.left -= 1
        if not self.left:
            self.set()
        return self.is_set()


def mails_in(app: Flask) -> list[Path]:
    return sorted(Path(app.config["SETTINGS"].mail_url.removeprefix("file:")).glob("*.eml"))


def ask(address: str) -> None:
    signins.ask(address, language="en", next_path="", now=clock.now())


def test_one_pass_plans_the_morning_and_sends_it(app: Flask) -> None:
    with app.app_context():
        event, ben = first_thursday()
        met(ben, event, "Cleo Martín", care="the school in March")
        done = worker.run_once(clock.now() + NEXT_MORNING)
        assert (done.planned, dict(done.mails), done.well) == (1, {"sent": 1}, True)
        assert str(done) == "Digests planned: 1. Mails: 1 sent."
        assert str(worker.run_once(clock.now() + NEXT_MORNING)) == "Digests planned: 0. Mails: none due."
    [mail] = mails_in(app)
    assert b"One person from last night" in mail.read_bytes()


def test_the_loop_sends_what_comes_in_and_stops_when_told(app: Flask) -> None:
    stop = StopsAfter(3)
    with app.app_context():
        ask("ben@example.org")
        worker.run_forever(stop)
    assert len(mails_in(app)) == 1
    assert len(stop.waits) == 3
    assert all(wait is not None and wait <= worker.PAUSE for wait in stop.waits)


def test_a_loop_told_to_stop_finishes_the_mail_in_hand_and_no_other(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop = threading.Event()
    with app.app_context():
        ask("ben@example.org")
        ask("dan@example.org")
        letter_for = outbox.letters.letter_for

        def told_meanwhile(mail: OutboxMail, now: object) -> object:
            stop.set()
            return letter_for(mail, now)  # type: ignore[arg-type]

        monkeypatch.setattr(outbox.letters, "letter_for", told_meanwhile)
        worker.run_forever(stop)
        states = sorted(db.session.scalars(db.select(OutboxMail.state)))
    assert states == ["queued", "sent"]


def test_the_loop_outlives_a_mishap_and_rests_before_the_next_look(
    app: Flask, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    plan_due, looks = digests.plan_due, []

    def failing_once(now: object) -> int:
        looks.append(now)
        if len(looks) == 1:
            raise RuntimeError("the database is away")
        return plan_due(now)  # type: ignore[arg-type]

    monkeypatch.setattr(digests, "plan_due", failing_once)
    stop = StopsAfter(2)
    with app.app_context():
        ask("ben@example.org")
        worker.run_forever(stop)
    assert len(mails_in(app)) == 1
    assert stop.waits[0] == worker.RESTS[0]
    assert stop.waits[1] is not None
    assert stop.waits[1] <= worker.PAUSE
    assert "a pass of the worker failed" in caplog.text


def test_the_loop_keeps_the_rate_it_was_given(app: Flask) -> None:
    app.config["SETTINGS"] = app.config["SETTINGS"].__class__(
        **(vars(app.config["SETTINGS"]) | {"mail_rate": 120})
    )
    stop = StopsAfter(2)
    with app.app_context():
        for number in range(5):
            ask(f"guest{number}@example.org")
        worker.run_forever(stop)
    assert len(mails_in(app)) == 4


def test_a_person_without_an_address_is_planned_and_gets_no_mail(app: Flask) -> None:
    with app.app_context():
        event, ben = first_thursday()
        met(ben, event, "Cleo Martín", care="the school in March")
        db.session.get_one(Person, ben.id).email = None
        db.session.commit()
        assert dict(worker.run_once(clock.now() + NEXT_MORNING).mails) == {}


def test_a_worker_without_a_database_rests_longer_and_longer_and_looks_at_once_when_it_is_back(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan_due, looks = digests.plan_due, []

    def away(now: object) -> int:
        looks.append(now)
        if len(looks) <= 4:
            raise RuntimeError("the database is away")
        return plan_due(now)  # type: ignore[arg-type]

    monkeypatch.setattr(digests, "plan_due", away)
    stop = StopsAfter(6)
    with app.app_context():
        worker.run_forever(stop)
    assert stop.waits[:4] == [*worker.RESTS, worker.RESTS[-1]]
    assert all(wait is not None and wait <= worker.PAUSE for wait in stop.waits[4:])


def served_by(app: Flask, url: str, **more: object) -> None:
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], mail_url=url, **more)


def test_one_line_to_the_server_lasts_from_look_to_look(app: Flask) -> None:
    with serving() as sink, app.app_context():
        served_by(app, sink.url)
        for number in range(25):
            ask(f"guest{number}@example.org")
        worker.run_forever(StopsAfter(3))
        assert (len(sink.mails), sink.connections) == (25, 1)


def test_a_line_with_nothing_to_carry_is_given_up(app: Flask) -> None:
    with serving() as sink, app.app_context():
        served_by(app, sink.url)
        ask("ben@example.org")
        worker.run_forever(StopsAfter(2))
        assert (len(sink.mails), sink.farewells) == (1, 1)


def test_several_lines_at_once_carry_every_mail_once(app: Flask) -> None:
    with serving() as sink, app.app_context():
        served_by(app, sink.url, mail_connections=4)
        for number in range(60):
            ask(f"guest{number}@example.org")
        assert dict(worker.run_once(clock.now()).mails) == {"sent": 60}
        assert sorted(sink.recipients) == sorted(f"guest{number}@example.org" for number in range(60))
        assert 1 < sink.connections <= 4


def test_one_pass_sends_no_more_than_the_rate_of_a_minute(app: Flask) -> None:
    with app.app_context():
        served_by(app, app.config["SETTINGS"].mail_url, mail_rate=3)
        for number in range(5):
            ask(f"guest{number}@example.org")
        assert dict(worker.run_once(clock.now()).mails) == {"sent": 3}
        assert dict(worker.run_once(clock.now()).mails) == {}
        assert dict(worker.run_once(clock.now() + timedelta(minutes=1)).mails) == {"sent": 2}
