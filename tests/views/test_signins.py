"""Signing in through a browser: one page for everybody, a button behind the link, one browser at a time."""

import re
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from netevent.models import OutboxMail, SignIn
from netevent.operations import links
from tests import cast

CLEO, DAN = "cleo@example.org", "dan@example.org"

pytestmark = pytest.mark.usefixtures("evening")


@pytest.fixture
def cleo(app: Flask) -> str:
    with app.app_context():
        return cast.person("Cleo Brandt", CLEO).email or ""


def ask(client: FlaskClient, email: str = CLEO, **more: str):  # type: ignore[no-untyped-def]
    return client.post("/signin", data={"email": email, **more})


def type_code(client: FlaskClient, code: str):  # type: ignore[no-untyped-def]
    return client.post("/signin/code", data={"code": code})


def without_secrets(page: str, email: str) -> str:
    page = page.replace(email, "ADDRESS")
    page = re.sub(r'name="(csrf_token|key)" value="[^"]*"', "", page)
    return re.sub(r'"X-CSRFToken": "[^"]*"', "", page)


def test_known_and_unknown_addresses_get_the_same_answers(app: Flask, client: FlaskClient, cleo: str) -> None:
    seen = []
    for email in (cleo, DAN):
        phone = cast.phone(app)
        asked = ask(phone, email)
        shown = phone.get("/signin/code")
        refused = type_code(phone, "000000" if cast.mailed(app, email)[0] != "000000" else "000001")
        with app.app_context():
            mails = [mail.kind for mail in OutboxMail.newest(9) if mail.address == email]
        seen.append(
            (
                asked.status_code,
                asked.location,
                shown.status_code,
                without_secrets(shown.text, email),
                refused.status_code,
                without_secrets(refused.text, email),
                mails,
            )
        )
    assert seen[0] == seen[1]
    assert seen[0][-1] == ["signin"]


def test_the_asking_browser_gets_in_with_the_code(app: Flask, client: FlaskClient, cleo: str) -> None:
    assert ask(client).status_code == 303
    code, _ = cast.mailed(app, CLEO)
    answer = type_code(client, f"{code[:3]} {code[3:]}")
    assert (answer.status_code, answer.location) == (303, "/today")
    assert cast.reader(app, client) == cleo


def test_another_browser_gets_nowhere_with_the_code(app: Flask, client: FlaskClient, cleo: str) -> None:
    ask(client)
    code, _ = cast.mailed(app, CLEO)
    stranger = cast.phone(app)
    assert type_code(stranger, code).status_code == 404
    ask(stranger, DAN)  # an own question does not help either
    assert type_code(stranger, code).status_code == 422
    assert cast.reader(app, stranger) is None
    assert type_code(client, code).status_code == 303  # and the code is still good where it belongs


def test_five_wrong_codes_end_code_and_link(app: Flask, client: FlaskClient) -> None:
    ask(client)
    code, link = cast.mailed(app, CLEO)
    for step in range(1, 6):
        assert type_code(client, f"{(int(code) + step) % 1_000_000:06d}").status_code == 422
    assert type_code(client, code).status_code == 422
    assert cast.phone(app).post(link).status_code == 404
    assert cast.reader(app, client) is None


def test_the_code_is_not_on_any_page(app: Flask, client: FlaskClient) -> None:
    ask(client)
    code, link = cast.mailed(app, CLEO)
    page = client.get("/signin/code").text
    assert CLEO in page
    assert code not in page
    assert link.rpartition("/")[2] not in page


def test_a_new_code_comes_after_half_a_minute(
    app: Flask, client: FlaskClient, evening: time_machine.Traveller
) -> None:
    ask(client)
    first, link = cast.mailed(app, CLEO)
    client.post("/signin/again")
    assert cast.mailed(app, CLEO) == (first, link)
    evening.shift(30)
    assert client.post("/signin/again").location == "/signin/code"
    second, _ = cast.mailed(app, CLEO)
    assert second != first
    assert client.get(link).status_code == 404
    assert type_code(client, second).status_code == 303


def test_a_new_code_needs_a_question_first(client: FlaskClient) -> None:
    assert client.post("/signin/again").status_code == 404
    assert client.get("/signin/code").status_code == 404


