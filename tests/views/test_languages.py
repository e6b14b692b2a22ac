"""Which language a page speaks, and where a form may lead next."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from netevent.extensions import db
from netevent.models import Person
from netevent.views.languages import back_to
from tests import cast

pytestmark = pytest.mark.usefixtures("evening")

OWN = [
    "/",
    "/today",
    "/people?q=a&b=c",
    "/e/K7M3WD",
    "/people/1#note",
    "/é",
    "/a//b",
    "/ /x",
    "/%2F/evil.example",
]
FOREIGN = [
    "", "today", "https://evil.example", "http:evil.example", "//evil.example", "///evil.example", "/\\evil.example",
    "\\\\evil.example", "/\\/evil.example", "/a\\b", "\t//evil.example", "/\t/evil.example", "/\n/evil.example",
    "/\r\nLocation: https://evil.example", "/\x00", " //evil.example", "javascript:alert(1)", "JavaScript:alert(1)",
    "data:text/html,x", "mailto:cleo@example.org", "@evil.example", "?next=/", "#x", ".evil.example", "evil.example/",
    "ftp://evil.example", "//evil.example\\@localhost", "https:///evil.example", "/\u2028", "/\u202e", "/" + "a" * 300,
]  # fmt: skip


@pytest.mark.parametrize("path", OWN)
def test_a_path_of_our_own_is_followed(path: str) -> None:
    assert back_to(path, "/today") == path


@pytest.mark.parametrize("path", FOREIGN)
def test_anything_that_could_lead_elsewhere_is_not(client: FlaskClient, path: str) -> None:
    assert back_to(path, "/today") == "/today"
    chosen = client.post("/language", data={"language": "fr", "next": path})
    assert (chosen.status_code, chosen.location) == (303, "/")


@pytest.mark.parametrize("path", FOREIGN)
def test_signing_in_leads_to_our_own_pages_only(app: Flask, client: FlaskClient, path: str) -> None:
    client.post("/signin", data={"email": "cleo@example.org", "next": path})
    assert (
        client.post("/signin/code", data={"code": cast.mailed(app, "cleo@example.org")[0]}).location
        == "/today"
    )


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("fr", "fr"),
        ("fr-CH, fr;q=0.9, en;q=0.8", "fr"),
        ("it-IT", "it"),
        ("de, it;q=0.5", "it"),
        ("xx", "en"),
        ("", "en"),
        ("*", "en"),
        ("en;q=0, fr", "fr"),
        ("../../etc/passwd", "en"),
        ("x" * 10_000, "en"),
        (";;;,,,q=", "en"),
    ],
)
def test_the_browser_is_listened_to(client: FlaskClient, header: str, language: str) -> None:
    assert f'<html lang="{language}"' in client.get("/", headers={"Accept-Language": header}).text


def test_a_choice_is_kept_in_the_browser_and_with_the_person(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        ben = cast.signed_in(app, cast.phone(app), cast.person("Ben Adler"))
    client.post("/language", data={"language": "it"})
    assert '<html lang="it"' in client.get("/", headers={"Accept-Language": "fr"}).text
    ben.post("/language", data={"language": "fr", "next": "/me"})
    with app.app_context():
        assert db.session.query(Person).one().language == "fr"
    ben.delete_cookie("language")
    assert '<html lang="fr"' in ben.get("/today", headers={"Accept-Language": "it"}).text


@pytest.mark.parametrize("language", ["de", "", "EN", "../en", "en\r\nSet-Cookie: x=y", "\x00"])
def test_other_languages_change_nothing(app: Flask, client: FlaskClient, language: str) -> None:
    with app.app_context():
        cast.signed_in(app, client, cast.person("Ben Adler", language="it"))
    answer = client.post("/language", data={"language": language})
    assert answer.status_code == 303
    assert "language=" not in str(answer.headers.getlist("Set-Cookie"))
    with app.app_context():
        assert db.session.query(Person).one().language == "it"


def test_an_event_speaks_its_own_language_to_whoever_wishes_none(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        code = cast.event(language="it").code
    assert '<html lang="it"' in client.get(f"/e/{code}").text
    assert '<html lang="fr"' in client.get(f"/e/{code}", headers={"Accept-Language": "fr"}).text
