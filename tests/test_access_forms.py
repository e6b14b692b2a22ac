"""Forms come from our own pages, and every answer carries its headers, whatever its status."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from netevent.app import create_app
from netevent.extensions import db
from netevent.models import Person
from netevent.operations import links
from tests import cast
from tests.conftest import settings_in

UNSAFE = {"POST", "PUT", "PATCH", "DELETE"}
ONE_CLICK = "unsubscribes.act"

pytestmark = pytest.mark.usefixtures("evening")


@pytest.fixture
def ben(app: Flask) -> FlaskClient:
    """Ben's phone, with the guard of forms as it is in production."""
    phone = app.test_client()
    with app.app_context():
        return cast.signed_in(app, phone, cast.person("Ben Adler"))


def unsafe_paths(app: Flask) -> list[str]:
    urls = app.url_map.bind("localhost")
    values = {"code": "K7M3WD", "contact_id": 1, "promise_id": 1, "token": "x"}
    return [
        urls.build(rule.endpoint, {name: values[name] for name in rule.arguments}, method=method)
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) & UNSAFE
        if rule.endpoint != ONE_CLICK
    ]


def test_every_form_needs_its_token(app: Flask, ben: FlaskClient) -> None:
    paths = unsafe_paths(app)
    assert len(paths) > 20
    before = cast.everything(app)
    for path in paths:
        for data in ({}, {"csrf_token": ""}, {"csrf_token": "x"}, {"csrf_token": "x" * 10_000}):
            answer = ben.post(path, data=data)
            assert answer.status_code == 400, path
            assert "Go back, reload the page and send it again" in answer.text
    assert cast.everything(app) == before


@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.example",
        "null",
        "http://localhost.evil.example",
        "http://localhost:81",
        "https://localhost",
    ],
)
def test_a_form_of_another_site_is_refused_even_with_a_token(app: Flask, origin: str) -> None:
    phone = cast.phone(app)
    with app.app_context():
        cast.signed_in(app, phone, cast.person("Ben Adler"))
    before = cast.everything(app)
    for path in unsafe_paths(app):
        assert phone.post(path, headers={"Origin": origin}).status_code == 403, path
    assert cast.everything(app) == before


def test_a_form_of_our_own_is_taken(app: Flask, ben: FlaskClient) -> None:
    page = ben.get("/me").text
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert token
    answer = ben.post(
        "/me", data={"csrf_token": token[1], "name": "Benjamin"}, headers={"Origin": "http://localhost"}
    )
    assert answer.status_code == 303
    with app.app_context():
        assert db.session.query(Person).one().name == "Benjamin"


def test_a_token_of_one_browser_opens_no_form_of_another(app: Flask, ben: FlaskClient) -> None:
    stranger = re.search(r'name="csrf_token" value="([^"]+)"', app.test_client().get("/signin").text)
    assert stranger
    ben.get("/me")
    assert ben.post("/me", data={"csrf_token": stranger[1], "name": "X"}).status_code == 400


ANSWERS = [("/", 200), ("/style.css", 200), ("/healthz", 200), ("/nowhere", 404), ("/today", 303), ("/healthz?post", 405),
           ("/static/img/mark.svg", 200), ("/e/ZZZZZZ", 404), ("/prompts/x", 404)]  # fmt: skip


@pytest.mark.parametrize(("path", "status"), ANSWERS)
def test_every_answer_carries_its_policies(client: FlaskClient, path: str, status: int) -> None:
    answer = client.open(path, method="POST" if path.endswith("?post") else "GET", buffered=True)
    assert answer.status_code == status
    policies(answer.headers)


def policies(headers) -> None:  # type: ignore[no-untyped-def]
    rules = dict(rule.split(" ", 1) for rule in headers["Content-Security-Policy"].split("; "))
    assert rules["default-src"] == "'none'"
    assert rules["frame-ancestors"] == rules["base-uri"] == "'none'"
    assert rules["form-action"] == "'self'"
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "microphone=()" in headers["Permissions-Policy"]
    assert "Access-Control-Allow-Origin" not in headers
    assert "charset=utf-8" in headers["Content-Type"] or not headers["Content-Type"].startswith("text/html")


def test_a_mishap_carries_them_too(app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise KeyError

    app.testing = False
    monkeypatch.setattr(db.session, "execute", broken)
    answer = client.get("/readyz")
    assert answer.status_code == 500
    policies(answer.headers)


@pytest.mark.parametrize("path", ["/", "/signin", "/today", "/nowhere", "/me", "/people", "/me/qr"])
def test_private_pages_are_kept_nowhere(ben: FlaskClient, path: str) -> None:
    assert ben.get(path).headers["Cache-Control"] == "private, no-store"


def test_cookies_are_for_the_server_alone(app: Flask, client: FlaskClient) -> None:
    cookie = client.get("/signin").headers["Set-Cookie"]
    assert cookie.startswith("netevent=")
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Secure" not in cookie  # plain http on this machine


def test_on_https_cookies_are_secure_and_the_browser_stays_there(app: Flask) -> None:
    settings = app.config["SETTINGS"]
    house = create_app(settings_in(settings.data_dir, settings.database_url, "https://meet.example.org"))
    answer = house.test_client().get("/signin", base_url="https://meet.example.org")
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-netevent=")
    assert all(word in cookie for word in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"))
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"


def test_the_cookie_holds_no_name_and_no_id(app: Flask, ben: FlaskClient) -> None:
    with ben.session_transaction() as session:
        kept = dict(session)
    assert re.fullmatch(r"[0-9a-f]{32}", kept.pop("_user_id"))
    assert "ben" not in str(kept).lower()


def test_nobody_methods_are_refused(client: FlaskClient) -> None:
    for method in ("TRACE", "PUT", "DELETE", "PATCH", "CONNECT"):
        assert client.open("/", method=method).status_code == 405


def test_a_link_of_the_mails_is_built_from_the_settings_not_from_the_request(
    app: Flask, client: FlaskClient
) -> None:
    with app.app_context():
        token = links.sign("unsubscribe", "cleo@example.org")
    answer = client.get(f"/unsubscribe/{token}", headers={"X-Forwarded-Host": "evil.example"})
    assert "evil.example" not in answer.text
