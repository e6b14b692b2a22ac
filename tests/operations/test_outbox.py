"""What waits is sent once: by one worker, and again after an ending nobody is sure of."""

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from netevent import clock
from netevent.extensions import db
from netevent.mails.answers import Answer, Outcome
from netevent.mails.message import Letter
from netevent.mails.transport import Fence, Server
from netevent.operations import leases, outbox, suppressions
from tests.mails.mornings import digest_of, first_thursday, line, morning_mail
from tests.mails.samples import letter
from tests.mails.sink import serving
from tests.mails.waiting import HOUR, MINUTE, SECOND, Scripted, code_mail, die_at, pass_at, state_of

pytestmark = pytest.mark.usefixtures("evening")


def test_what_is_due_is_sent_once_and_what_is_not_yet_due_waits(app: Flask) -> None:
    with app.app_context():
        now, transport = clock.now(), Scripted()
        sent, waiting = code_mail(), code_mail()
        state_of(waiting).run_at = now + HOUR
        db.session.commit()
        assert pass_at(now, transport) == {"sent": 1}
        assert pass_at(now, transport) == {}
        assert (state_of(sent).state, state_of(sent).ended_at) == ("sent", now)
        assert state_of(waiting).state == "queued"
        assert len(transport.sent) == 1


def test_codes_go_before_digests(app: Flask) -> None:
    with app.app_context():
        event, ben = first_thursday()
        digest = digest_of(ben, event)
        line(digest, event=event.title)
        earlier = morning_mail(digest, now=clock.now() - MINUTE).id
        code = code_mail("dan@example.org")
        assert [mail.id for mail in leases.take(clock.now(), 10)] == [code, earlier]


def test_two_workers_at_the_same_instant_claim_a_mail_once(app: Flask) -> None:
    with app.app_context():
        ids = [code_mail(f"guest{number}@example.org") for number in range(40)]
    gate = threading.Barrier(4)
    taken: list[int] = []

    def work() -> None:
        with app.app_context():
            gate.wait()
            while held := leases.take(clock.now(), 3):
                taken.extend(mail.id for mail in held)

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sorted(taken) == ids


def test_a_mail_in_hand_is_left_alone_and_a_stuck_one_taken_up_within_a_minute(app: Flask) -> None:
    with app.app_context():
        now, mail_id = clock.now(), code_mail()
        die_at(now, "die early")
        assert pass_at(now + 30 * SECOND, Scripted()) == {}
        assert pass_at(now + 60 * SECOND, Scripted()) == {"sent": 1}
        assert state_of(mail_id).attempts == 2


def test_a_worker_that_dies_before_handing_over_loses_nothing_however_often(app: Flask) -> None:
    with app.app_context():
        now, mail_id = clock.now(), code_mail()
        for number in range(4):
            die_at(now + number * MINUTE, "die early")
        assert state_of(mail_id).ambiguous == 0
        assert pass_at(now + 5 * MINUTE, Scripted()) == {"sent": 1}


def test_a_worker_that_dies_twice_while_handing_over_leaves_it_unclear(app: Flask) -> None:
    with app.app_context():
        now, mail_id = clock.now(), code_mail()
        die_at(now, "die late")
        die_at(now + MINUTE, "die late")
        transport = Scripted()
        assert pass_at(now + 2 * MINUTE, transport) == {"unclear": 1}
        assert pass_at(now + HOUR, transport) == {}
        assert transport.sent == []
        assert state_of(mail_id).state == "unclear"


def test_one_ambiguous_ending_is_resent_under_the_same_id_and_then_known(app: Flask) -> None:
    with app.app_context():
        now, mail_id = clock.now(), code_mail()
        transport = Scripted(Outcome.AMBIGUOUS, Outcome.SENT)
        assert pass_at(now, transport) == {"queued": 1}
        assert pass_at(now + MINUTE, transport) == {"sent": 1}
        first, second = transport.sent
        assert first.message_id == second.message_id == state_of(mail_id).message_id


def test_a_line_dropped_twice_after_the_dot_leaves_it_unclear_for_ever(app: Flask) -> None:
    with app.app_context(), serving() as sink:
        now, mail_id = clock.now(), code_mail()
        sink.answers = ["lose after", "lose after"]
        for moment in (now, now + MINUTE, now + 2 * MINUTE, now + 5 * HOUR):
            with Server(sink.url) as server:
                outbox.send_due(moment, server)
        row = state_of(mail_id)
        assert (row.state, row.ambiguous, row.attempts) == ("unclear", 2, 2)
        assert len(sink.mails) == 2
        assert (
            len({line for mail in sink.mails for line in mail.splitlines() if line.startswith(b"Message-ID")})
            == 1
        )


