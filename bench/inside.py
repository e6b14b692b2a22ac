"""Figures taken inside the process: what a check-in asks the database, and what the live page costs."""

import statistics
import time
from collections.abc import Callable
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import event as hooks
from werkzeug.test import TestResponse

from bench import crowd
from netevent import config
from netevent.app import create_app
from netevent.domain.codes import new_code
from netevent.extensions import db


def statements_of_a_form(environment: dict[str, str], code: str) -> int:
    """How many statements the check-in of a new person sends, BEGIN and COMMIT aside."""
    fields = {"name": "Ada", "email": "ada@example.org", "key": new_code(26)}
    return _counted(environment, 303, lambda client: client.post(f"/e/{code}", data=fields))


def statements_of_a_scan(environment: dict[str, str], code: str, token: str, cards: list[str]) -> int:
    """The same for a scan at a door, by a device that was seen in this minute: the second of two."""

    def scan(client: FlaskClient, card: str) -> TestResponse:
        return client.post(
            f"/api/v1/events/{code}/checkins",
            json={"code": card, "nonce": new_code(26)},
            headers={"Authorization": f"Bearer {token}"},
        )

    first, second = cards
    _counted(environment, 201, lambda client: scan(client, first))
    return _counted(environment, 201, lambda client: scan(client, second))


def _counted(environment: dict[str, str], expected: int, act: Callable[[FlaskClient], TestResponse]) -> int:
    app = create_app(config.read(environment))
    app.config["TRUSTED_HOSTS"] = ["localhost"]  # what the test client calls the house
    app.config["WTF_CSRF_ENABLED"] = False
    sent: list[str] = []
    with app.app_context():
        hooks.listen(db.engine, "before_cursor_execute", lambda *call: sent.append(call[2]))
    answer = act(app.test_client())
    assert answer.status_code == expected, answer.status
    with app.app_context():
        db.engine.dispose()
    return len([s for s in sent if not s.startswith(("BEGIN", "PRAGMA"))])


def live_page(environment: dict[str, str], times: int) -> dict[str, Any]:
    """Milliseconds of the live page at 200 and at 20,000 attendees, in turns, and their ratio."""
    app = create_app(config.read(environment))
    app.config["TRUSTED_HOSTS"] = ["localhost"]
    with app.app_context():
        small, large = crowd.hall(app, 200), crowd.hall(app, 20_000)
    taken: dict[str, list[float]] = {small[0]: [], large[0]: []}
    for _ in range(times):
        for event_code, client in (small, large):
            began = time.perf_counter()
            assert client.get(f"/events/{event_code}/live").status_code == 200
            taken[event_code].append(time.perf_counter() - began)
    few, many = (statistics.median(taken[name]) * 1000 for name in (small[0], large[0]))
    with app.app_context():
        db.engine.dispose()
    return {"live_200_ms": round(few, 2), "live_20000_ms": round(many, 2), "live_ratio": round(many / few, 2)}
