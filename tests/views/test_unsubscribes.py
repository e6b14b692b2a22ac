"""One click in a mail program: no cookie, no token, no sign-in, no redirect (RFC 8058)."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from netevent.operations import links, suppressions
from tests import cast

CLEO = "cleo@example.org"
ONE_CLICK = {"List-Unsubscribe": "One-Click"}

pytestmark = pytest.mark.usefixtures("evening")


@pytest.fixture
def link(app: Flask) -> str:
    with app.app_context():
        return f"/unsubscribe/{links.sign('unsubscribe', CLEO)}"


def scopes(app: Flask) -> set[str]:
    with app.app_context():
        return suppressions.scopes_of(CLEO)


@pytest.mark.parametrize("content_type", ["application/x-www-form-urlencoded", "multipart/form-data"])
@pytest.mark.parametrize(
    "headers", [{}, {"Origin": "https://mail.example.com", "Sec-Fetch-Site": "cross-site"}]
)
def test_a_mail_program_stops_the_mails_in_one_post(
    app: Flask, link: str, content_type: str, headers: dict[str, str]
) -> None:
    assert app.config.get("WTF_CSRF_ENABLED", True)  # the guard of all other forms is on
    program = app.test_client(use_cookies=False)
    for _ in range(3):
        answer = program.post(link, data=ONE_CLICK, content_type=content_type, headers=headers)
        assert answer.status_code == 200
        assert scopes(app) == {"digests"}
    assert "No more morning mails" in answer.text


def test_a_post_without_a_body_counts_as_well(app: Flask, link: str) -> None:
    assert app.test_client().post(link).status_code == 200
    assert scopes(app) == {"digests"}


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_opening_the_link_shows_a_button_and_changes_nothing(
    app: Flask, client: FlaskClient, link: str, method: str
) -> None:
    before = cast.everything(app)
    for _ in range(3):
        assert client.open(link, method=method).status_code == 200
    assert cast.everything(app) == before
    page = client.get(link).text
    assert CLEO in page
    assert "Stop the mails" in page


def test_it_can_be_taken_back(app: Flask, client: FlaskClient, link: str) -> None:
    client.post(link)
    assert "Send them again" in client.get(link).text
    assert client.post(f"{link}/undo").location == link
    assert scopes(app) == set()
    page = client.get(link).text
    assert "Stop the mails" in page
    assert "The mails come again, when something fits." in page


def test_taking_back_is_no_one_click_and_needs_the_form(app: Flask, link: str) -> None:
    stranger = app.test_client()
    stranger.post(link)
    assert stranger.post(f"{link}/undo").status_code == 400
    assert scopes(app) == {"digests"}


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_broken_link_says_where_to_stop_the_mails_instead(
    app: Flask, client: FlaskClient, link: str, method: str
) -> None:
    for bent in (link[:-2], link + "x", "/unsubscribe/cleo@example.org", "/unsubscribe/1"):
        answer = client.open(bent, method=method)
        assert answer.status_code == 404
        assert "This link is not complete." in answer.text
    assert scopes(app) == set()


def test_a_wrapped_link_is_read(client: FlaskClient, link: str) -> None:
    assert client.get(f"{link[:30]}%0D%0A%20{link[30:]}").status_code == 200
