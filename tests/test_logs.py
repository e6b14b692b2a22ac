"""The log speaks of ids and places, on one line each, and quotes nobody."""

import json
import logging
import sys

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from netevent.extensions import db
from netevent.logs import JsonLines
from tests import cast

MARKER = "ben@example.org"


def record(said: str, error: BaseException | None = None, **ids: object) -> logging.LogRecord:
    trouble = (type(error), error, error.__traceback__) if error else None
    made = logging.LogRecord("netevent.trust", logging.WARNING, __file__, 1, said, (), trouble)
    made.ids = ids
    return made


def test_a_line_is_one_json_object_in_utc() -> None:
    line = json.loads(JsonLines().format(record("refused: request", status=403, person=7)))
    assert line.pop("at").endswith("+00:00")
    assert line == {
        "level": "warning",
        "from": "netevent.trust",
        "said": "refused: request",
        "status": 403,
        "person": 7,
    }


def test_line_breaks_cannot_forge_a_second_line() -> None:
    assert len(JsonLines().format(record('a\r\n{"level": "info"}\u2028b')).splitlines()) == 1


def test_of_an_error_only_type_and_place_are_kept() -> None:
    try:
        raise ValueError(MARKER)
    except ValueError as error:
        line = JsonLines().format(record("a pass failed", error))
    assert MARKER not in line
    assert json.loads(line)["error"] == "ValueError"
    assert f"{__file__}:" in json.loads(line)["where"][0]


def test_the_database_quotes_no_values(app: Flask) -> None:
    with app.app_context(), pytest.raises(DBAPIError) as caught:
        db.session.execute(text("SELECT * FROM nowhere WHERE email = :email"), {"email": MARKER})
    assert MARKER not in str(caught.value)


def test_a_refusal_is_logged_with_route_and_person(
    app: Flask, client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    with app.app_context():
        ben = cast.person("Ben Adler")
        ben_id = ben.id
        cast.signed_in(app, client, ben)
    caplog.set_level(logging.INFO, "netevent.trust")
    assert client.get("/events/new").status_code == 403
    assert (
        client.post("/me", data={"name": "Ben"}, headers={"Origin": "https://evil.example"}).status_code
        == 403
    )
    said = [json.loads(JsonLines().format(one)) for one in caplog.records if one.name == "netevent.trust"]
    assert [(line["status"], line["route"]) for line in said] == [(403, "/events/new"), (403, "/me")]
    assert said[0]["person"] == ben_id
    assert "Ben" not in json.dumps(said)


def test_without_a_handler_the_house_writes_json_to_standard_error(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from netevent import logs

    root = logging.getLogger()
    monkeypatch.setattr(root, "handlers", [])
    monkeypatch.setattr(root, "level", root.level)
    logs.configure()
    root.handlers[0].stream = sys.stderr  # type: ignore[attr-defined]
    logging.getLogger("netevent.trust").warning("refused: %s", "request")
    assert json.loads(capsys.readouterr().err)["said"] == "refused: request"
