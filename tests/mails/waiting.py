"""Mails that wait in the outbox, and a mail server that answers as the test has written."""

from datetime import datetime, timedelta

import pytest

from netevent import clock
from netevent.extensions import db
from netevent.mails.answers import Answer, Outcome
from netevent.mails.message import Letter
from netevent.mails.transport import Fence
from netevent.models import OutboxMail
from netevent.operations import outbox, signins

SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)


class Killed(BaseException):
    """The worker is gone, as after kill -9: nothing below catches it."""


class Scripted:
    """A transport whose server answers as written; "die early" and "die late" kill the worker itself."""

    def __init__(self, *answers: Outcome | str) -> None:
        self.answers = list(answers)
        self.sent: list[Letter] = []

    def send(self, letter: Letter, fence: Fence) -> Answer:
        answer = self.answers.pop(0) if self.answers else Outcome.SENT
        if answer == "die early":
            raise Killed
        if answer is Outcome.NOT_STARTED:
            return Answer(Outcome.NOT_STARTED, "no server")
        assert fence()
        self.sent.append(letter)
        if answer == "die late":
            raise Killed
        assert isinstance(answer, Outcome)
        return Answer(answer, f"the server said: {answer}")

    def __enter__(self) -> "Scripted":
        return self

    def __exit__(self, *_: object) -> None:
        pass


def code_mail(address: str = "ben@example.org", *, expires_in: timedelta = 48 * HOUR) -> int:
    """The id of a mail with a sign-in code; it lives longer than in life, so that retries can be watched."""
    signins.ask(address, language="en", next_path="", now=clock.now())
    row = OutboxMail.newest(1)[0]
    row.expires_at = clock.now() + expires_in
    db.session.commit()
    return row.id


def state_of(mail_id: int) -> OutboxMail:
    return db.session.get_one(OutboxMail, mail_id, populate_existing=True)


def pass_at(moment: datetime, transport: Scripted) -> dict[str, int]:
    return dict(outbox.send_due(moment, transport))


def die_at(moment: datetime, how: str) -> None:
    with pytest.raises(Killed):
        outbox.send_due(moment, Scripted(how))
    db.session.rollback()
