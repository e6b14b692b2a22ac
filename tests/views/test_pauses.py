"""`/pause/TOKEN`: from a mail, without signing in; opening changes nothing, and nothing else opens."""

from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from netevent.extensions import db
from netevent.models import Pause
from netevent.operations import pauses
from tests import cast

CLEO = "cleo@example.org"

pytestmark = pytest.mark.usefixtures("evening")


@pytest.fixture
def link(app: Flask) -> str:
    with app.app_context():
        cast.person("Cleo Marti", zone="Europe/Zurich", company="Atelier", ask="How is wood dried?")
        return f"/pause/{pauses.link_of(CLEO)}"


def running(app: Flask) -> list[date]:
    with app.app_context():
        return [pause.until_on for pause in db.session.query(Pause).filter_by(ended_at=None)]


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_opening_the_link_shows_a_button_and_changes_nothing(
    app: Flask, client: FlaskClient, link: str, method: str
) -> None:
    before = cast.everything(app)
    for _ in range(3):
        assert client.open(link, method=method).status_code == 200
    assert cast.everything(app) == before
    page = client.get(link).text
    assert "Pause the morning mails?" in page
    assert page.count('type="radio"') == 4
    assert f'action="{link}"' in page


def test_the_button_pauses_and_the_page_says_until_when(app: Flask, client: FlaskClient, link: str) -> None:
    assert client.post(link, data={"span": "four_weeks"}).location == link
    assert running(app) == [date(2026, 12, 3)]
    page = client.get(link).text
    assert "No suggestions to cleo@example.org until Thursday 3 December." in page
    assert "Pause these mails" not in page
    assert client.post(f"{link}/end").location == link
    assert running(app) == []
    assert "Pause these mails" in client.get(link).text


@pytest.mark.parametrize("sent", [{}, {"span": "forever"}, {"span": "\0"}])
def test_a_length_is_needed(app: Flask, client: FlaskClient, link: str, sent: dict[str, str]) -> None:
    answer = client.post(link, data=sent)
    assert answer.status_code == 422
    assert answer.text.count("Choose for how long.") == 2
    assert "<title>Error:" in answer.text
    assert running(app) == []


def test_it_opens_nothing_else_of_the_person(client: FlaskClient, link: str) -> None:
    pages = client.get(link).text + client.post(link, data={"span": "one_week"}, follow_redirects=True).text
    for private in ("Cleo Marti", "Atelier", "How is wood dried?", "/people", "/today", "/me"):
        assert private not in pages
    for closed in ("/me/followups", "/today", "/me"):
        assert "/signin" in client.get(closed).location
    token = link.removeprefix("/pause/")
    for other in ("prompts", "signin", "unsubscribe", "signin/morning"):
        assert client.get(f"/{other}/{token}").status_code == 404


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_broken_link_says_which_one_works(app: Flask, client: FlaskClient, link: str, method: str) -> None:
    for bent in (link[:-2], link + "x", f"/pause/{CLEO}", "/pause/1"):
        answer = client.open(bent, method=method, data={"span": "one_week"} if method == "POST" else None)
        assert answer.status_code == 404
        assert "This link is not complete. Use the one in the newest mail." in answer.text
    assert running(app) == []


def test_a_wrapped_link_is_read(client: FlaskClient, link: str) -> None:
    assert client.get(f"{link[:30]}%0D%0A%20{link[30:]}").status_code == 200


def test_pausing_needs_the_form_of_the_page(app: Flask, link: str) -> None:
    assert app.config.get("WTF_CSRF_ENABLED", True)
    stranger = app.test_client()
    assert stranger.post(link, data={"span": "one_week"}).status_code == 400
    assert stranger.post(link, headers={"Origin": "https://mail.example.com"}).status_code in {400, 403}
    assert running(app) == []
