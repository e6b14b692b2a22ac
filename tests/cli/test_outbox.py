"""`netevent outbox` and `netevent books`: looking after the mails by hand."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
import time_machine
from click.testing import CliRunner, Result
from flask import Flask
from flask.cli import ScriptInfo

from netevent import clock
from netevent.__main__ import cli
from netevent.errors import Conflict, Invalid, NotFound
from netevent.extensions import db
from netevent.mails.answers import Outcome
from netevent.models import Attempt, Audit, OutboxMail
from netevent.operations import mailroom, outbox, suppressions, unsubscribes
from tests.mails.mornings import digest_of, first_thursday, line, morning_mail
from tests.mails.waiting import HOUR, MINUTE, Scripted, code_mail, pass_at, state_of

Run = Callable[..., Result]


@pytest.fixture(autouse=True)
def house(app: Flask, evening: time_machine.Traveller) -> Iterator[None]:
    with app.app_context():
        yield


@pytest.fixture
def run(app: Flask) -> Run:
    info = ScriptInfo(create_app=lambda: app)
    return lambda *words: CliRunner().invoke(cli, list(words), obj=info)


def test_an_empty_outbox_says_so(run: Run) -> None:
    assert run("outbox").output == "No mail waits.\n"


def test_the_outbox_counts_by_state_and_says_for_how_long_mail_waits(
    run: Run, evening: time_machine.Traveller
) -> None:
    code_mail("ben@example.org")
    pass_at(clock.now(), Scripted())
    code_mail("cleo@example.org")
    evening.shift(5 * MINUTE)
    assert run("outbox").output.splitlines() == ["      1  queued", "      1  sent", "Oldest unsent: 300 s."]


def test_a_list_holds_numbers_states_and_reasons_and_no_address(run: Run) -> None:
    mail_id = code_mail("ben@example.org")
    pass_at(clock.now(), Scripted(Outcome.LATER))
    told = run("outbox", "list", "--state", "queued").output
    assert str(mail_id) in told
    assert "the server said: later" in told
    assert "ben@" not in told
    assert run("outbox", "list", "--state", "sent").output == ""
    assert run("outbox", "list", "--to", " BEN@example.org").output == told
    assert run("outbox", "list", "--to", "cleo@example.org").output == ""


def test_one_mail_is_shown_with_every_attempt_in_the_servers_words(run: Run) -> None:
    mail_id, now = code_mail("ben@example.org"), clock.now()
    pass_at(now, Scripted(Outcome.LATER))
    pass_at(now + MINUTE, Scripted(Outcome.AMBIGUOUS))
    pass_at(now + 2 * MINUTE, Scripted())
    told = run("outbox", "show", str(mail_id)).output.splitlines()
    assert "to          ben@example.org" in told
    assert [line.split()[1] for line in told[-3:]] == ["later", "ambiguous", "sent"]
    assert run("outbox", "show", "99").exception.__class__ is NotFound


def test_a_servers_words_cannot_play_with_the_terminal(run: Run) -> None:
    mail_id = code_mail("ben@example.org")
    db.session.add(Attempt(mail_id=mail_id, at=clock.now(), outcome="later", words="450 \x1b[2J gone"))
    db.session.commit()
    assert "\x1b" not in run("outbox", "show", str(mail_id)).output


def test_a_failed_mail_is_tried_again_by_hand(run: Run) -> None:
    mail_id, now = code_mail("ben@example.org"), clock.now()
    pass_at(now, Scripted(Outcome.REFUSED))
    assert state_of(mail_id).state == "failed"
    assert run("outbox", "retry", str(mail_id)).output == f"Waits for a worker: {mail_id}.\n"
    assert pass_at(now, Scripted()) == {"sent": 1}
    assert [entry.verb for entry in Audit.newest(1)] == ["retry"]


def test_a_mail_that_waits_for_a_later_try_is_tried_now(run: Run) -> None:
    mail_id, now = code_mail("ben@example.org"), clock.now()
    pass_at(now, Scripted(Outcome.LATER))
    run("outbox", "retry", str(mail_id))
    assert pass_at(now, Scripted()) == {"sent": 1}


def test_what_may_have_arrived_twice_is_never_sent_again(run: Run) -> None:
    mail_id, now = code_mail("ben@example.org"), clock.now()
    for moment in (now, now + MINUTE):
        pass_at(moment, Scripted(Outcome.AMBIGUOUS))
    refused = run("outbox", "retry", str(mail_id)).exception
    assert isinstance(refused, Conflict)
    assert "never sent again" in str(refused)
    assert state_of(mail_id).state == "unclear"


@pytest.mark.parametrize("command", ["retry", "drop"])
def test_a_mail_in_the_hands_of_a_worker_is_left_alone(run: Run, command: str) -> None:
    mail_id = code_mail("ben@example.org")
    state_of(mail_id).state = "sending"
    db.session.commit()
    refused = run("outbox", command, str(mail_id)).exception
    assert isinstance(refused, Conflict)
    assert "in its hands" in str(refused)


def test_a_mail_whose_time_is_over_is_not_tried_again(run: Run) -> None:
    mail_id = code_mail("ben@example.org", expires_in=-HOUR)
    refused = run("outbox", "retry", str(mail_id)).exception
    assert isinstance(refused, Conflict)
    assert "time of this mail is over" in str(refused)


def test_a_dropped_mail_never_leaves(run: Run) -> None:
    mail_id = code_mail("ben@example.org")
    assert run("outbox", "drop", str(mail_id)).output == f"Dropped: {mail_id}.\n"
    assert pass_at(clock.now(), Scripted()) == {}
    assert state_of(mail_id).state == "suppressed"
    assert isinstance(run("outbox", "drop", str(mail_id)).exception, Conflict)


def test_an_address_that_came_back_gets_nothing_any_more_until_it_is_lifted(run: Run) -> None:
    code_mail("ben@example.org")
    for _ in range(2):
        assert run("outbox", "bounced", " Ben@Example.org ").exit_code == 0
    assert pass_at(clock.now(), Scripted()) == {"suppressed": 1}
    run("outbox", "lift", "ben@example.org")
    code_mail("ben@example.org")
    assert pass_at(clock.now(), Scripted()) == {"sent": 1}


def test_who_unsubscribed_stays_unsubscribed(run: Run) -> None:
    unsubscribes.unsubscribe("ben@example.org", clock.now())
    run("outbox", "lift", "ben@example.org")
    assert suppressions.scopes_of("ben@example.org") == {"digests"}


@pytest.mark.parametrize("address", ["ben", "", "ben@", "ben@example.org cleo@example.org"])
def test_what_is_no_address_is_refused_in_words(run: Run, address: str) -> None:
    assert isinstance(run("outbox", "bounced", address).exception, Invalid)


def test_the_books_balance_after_every_kind_of_ending(run: Run) -> None:
    event, ben = first_thursday()
    digest = digest_of(ben, event)
    line(digest, event=event.title)
    morning_mail(digest)
    for number in range(5):
        code_mail(f"guest{number}@example.org")
    script = [Outcome.SENT, Outcome.AMBIGUOUS, Outcome.REFUSED, Outcome.LATER, Outcome.SENT]
    pass_at(clock.now(), Scripted(*script))
    pass_at(clock.now() + MINUTE, Scripted(Outcome.AMBIGUOUS))
    assert set(mailroom.counts()) == {"sent", "failed", "unclear"}
    balanced = run("books")
    assert balanced.exit_code == 0, balanced.output
    assert "WRONG" not in balanced.output


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"ambiguous": 3}, "handed over too often"),
        ({"state": "unclear"}, "never handed over"),
        ({"ended_at": None}, "ended mails without a moment"),
        ({"state": "failed"}, "that arrived, but are not sent"),
        ({"message_id": "<twice@localhost>"}, "distinct Message-IDs"),
    ],
)
def test_books_that_were_tampered_with_do_not_balance(run: Run, wrong: dict[str, object], said: str) -> None:
    code_mail("ben@example.org")
    other = code_mail("cleo@example.org")
    state_of(other).message_id = "<twice@localhost>"
    db.session.commit()
    pass_at(clock.now(), Scripted())
    for name, value in wrong.items():
        setattr(db.session.query(OutboxMail).filter_by(address="ben@example.org").one(), name, value)
    db.session.commit()
    checked = run("books")
    assert checked.exit_code == 1
    assert any(said in line for line in checked.output.splitlines() if line.startswith("WRONG"))


def test_a_digest_after_an_unsubscription_is_found_out(run: Run) -> None:
    event, ben = first_thursday()
    digest = digest_of(ben, event)
    line(digest, event=event.title)
    mail = morning_mail(digest)
    pass_at(clock.now(), Scripted())
    unsubscribes.unsubscribe(mail.address, clock.now() - timedelta(minutes=2))
    assert run("books").exit_code == 1


def test_trouble_is_told_in_words_and_only_while_it_lasts(evening: time_machine.Traveller) -> None:
    assert mailroom.trouble(clock.now()) is None
    code_mail("ben@example.org")
    assert mailroom.trouble(clock.now()) is None
    assert mailroom.trouble(clock.now() + 11 * MINUTE) == mailroom.ASLEEP
    pass_at(clock.now(), Scripted(Outcome.NOT_STARTED))
    assert mailroom.trouble(clock.now()) == mailroom.AWAY
    evening.shift(2 * MINUTE)
    pass_at(clock.now(), Scripted())
    assert mailroom.trouble(clock.now()) is None


def test_a_server_that_does_not_let_us_in_is_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    mail_id = code_mail("ben@example.org")
    db.session.add(
        Attempt(mail_id=mail_id, at=clock.now(), outcome="not started", words="535 5.7.8 bad password")
    )
    db.session.commit()
    assert mailroom.trouble(clock.now()) == mailroom.REFUSED_US


def test_all_workers_together_keep_the_rate() -> None:
    for number in range(7):
        code_mail(f"guest{number}@example.org")
    assert outbox.allowance(clock.now(), 5) == 5
    outbox.send_due(clock.now(), Scripted(), limit=4)
    assert outbox.allowance(clock.now(), 5) == 1
    assert outbox.allowance(clock.now() + MINUTE, 5) == 5
    outbox.send_due(clock.now(), Scripted(), limit=3)
    assert outbox.allowance(clock.now(), 5) == 0
