"""The pages that are the same for everybody."""

from datetime import timedelta

import pytest
import sqlalchemy.exc
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from netevent import clock
from netevent.extensions import db
from netevent.operations import databases, signins
from tests import cast

pytestmark = pytest.mark.usefixtures("evening")


@pytest.mark.parametrize("path", ["/", "/help", "/privacy", "/signin"])
@pytest.mark.parametrize("language", ["en", "fr", "it"])
def test_the_open_pages_answer_in_every_language(client: FlaskClient, path: str, language: str) -> None:
    answer = client.get(path, headers={"Accept-Language": language})
    assert answer.status_code == 200
    assert f'<html lang="{language}"' in answer.text
    assert answer.text.count("<h1") == 1


def test_everybody_starts_where_they_belong(app: Flask, client: FlaskClient) -> None:
    assert client.get("/").status_code == 200
    with app.app_context():
        ada = cast.person("Ada Moreau")
        cast.event(ada)
        organiser = cast.signed_in(app, cast.phone(app), ada)
        guest = cast.signed_in(app, cast.phone(app), cast.person("Ben Adler"))
    assert organiser.get("/").location == "/events"
    assert guest.get("/").location == "/today"


def test_the_house_says_that_it_lives(client: FlaskClient) -> None:
    assert client.get("/healthz").json == {"status": "ok"}
    assert client.get("/readyz").json == {
        "status": "ok",
        "database": "ok",
        "migrations": "ok",
        "oldest_unsent_mail_seconds": 0,
    }


def test_the_house_says_for_how_long_mail_waits(
    app: Flask, client: FlaskClient, evening: time_machine.Traveller
) -> None:
    with app.app_context():
        signins.ask("ben@example.org", language="en", next_path="", now=clock.now())
    evening.shift(timedelta(minutes=7))
    ready = client.get("/readyz").json
    assert ready
    assert ready["oldest_unsent_mail_seconds"] == 420


def test_a_database_of_another_version_is_not_ready(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(databases, "_heads", lambda: {"9999"})
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json
    assert answer.json["migrations"] == "behind"


def away(*_: object, **__: object) -> None:
    raise sqlalchemy.exc.OperationalError("SELECT 1", {}, Exception("connection refused"))


@pytest.mark.parametrize("error", ["operational", "timeout"])
def test_a_database_that_is_away_is_a_moments_wait(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, error: str
) -> None:
    def full(*_: object, **__: object) -> None:
        raise sqlalchemy.exc.TimeoutError("all connections are in use")

    monkeypatch.setattr(db.session, "execute", away if error == "operational" else full)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "2"
    assert "We are busy for a moment." in answer.text
    assert client.get("/healthz").status_code == 200


def test_it_is_so_for_somebody_signed_in_as_well(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    with app.app_context():
        cast.signed_in(app, client, cast.person("Ben Adler"))
    monkeypatch.setattr(signins, "live", away)
    for path in ("/today", "/", "/nowhere"):
        answer = client.get(path)
        assert answer.status_code == 503, path
        assert answer.headers["Retry-After"] == "2"


def test_a_mishap_shows_a_number_and_no_trace(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    app.testing = False

    def broken(*_: object, **__: object) -> None:
        raise KeyError("cleo@example.org")

    monkeypatch.setattr(db.session, "execute", broken)
    answer = client.get("/readyz")
    assert answer.status_code == 500
    assert "name this number" in answer.text
    for text in (answer.text, caplog.text):
        assert "cleo@example.org" not in text
        assert "Traceback" not in text
    number = answer.text.partition("name this number: ")[2][:8]
    assert number in caplog.text


def test_an_unknown_address_is_a_page_with_a_way_on(client: FlaskClient) -> None:
    answer = client.get("/nowhere")
    assert answer.status_code == 404
    assert "There is no page at this address." in answer.text
    assert 'href="/"' in answer.text
    assert client.post("/healthz").status_code == 405


@pytest.mark.parametrize(
    "path", ["/.git/config", "/.env", "/netevent.sqlite", "/static/../netevent/config.py", "/static/", "/kept/",
             "/kept/../netevent.sqlite", "/kept/%2e%2e/netevent.sqlite", "/static/%2e%2e/pyproject.toml", "/debug", "/demo", "/console", "/metrics"]
)  # fmt: skip
def test_no_file_of_the_house_is_open(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404
