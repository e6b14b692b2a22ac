"""What people and robots type at the poster: never an error page, the text is kept, and nothing is written."""

from html import escape

import pytest
from flask import Flask
from flask.testing import FlaskClient

from netevent.models import CheckIn, OutboxMail, Person
from tests import cast

CLEO = "cleo@example.org"

pytestmark = pytest.mark.usefixtures("evening")


@pytest.fixture
def code(app: Flask) -> str:
    with app.app_context():
        return cast.event().code


NAMES = ["", "  ", "\u200b\ufeff", "\u202e\u202c", "Cleo\x00", "\x1b[31mCleo", "n" * 10_000]
ADDRESSES = [
    "", "a@b", "a\r\nBcc: x", "a@example.org\r\nBcc: b@example.org", "a@example.org, b@example.org", "a@example.org.",
    "Cleo <a@example.org>", "a@example.org\x00", "x" * 10_000, "ΐ" * 31 + "@" + ".".join(["d" * 60] * 3) + ".ch",
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "email", "field"),
    [(name, CLEO, "name") for name in NAMES] + [("Cleo", email, "email") for email in ADDRESSES],
)
def test_a_refused_arrival_keeps_the_text_and_writes_nothing(
    app: Flask, client: FlaskClient, code: str, name: str, email: str, field: str
) -> None:
    before = cast.everything(app)
    answer = client.post(f"/e/{code}", data={"name": name, "email": email})
    assert answer.status_code == 422
    assert cast.everything(app) == before
    page = answer.text
    assert page.count('class="wrong"') == 1
    assert f'id="{field}-wrong"' in page
    assert 'aria-invalid="true"' in page
    kept = {"name": name, "email": email}["email" if field == "name" else "name"]
    assert f'value="{escape(kept)}"' in page
    if field == "email" and email.isprintable():
        assert f'value="{escape(email)}"' in page
    assert cast.reader(app, client) is None


@pytest.mark.parametrize(
    "name", ["<script>alert(1)</script>", "{{ 7*7 }}", "محمد علي", "👩‍🚀", 'O\'Neil "Cleo"', "=HYPERLINK(1)"]
)
def test_a_strange_name_is_shown_as_text(app: Flask, client: FlaskClient, code: str, name: str) -> None:
    assert client.post(f"/e/{code}", data={"name": name, "email": CLEO}).status_code == 303
    today = client.get("/today").text
    assert "<script>alert" not in today
    assert "{{ 7*7 }}" in today or "7*7" not in name
    assert "<bdi>" in today
    with app.app_context():
        assert cast.how_many(Person, name=name) == 1


@pytest.mark.parametrize("key", ["", "\x00", "k" * 10_000, "'; --", "é", "\u202e", "k"])
def test_any_key_of_a_form_is_taken(app: Flask, client: FlaskClient, code: str, key: str) -> None:
    assert client.post(f"/e/{code}", data={"name": "Cleo", "email": CLEO, "key": key}).status_code == 303
    with app.app_context():
        assert (cast.how_many(CheckIn), cast.how_many(OutboxMail)) == (1, 1)


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"", "application/x-www-form-urlencoded"),
        (b"\xff\xfe\x00", "application/x-www-form-urlencoded"),
        (b'{"name": "Cleo"}', "application/json"),
        (b"name=Cleo", "text/plain"),
        (b"--x\r\nbroken", "multipart/form-data; boundary=x"),
        (b"name=Cleo&name=Dan&email=a&email=b", "application/x-www-form-urlencoded"),
        (b"name=%ff&email=%00", "application/x-www-form-urlencoded"),
    ],
)
def test_a_body_that_is_no_form_is_a_form_with_nothing_in_it(
    client: FlaskClient, code: str, body: bytes, content_type: str
) -> None:
    assert client.post(f"/e/{code}", data=body, content_type=content_type).status_code in {400, 422}


def test_more_than_we_can_take_is_said_so(client: FlaskClient, code: str) -> None:
    answer = client.post(f"/e/{code}", data={"name": "n" * 300_000, "email": CLEO})
    assert answer.status_code == 413
    assert "more than we can take" in answer.text


@pytest.mark.parametrize("next_path", ["/" + "a" * 10_000, "/\x00", "/é" * 200, "/people?q=" + "%20" * 100])
def test_a_long_or_odd_way_on_is_no_mishap(app: Flask, client: FlaskClient, next_path: str) -> None:
    answer = client.post("/signin", data={"email": CLEO, "next": next_path})
    assert answer.status_code == 303
    answer = client.post("/signin/code", data={"code": cast.mailed(app, CLEO)[0]})
    assert answer.status_code == 303
