"""When a mail is sent later or never: refusals, limits, wishes, and reasons that are gone."""

from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from netevent import clock
from netevent.extensions import db
from netevent.mails.answers import Outcome
from netevent.mails.transport import Folder, Server
from netevent.operations import outbox, suppressions
from tests.mails.mornings import digest_of, first_thursday, line, mail, morning_mail
from tests.mails.sink import serving
from tests.mails.waiting import HOUR, MINUTE, Scripted, code_mail, pass_at, state_of

pytestmark = pytest.mark.usefixtures("evening")


def test_a_server_that_asks_for_patience_is_asked_again_later_and_later(app: Flask) -> None:
    with app.app_context():
        now, mail_id = clock.now(), code_mail()
        waits, moment = [], now
        for _ in range(6):
            assert pass_at(moment, Scripted(Outcome.LATER)) == {"queued": 1}
            waits.append((state_of(mail_id).run_at - moment) // MINUTE)
            moment = state_of(mail_id).run_at
        assert waits == [1, 5, 15, 60, 60, 60]
        assert state_of(mail_id).last_error == "the server said: later"


def test_after_a_day_it_is_given_up(app: Flask) -> None:
    with app.app_context():
        now, mail_id = clock.now(), code_mail()
        assert pass_at(now + 23.5 * HOUR, Scripted(Outcome.LATER)) == {"queued": 1}
        assert pass_at(now + 24 * HOUR, Scripted(Outcome.LATER)) == {"failed": 1}
        assert state_of(mail_id).state == "failed"


@pytest.mark.parametrize("after", [23.99 * HOUR, 49 * HOUR])
def test_a_mail_that_may_have_arrived_never_ends_as_failed_or_expired(app: Flask, after: timedelta) -> None:
    with app.app_context():
        now, mail_id = clock.now(), code_mail()
        assert pass_at(now, Scripted(Outcome.AMBIGUOUS)) == {"queued": 1}
        assert pass_at(now + after, Scripted(Outcome.LATER)) == {"unclear": 1}
        assert state_of(mail_id).state == "unclear"


def test_a_refusal_for_good_ends_the_mail_and_silences_the_address(app: Flask) -> None:
    with app.app_context(), serving() as sink:
        refused = code_mail("nobody@example.org")
        sink.answers = ["RCPT 550 5.1.1 no such person"]
        with Server(sink.url) as server:
            assert dict(outbox.send_due(clock.now(), server)) == {"failed": 1}
            assert state_of(refused).last_error == "550 5.1.1 no such person"
            assert suppressions.scopes_of("nobody@example.org") == {"all"}
            code_mail("nobody@example.org")
            assert dict(outbox.send_due(clock.now(), server)) == {"suppressed": 1}
        assert sink.mails == []


def test_our_own_lacking_rights_silence_nobody(app: Flask) -> None:
    with app.app_context(), serving() as sink:
        code_mail()
        sink.answers = ["RCPT 550 5.7.1 relaying denied"]
        with Server(sink.url) as server:
            assert dict(outbox.send_due(clock.now(), server)) == {"failed": 1}
        assert suppressions.scopes_of("ben@example.org") == set()


def test_without_a_server_one_mail_is_tried_and_the_rest_wait(app: Flask) -> None:
    with app.app_context():
        now = clock.now()
        ids = [code_mail(f"guest{number}@example.org") for number in range(3)]
        assert pass_at(now, Scripted(Outcome.NOT_STARTED)) == {"queued": 1}
        assert [state_of(mail_id).attempts for mail_id in ids] == [1, 0, 0]
        assert pass_at(now + MINUTE, Scripted()) == {"sent": 3}


@pytest.mark.parametrize(
    ("scope", "digest_ends", "code_ends"),
    [("digests", "suppressed", "sent"), ("all", "suppressed", "suppressed")],
)
def test_the_suppression_list_is_honoured(app: Flask, scope: str, digest_ends: str, code_ends: str) -> None:
    with app.app_context():
        event, ben = first_thursday()
        digest = digest_of(ben, event)
        line(digest, event=event.title)
        morning, code = morning_mail(digest).id, code_mail()
        suppressions.suppress("ben@example.org", scope, "", clock.now())
        db.session.commit()
        pass_at(clock.now(), Scripted())
        assert (state_of(morning).state, state_of(code).state) == (digest_ends, code_ends)


def test_a_mail_that_comes_too_late_is_not_sent(app: Flask) -> None:
    with app.app_context():
        mail_id = code_mail(expires_in=10 * MINUTE)
        transport = Scripted()
        assert pass_at(clock.now() + 10 * MINUTE, transport) == {"expired": 1}
        assert transport.sent == []
        assert state_of(mail_id).last_error


def test_a_mail_whose_reason_is_gone_is_not_sent(app: Flask) -> None:
    with app.app_context():
        row = state_of(code_mail())
        row.signin_id = None
        db.session.commit()
        assert pass_at(clock.now(), Scripted()) == {"expired": 1}


def test_an_unproved_address_gets_three_mails_an_hour_and_six_a_day(app: Flask) -> None:
    with app.app_context():
        now, transport = clock.now(), Scripted()
        sent_by: list[int] = []
        for hour in range(4):
            for _ in range(10):
                code_mail("victim@example.org")
            pass_at(now + hour * (HOUR + MINUTE), transport)
            sent_by.append(len(transport.sent))
        assert sent_by == [3, 6, 6, 6]


def test_mails_that_may_have_arrived_count_as_well(app: Flask) -> None:
    with app.app_context():
        now = clock.now()
        for _ in range(3):
            code_mail("victim@example.org")
        assert pass_at(now, Scripted(*[Outcome.AMBIGUOUS] * 3)) == {"queued": 3}
        code_mail("victim@example.org")
        assert pass_at(now, Scripted()) == {"suppressed": 1}


def test_a_proved_address_is_not_counted(app: Flask) -> None:
    with app.app_context():
        first_thursday()
        for _ in range(8):
            code_mail("ben@example.org")
        assert pass_at(clock.now(), Scripted()) == {"sent": 8}


def test_one_mail_that_cannot_be_written_does_not_stop_the_others(
    app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    with app.app_context():
        odd = mail("surprise", "ben@example.org").id
        code = code_mail()
        assert pass_at(clock.now(), Scripted()) == {"sent": 1, "queued": 1}
        assert (state_of(odd).state, state_of(code).state) == ("queued", "sent")
    assert f"mail {odd} cannot be written" in caplog.text


def test_an_address_that_mail_cannot_carry_ends_the_mail(app: Flask, tmp_path: Path) -> None:
    with app.app_context():
        mail_id = code_mail('"ben"@example.org')
        with Folder(tmp_path) as folder:
            assert dict(outbox.send_due(clock.now(), folder)) == {"failed": 1}
        assert state_of(mail_id).state == "failed"
