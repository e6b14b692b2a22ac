"""Everybody goes everywhere, once: every route and method of the URL map, as each of twelve actors, both sides."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from sqlalchemy import Connection, event
from sqlalchemy.engine import Engine
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from netevent.access.floods import counted
from netevent.extensions import db
from tests import cast
from tests.access import forms
from tests.access.scene import ACTORS, Scene
from tests.access.slots import Slots, address, methods, slots

SAFE = ("GET", "HEAD")
LOOK_AGAIN = {"anonymous", "unconfirmed sign-up", "attendee", "organiser owner"}  # who looks a third time


@dataclass
class Cell:
    """One route, one method, one actor, one side; and what became of it."""

    actor: str
    rule: Rule
    method: str
    path: str
    own: bool
    answer: TestResponse
    written: list[str]  # statements that changed a row
    becomes: str | None  # the secret of the sign-in that the answer gives to its browser

    @property
    def name(self) -> str:
        return f"{self.actor}: {self.method} {self.rule.rule} {'own' if self.own else 'foreign'}"


@dataclass
class Walk:
    house: Scene
    cells: list[Cell]
    unchanged: bool  # whether every row was as before after all the looking


def walk(house: Scene) -> Walk:
    """Look at everything first, for good; then send every form, each in a transaction that is taken back."""
    before = cast.everything(house.app)
    looked = list(_looked(house))
    unchanged = cast.everything(house.app) == before
    with one_transaction(house.app) as connection:
        sent = list(_sent(house, connection))
    return Walk(house, looked + sent, unchanged)


@contextmanager
def writes() -> Iterator[list[str]]:
    """Every statement that writes, as it reaches the database."""
    seen: list[str] = []

    def look(_connection, _cursor, statement: str, *_rest) -> None:  # type: ignore[no-untyped-def]
        if statement.split(None, 1)[0].upper() in {"INSERT", "UPDATE", "DELETE", "WITH"}:
            seen.append(statement)

    event.listen(Engine, "before_cursor_execute", look)
    try:
        yield seen
    finally:
        event.remove(Engine, "before_cursor_execute", look)


@contextmanager
def one_transaction(app: Flask) -> Iterator[Connection]:
    """All requests inside share this connection, and nothing they do stays."""
    with app.app_context():
        db.session.remove()
        connection = db.engine.connect()
        db.session.configure(bind=connection, join_transaction_mode="create_savepoint")
    outer = connection.begin()
    try:
        yield connection
    finally:
        outer.rollback()
        with app.app_context():
            db.session.remove()
            db.session.configure(bind=None, join_transaction_mode="conditional_savepoint")
        connection.close()


def becomes(app: Flask, answer: TestResponse) -> str | None:
    """The secret of a sign-in that an answer gives to its browser, if it gives one."""
    signer = SecureCookieSessionInterface().get_signing_serializer(app)
    assert signer
    name = f"{app.config['SESSION_COOKIE_NAME']}="
    given = [cookie for cookie in answer.headers.getlist("Set-Cookie") if cookie.startswith(name)]
    return signer.loads(given[-1].removeprefix(name).split(";")[0]).get("_user_id") if given else None


def _places(app: Flask, rule: Rule, own: Slots, foreign: Slots) -> list[tuple[str, bool]]:
    """The addresses of a route on one's own side and, where it has slots that differ, on the other side."""
    mine, theirs = address(app, rule, own), address(app, rule, foreign)
    return [(mine, True)] if mine == theirs else [(mine, True), (theirs, False)]


def _looked(house: Scene) -> Iterator[Cell]:
    for actor, rule, path, own in _everywhere(house):
        if "GET" in methods(rule):
            for method in (*SAFE, "GET") if actor in LOOK_AGAIN else SAFE:
                yield _asked(house, actor, rule, method, path, own, {})


def _sent(house: Scene, connection: Connection) -> Iterator[Cell]:
    for actor, rule, path, own in _everywhere(house):
        for method in [method for method in methods(rule) if method not in SAFE]:
            with connection.begin_nested() as step:
                yield _asked(
                    house, actor, rule, method, path, own, forms.sending(house, rule, house.mine(actor))
                )
                step.rollback()


def _everywhere(house: Scene) -> Iterator[tuple[str, Rule, str, bool]]:
    for actor in ACTORS:
        counted.reset()  # a long walk in one frozen minute
        own, foreign = slots(house, actor), slots(house, actor, own=False)
        for rule in house.app.url_map.iter_rules():
            for path, side in _places(house.app, rule, own, foreign):
                yield actor, rule, path, side


def _asked(
    house: Scene, actor: str, rule: Rule, method: str, path: str, own: bool, sent: dict[str, forms.Fields]
) -> Cell:
    with writes() as written:
        answer = house.client(actor).open(path, method=method, **sent, buffered=True)
    return Cell(actor, rule, method, path, own, answer, written, becomes(house.app, answer))
