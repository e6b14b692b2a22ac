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
from tests.access import forms, scene
from tests.access.headers import policies
from tests.access.scene import Scene
from tests.access.slots import address, slots
from tests.conftest import settings_in

ONE_CLICK = "unsubscribes.act"
STRANGERS = [
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {"Origin": "http://localhost.evil.example"},
    {"Origin": "http://localhost:81"},
    {"Origin": "https://localhost"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"},
]

pytestmark = pytest.mark.usefixtures("evening")


@pytest.fixture
def ben(app: Flask) -> FlaskClient:
    """Ben's phone, with the guard of forms as it is in production."""
    phone = app.test_client()
    with app.app_context():
        return cast.signed_in(app, phone, cast.person("Ben Adler"))


def sendings(house: Scene) -> list[tuple[FlaskClient, str, dict[str, str]]]:
    """(browser, address, form) of every unsafe route but the one click of mail programs, as whoever may send it."""
    found = []
    for rule in forms.unsafe(house.app):
        by = forms.sent_to(rule).by
        form = forms.fields(house, rule, house.mine(by)) | {"key": "0123456789abcdef"}
        if rule.endpoint != ONE_CLICK and not forms.is_for_programs(rule):  # tests/api/test_once.py
            found.append((house.client(by), address(house.app, rule, slots(house, by)), form))
    return found


def test_every_form_needs_its_token(app: Flask) -> None:
    house = scene.build(app)
    sent = sendings(house)
    app.config["WTF_CSRF_ENABLED"] = True
    before = cast.everything(app)
    for browser, path, form in sent:
        for token in ({}, {"csrf_token": ""}, {"csrf_token": "x"}, {"csrf_token": "x" * 10_000}):
            answer = browser.post(path, data=form | token)
            assert answer.status_code == 400, path
            assert "Go back, reload the page and send it again" in answer.text
    assert cast.everything(app) == before
    assert len(sent) > 50


def test_a_form_of_another_site_is_refused_even_with_a_token(app: Flask) -> None:
    house = scene.build(app)
    sent, before = sendings(house), cast.everything(app)
    for headers in STRANGERS:
        for browser, path, form in sent:
            assert browser.post(path, data=form, headers=headers).status_code == 403, (path, headers)
    assert cast.everything(app) == before


def test_mail_programs_need_neither_token_nor_origin(app: Flask) -> None:
    house = scene.build(app)
    app.config["WTF_CSRF_ENABLED"] = True
    path = f"/unsubscribe/{slots(house, 'attendee')['/unsubscribe/']['token']}"
    for headers in STRANGERS:
        assert house.client("anonymous").post(path, headers=headers).status_code == 200, headers


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