@pytest.mark.parametrize("method", ["get", "head"])
def test_opening_the_link_shows_a_button_and_changes_nothing(
    app: Flask, client: FlaskClient, method: str
) -> None:
    ask(client)
    _, link = cast.mailed(app, CLEO)
    before = cast.everything(app)
    scanner = cast.phone(app)
    for _ in range(3):
        assert scanner.open(link, method=method.upper()).status_code == 200
    assert cast.everything(app) == before
    assert cast.reader(app, scanner) is None
    assert "<button" in client.get(link).text


def test_the_button_signs_in_once(app: Flask, client: FlaskClient, cleo: str) -> None:
    ask(client)
    _, link = cast.mailed(app, CLEO)
    assert client.post(link).location == "/today"
    assert cast.reader(app, client) == cleo
    assert client.get(link).status_code == 404
    assert cast.phone(app).post(link).status_code == 404


def test_the_link_in_another_browser_ends_the_question_of_the_first(
    app: Flask, client: FlaskClient, cleo: str
) -> None:
    ask(client)
    code, link = cast.mailed(app, CLEO)
    tablet = cast.phone(app)
    tablet.post(link)
    assert cast.reader(app, tablet) == cleo
    assert cast.reader(app, client) is None
    assert client.get("/signin/code").status_code == 404
    assert type_code(client, code).status_code == 404


@pytest.mark.parametrize("tail", ["x", "", "/..", "%0a"])
def test_a_bent_link_says_so_without_detail(app: Flask, client: FlaskClient, tail: str) -> None:
    ask(client)
    _, link = cast.mailed(app, CLEO)
    bent = link + tail if tail else link[:-1]
    answer = client.get(bent)
    assert answer.status_code in {200 if tail == "%0a" else 404, 404}
    assert CLEO not in answer.text or tail == "%0a"  # white space from a wrapped mail is forgiven


def test_a_link_of_another_purpose_does_not_sign_in(app: Flask, client: FlaskClient, cleo: str) -> None:
    with app.app_context():
        tokens = [links.sign(purpose, value) for purpose in ("prompt", "unsubscribe", "demo", "morning")
                  for value in (1, CLEO, [1, "x"])]  # fmt: skip
    for token in tokens:
        assert client.post(f"/signin/{token}").status_code == 404
        assert client.post(f"/signin/morning/{token}").status_code == 404
    assert cast.reader(app, client) is None


def test_signing_out_ends_the_row_not_only_the_cookie(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        cast.signed_in(app, client, cast.person("Ben Adler"))
    with client.session_transaction() as session:
        stolen = session["_user_id"]
    answer = client.post("/signout")
    assert answer.status_code == 303
    assert answer.headers["Clear-Site-Data"] == '"cache"'
    with app.app_context():
        assert cast.how_many(SignIn, ended_at=None) == 0
    thief = cast.phone(app)
    with thief.session_transaction() as session:
        session["_user_id"] = stolen
    assert thief.get("/today").status_code == 303


def test_a_phone_that_changes_networks_and_programs_stays_signed_in(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        cast.signed_in(app, client, cast.person("Ben Adler"))
    for last in range(20):
        answer = client.get(
            "/today",
            environ_base={"REMOTE_ADDR": f"192.0.2.{last}"},
            headers={"User-Agent": f"Phone/{last}"},
        )
        assert answer.status_code == 200


@pytest.mark.parametrize(("days", "status"), [(179, 200), (181, 303)])
def test_half_a_year_of_silence_signs_out(
    app: Flask, client: FlaskClient, evening: time_machine.Traveller, days: int, status: int
) -> None:
    with app.app_context():
        cast.signed_in(app, client, cast.person("Ben Adler"))
    evening.shift(timedelta(days=days))
    assert client.get("/today").status_code == status


def test_the_way_on_leads_where_they_came_from(app: Flask, client: FlaskClient) -> None:
    answer = client.get("/people?q=ada")
    assert answer.location == "/signin?next=/people?q%3Dada"
    assert 'name="next" value="/people?q=ada"' in client.get(answer.location).text
    ask(client, next="/people?q=ada")
    assert type_code(client, cast.mailed(app, CLEO)[0]).location == "/people?q=ada"
