"""Known and unknown addresses look alike, down to the statements; and a form sent again is the same form."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event as hooks

from netevent.extensions import db
from netevent.models import OutboxMail, Person, SignIn
from tests import cast

CLEO, DAN = "cleo@example.org", "dan@example.org"
KEY = "0123456789abcdef" * 2

pytestmark = pytest.mark.usefixtures("evening")


@pytest.fixture
def cleo(app: Flask) -> str:
    with app.app_context():
        return cast.person("Cleo Brandt", CLEO).email or ""


def ask(phone: FlaskClient, email: str = CLEO, **more: str):  # type: ignore[no-untyped-def]
    return phone.post("/signin", data={"email": email, "key": KEY} | more)


def statements(app: Flask, email: str) -> list[str]:
    """What the database is told while somebody asks, looks at the page of the code, and types a wrong one."""
    sent: list[str] = []

    def note(_connection, _cursor, statement, *_more) -> None:  # type: ignore[no-untyped-def]
        sent.append(statement)

    phone = cast.phone(app)
    with app.app_context():
        engine = db.engine
    hooks.listen(engine, "before_cursor_execute", note)
    try:
        phone.post("/signin", data={"email": email})
        phone.get("/signin/code")
        phone.post("/signin/code", data={"code": "x1"})
        phone.post("/signin/again")
    finally:
        hooks.remove(engine, "before_cursor_execute", note)
    return sent


def test_known_and_unknown_addresses_cost_the_same_statements(app: Flask, cleo: str) -> None:
    known, unknown = statements(app, CLEO), statements(app, DAN)
    assert known == unknown
    assert len(known) >= 6
    assert not any("FROM people" in statement for statement in known)


def test_known_and_unknown_addresses_get_the_same_headers_and_pages(app: Flask, cleo: str) -> None:
    seen = []
    for email in (CLEO, DAN):
        phone = cast.phone(app)
        answers = [
            ask(phone, email, key=""),
            phone.get("/signin/code"),
            phone.post("/signin/code", data={"code": "no"}),
        ]
        seen.append([shape(answer, email) for answer in answers])
    assert seen[0] == seen[1]


def shape(answer, email: str) -> tuple[object, ...]:  # type: ignore[no-untyped-def]
    page = re.sub(r'(value|X-CSRFToken)(="|": ")[^"]*', r"\1", answer.text).replace(email, "ADDRESS")
    headers = {
        name: value for name, value in answer.headers.items() if name not in {"Set-Cookie", "Content-Length"}
    }
    cookies = [re.sub(r"=[^;]*", "", cookie, count=1) for cookie in answer.headers.getlist("Set-Cookie")]
    return answer.status_code, headers, cookies, page


def test_a_form_sent_again_is_one_question_and_both_answers_carry_the_cookie(app: Flask) -> None:
    first, again = cast.phone(app), cast.phone(app)  # the answer to the first was lost on its way
    assert ask(first).location == ask(again).location == "/signin/code"
    with app.app_context():
        assert (cast.how_many(SignIn), cast.how_many(OutboxMail)) == (1, 1)
    code, _ = cast.mailed(app, CLEO)
    assert again.post("/signin/code", data={"code": code}).status_code == 303
    assert cast.reader(app, again) == CLEO


def test_eight_copies_at_once_make_one_row_and_one_mail_and_every_one_gets_the_cookie(app: Flask) -> None:
    phones = [cast.phone(app) for _ in range(8)]
    answers = cast.at_once(8, lambda number: ask(phones[number]).status_code)
    assert answers == [303] * 8
    with app.app_context():
        assert (cast.how_many(SignIn), cast.how_many(OutboxMail)) == (1, 1)
    assert [phone.get("/signin/code").status_code for phone in phones] == [200] * 8


def test_the_same_form_with_another_address_is_refused(app: Flask, client: FlaskClient) -> None:
    ask(client)
    answer = ask(client, DAN)
    assert answer.status_code == 422
    assert "Reload the page" in answer.text
    with app.app_context():
        assert cast.how_many(OutboxMail) == 1


def test_a_form_sent_again_after_the_proof_opens_nothing(app: Flask, client: FlaskClient) -> None:
    ask(client)
    client.post("/signin/code", data={"code": cast.mailed(app, CLEO)[0]})
    later = cast.phone(app)
    ask(later)
    assert cast.reader(app, later) is None
    assert later.get("/signin/code").status_code == 404
    with app.app_context():
        assert cast.how_many(OutboxMail) == 1


def test_a_correction_sent_eight_times_is_one_correction(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        code = cast.event().code
    client.post(f"/e/{code}", data={"name": "Cleo", "email": "cleo@example.orgg"})
    cookie = client.get_cookie("netevent")
    assert cookie

    def correct(_number: int) -> int:
        phone = cast.phone(app)
        phone.set_cookie("netevent", cookie.value)
        return int(ask(phone).status_code)

    assert cast.at_once(8, correct) == [303] * 8
    with app.app_context():
        assert [mail.kind for mail in OutboxMail.newest(9)] == ["signin", "checkin"]
        assert db.session.query(Person).one().claimed_email == CLEO
