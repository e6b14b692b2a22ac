"""A program at a door: it holds a token, speaks JSON, and every answer it gets is held against openapi.json."""

from typing import Any

from flask import Flask, has_app_context
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from netevent import clock
from netevent.domain.codes import new_code
from netevent.extensions import db
from netevent.models import Event
from netevent.operations import devices
from tests.api import contract


class Program:
    def __init__(self, app: Flask, code: str, door: str = "Main door", token: str = "") -> None:
        self.app, self.code, self.token = app, code, token or made(app, code, door)
        self.client: FlaskClient = app.test_client(use_cookies=False)

    def ask(self, method: str, path: str, **sent: Any) -> TestResponse:
        """Send to an address below the event; `sent` as Werkzeug's client takes it."""
        let_go()
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        headers |= sent.pop("headers", {})
        place = path if path.startswith("/api") else f"/api/v1/events/{self.code}{path}"
        answer = self.client.open(place, method=method, headers=headers, **sent)
        contract.check(
            method,
            place,
            answer.status_code,
            answer.mimetype,
            answer.get_json(force=True) if answer.data else None,
        )
        return answer

    def scan(self, code: str, nonce: str = "", **more: Any) -> TestResponse:
        return self.ask("POST", "/checkins", json={"code": code, "nonce": nonce or new_code(26), **more})

    def batch(self, *scans: Any) -> list[dict[str, Any]]:
        answer = self.ask("POST", "/checkins/batch", json={"checkins": list(scans)})
        assert answer.status_code == 200, answer.text
        results: list[dict[str, Any]] = answer.get_json()["results"]
        return results

    def undo(self, number: object) -> int:
        return self.ask("DELETE", f"/checkins/{number}").status_code

    def guests(self, since: str = "") -> dict[str, Any]:
        answer = self.ask("GET", f"/registrations?since={since}")
        assert answer.status_code == 200, answer.text
        said: dict[str, Any] = answer.get_json()
        return said

    def attendance(self) -> dict[str, Any]:
        said: dict[str, Any] = self.ask("GET", "/attendance").get_json()
        return said


def made(app: Flask, code: str, door: str = "Main door") -> str:
    let_go()
    with app.app_context():
        event = Event.of_code(code)
        assert event
        return devices.make(event, door, now=clock.now())


def problem(answer: TestResponse) -> tuple[int, str, str]:
    """Status, sentence, and where in the body."""
    assert answer.mimetype == "application/problem+json", answer.text
    said = answer.get_json(force=True)
    assert said["status"] == answer.status_code
    return said["status"], said["detail"], said.get("pointer", "")


def let_go() -> None:
    """What the test itself looks at holds SQLite's lock."""
    if has_app_context():
        db.session.rollback()
