"""The town in which the model lives: one house for all lives, phones, a clock that is moved, and a post office."""

import secrets
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event as happening

from netevent.access.floods import counted
from netevent.app import create_app
from netevent.extensions import db
from netevent.mails.answers import Answer, Outcome
from netevent.mails.message import Letter
from netevent.operations import digests, outbox
from netevent.views import replies
from tests.conftest import EVENING
from tests.machine.books import Books, Reading
from tests.machine.model import Account, Ask

COOKIE = "netevent"
LIVES_BETWEEN_SWEEPS = 20


@dataclass
class Sent:
    """A form on its way, and what was answered."""

    phone: "Phone"
    path: str
    form: dict[str, str]
    status: int = 0
    location: str | None = None
    lost: bool = False  # the first answer never arrived


@dataclass(eq=False)
class Phone:
    """A browser: who is signed in on it, and the code it waits for. A secret is good until it is renewed."""

    client: FlaskClient
    mine: tuple[Ask, int] | None = None
    waits: tuple[Ask, int] | None = None

    @property
    def cookie(self) -> str | None:
        held = self.client.get_cookie(COOKIE)
        return held.value if held else None


class PostOffice:
    """Keeps every letter; now and then it is closed."""

    def __init__(self) -> None:
        self.letters: list[Letter] = []
        self.open = True

    def send(self, letter: Letter, fence: Any) -> Answer:
        if not self.open:
            return Answer(Outcome.NOT_STARTED, "closed")
        assert fence()
        self.letters.append(letter)
        return Answer(Outcome.SENT, "250 OK")

    def __enter__(self) -> "PostOffice":
        return self

    def __exit__(self, *_: object) -> None:
        pass


@dataclass
class Town:
    app: Flask
    books: Books
    clock: Any
    office: PostOffice = field(default_factory=PostOffice)
    lives: int = 0
    steps: int = 0
    seen: Counter[str] = field(default_factory=Counter)  # what happened in all lives, to know that it did

    def begin(self) -> None:
        """A new life: nobody knows anybody, and it is Thursday evening."""
        self.books.wipe()
        self.lives += 1
        if self.lives % LIVES_BETWEEN_SWEEPS == 0:
            self.books.sweep()
        self.office = PostOffice()
        self.clock.move_to(EVENING)
        counted.reset()  # it counts by the minute, and every life begins in the same one

    def phone(self) -> Phone:
        return Phone(self.app.test_client())

    @property
    def now(self) -> datetime:
        return datetime.now(UTC)

    def read(self) -> Reading:
        return self.books.read()

    def post(self, sent: Sent) -> Sent:
        """Send a form; what it says afterwards is in the reader's hands."""
        answer = sent.phone.client.post(sent.path, data=sent.form)
        return Sent(sent.phone, sent.path, sent.form, answer.status_code, answer.location)

    def form(self, phone: Phone, path: str, /, **fields: str) -> Sent:
        return Sent(phone, path, {**fields, "key": secrets.token_hex(16)})

    def secrets_of(self, phone: Phone) -> dict[str, Any]:
        """What the cookie of a phone holds."""
        if not phone.cookie:
            return {}
        serializer = self.app.session_interface.get_signing_serializer(self.app)  # type: ignore[attr-defined]
        return dict(serializer.loads(phone.cookie))

    def deliver(self) -> None:
        """What the worker does in one look."""
        with self.app.app_context():
            digests.plan_due(self.now)
            outbox.send_due(self.now, self.office)


@contextmanager
def opened(settings: Any) -> Iterator[Town]:
    """A house that forgets a power cut, which no step here is: everything else is as it serves."""
    app = create_app(settings)
    app.testing = True
    app.config["WTF_CSRF_ENABLED"] = False
    said = replies.flash
    replies.flash = lambda *_: None  # read by the next page of a real phone, which ours do not load
    with app.app_context():
        happening.listen(db.engine, "connect", _hasten)
    books = Books(settings.database_url)
    with time_machine.travel(EVENING, tick=False) as clock:
        yield Town(app, books, clock)
    replies.flash = said
    with app.app_context():
        db.session.remove()
        books.wipe()
        db.engine.dispose()
    books.close()


def _hasten(connection: Any, _record: object) -> None:
    """Power cuts have tests of their own; without waiting for the disk a hundred thousand steps fit into an hour."""
    pragma = (
        "PRAGMA synchronous=OFF"
        if hasattr(connection, "execute") and "sqlite3" in type(connection).__module__
        else ""
    )
    if pragma:
        connection.execute(pragma)
    else:
        connection.execute("SET synchronous_commit = off")
        connection.commit()


def account_on(phone: Phone) -> Account | None:
    """Whom the model takes this phone for."""
    if phone.mine is None:
        return None
    ask, secret = phone.mine
    return ask.account if secret == ask.secret and not ask.ended else None