@pytest.mark.parametrize("wrong_by", [timedelta(days=1), timedelta(days=1500)])
def test_times_set_by_a_wrong_clock_hold_nothing_up(app: Flask, wrong_by: timedelta) -> None:
    with app.app_context():
        now = clock.now()
        stuck, retried = state_of(code_mail("a@example.org")), state_of(code_mail("b@example.org"))
        stuck.state, stuck.lease_token, stuck.lease_until = "sending", "gone", now + wrong_by
        retried.attempts, retried.run_at = 1, now + wrong_by
        db.session.commit()
        assert pass_at(now, Scripted()) == {"sent": 2}


def test_a_worker_that_lost_its_lease_hands_nothing_over(app: Flask) -> None:
    with app.app_context(), serving() as sink, Server(sink.url) as server:
        mail_id = code_mail()
        answers: list[Answer] = []

        class Late(Scripted):
            def send(self, letter: Letter, fence: Fence) -> Answer:
                assert leases.take(clock.now() + leases.LEASE, 1)  # another worker, as soon as it may
                answers.append(server.send(letter, fence))
                return answers[0]

        assert dict(outbox.send_due(clock.now(), Late())) == {}
        assert answers[0].outcome is Outcome.NOT_STARTED
        assert sink.mails == []
        assert state_of(mail_id).state == "sending"


@pytest.mark.parametrize(("hours", "handed_over"), [(48, True), (0, False)])
def test_a_slow_server_gets_what_nobody_else_has_taken_while_it_is_of_use(
    app: Flask, evening: time_machine.Traveller, hours: int, handed_over: bool
) -> None:
    with app.app_context():
        code_mail(expires_in=hours * HOUR + 30 * SECOND)
        asked: list[bool] = []

        class Slow(Scripted):
            def send(self, _letter: Letter, fence: Fence) -> Answer:
                evening.shift(MINUTE)
                asked.append(fence())
                return Answer(Outcome.NOT_STARTED, "too late")

        outbox.send_due(clock.now(), Slow())
    assert asked == [handed_over]


def test_a_handful_that_waited_for_a_slow_server_is_written_anew(
    app: Flask, evening: time_machine.Traveller
) -> None:
    with app.app_context():
        for number in range(3):
            code_mail(f"guest{number}@example.org")

        class Slow(Scripted):
            def send(self, letter: Letter, fence: Fence) -> Answer:
                if not self.sent:
                    evening.shift(25 * SECOND)
                    suppressions.suppress("guest1@example.org", "all", "", clock.now())
                return super().send(letter, fence)

        assert dict(outbox.send_due(clock.now(), Slow())) == {"sent": 2, "suppressed": 1}


def test_a_fence_that_fails_leaves_no_half_mail_on_the_line(app: Flask) -> None:
    def away() -> bool:
        raise RuntimeError("the database is away")

    with serving() as sink, Server(sink.url) as server:
        with pytest.raises(RuntimeError):
            server.send(letter(), away)
        assert server.line is None
        assert server.send(letter(), lambda: True).outcome is Outcome.SENT


def test_codes_go_before_what_is_too_late(app: Flask) -> None:
    with app.app_context():
        late = code_mail("ben@example.org", expires_in=-HOUR)
        state_of(late).kind = "morning"
        db.session.commit()
        code = code_mail("cleo@example.org")
        assert leases.due(clock.now(), 2) == [(code, "queued"), (late, "queued")]


def test_two_workers_do_not_count_each_other_s_mails_to_one_address(app: Flask) -> None:
    with app.app_context():
        for _ in range(6):
            code_mail("victim@example.org")
        theirs = leases.take(clock.now(), 3)
        assert dict(outbox.send_due(clock.now(), Scripted())) == {"suppressed": 3}
        leases.give_back(theirs)
        assert dict(outbox.send_due(clock.now(), Scripted())) == {"sent": 3}


def test_nothing_is_held_in_the_database_while_the_server_is_spoken_to(app: Flask) -> None:
    written: list[str] = []

    def somebody_else_writes() -> None:
        with app.app_context():
            suppressions.suppress("dan@example.org", "all", "", clock.now())
            db.session.commit()
            written.append("yes")

    class Slow(Scripted):
        def send(self, letter: Letter, fence: Fence) -> Answer:
            other = threading.Thread(target=somebody_else_writes)
            other.start()
            other.join(timeout=3)
            return super().send(letter, fence)

    with app.app_context():
        code_mail()
        assert pass_at(clock.now(), Slow()) == {"sent": 1}
    assert written == ["yes"]


def test_a_pass_ends_after_the_mail_in_hand_when_told_so(app: Flask) -> None:
    stopped: Callable[[], bool] = lambda: True  # noqa: E731
    with app.app_context():
        code_mail("a@example.org")
        code_mail("b@example.org")
        assert dict(outbox.send_due(clock.now(), Scripted(), halted=stopped)) == {"sent": 1}
