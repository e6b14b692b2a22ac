"""The link of a mail: one suggestion without signing in, four answers, and nothing else of the person."""

from datetime import date, timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from netevent.extensions import db
from netevent.models import Act, Digest, Prompt
from netevent.models.prompts import ANSWERS
from netevent.operations import links
from netevent.operations.prompts import token_of
from tests import cast
from tests.mails.mornings import digest_of, first_thursday, line, met, promised
from tests.mails.mornings import prompt as suggested

pytestmark = pytest.mark.usefixtures("evening")


@pytest.fixture
def link(app: Flask) -> str:
    """The address of Ben's suggestion about Cleo, with a promise; he also keeps secrets on others."""
    with app.app_context():
        event, ben = first_thursday()
        note = met(
            ben,
            event,
            "Cleo Brandt",
            care="violins in schools",
            free_note="PRIVATE ABOUT CLEO",
            felt="awkward",
        )
        met(ben, event, "Secretive Sam", care="a secret of Sam", contact={"email": "sam@example.org"})
        promise = promised(note, "the ceiling test", date(2026, 11, 6))
        digest = digest_of(ben, event)
        made = suggested("promise.due", note, digest)
        made.promise_id = promise.id
        db.session.commit()
        return f"/prompts/{token_of(made)}"


def answer_of(app: Flask) -> str:
    with app.app_context():
        return db.session.query(Prompt).one().answer


def test_the_link_shows_one_suggestion_without_signing_in(client: FlaskClient, link: str) -> None:
    page = client.get(link)
    assert page.status_code == 200
    for shown in (
        "Cleo",
        "the ceiling test",
        "violins in schools",
        "Done",
        "Not now",
        "Not this",
        "Let it rest",
    ):
        assert shown in page.text
    assert page.headers["Cache-Control"] == "private, no-store"


def test_the_link_shows_nothing_else_of_the_person(client: FlaskClient, link: str) -> None:
    page = client.get(link).text
    for hidden in (
        "PRIVATE",
        "awkward",
        "Sam",
        "sam@example.org",
        "ben@example.org",
        "Ben Adler",
        'href="/people',
        'href="/me',
    ):
        assert hidden not in page


@pytest.mark.parametrize(
    "path", ["/today", "/people", "/people/1", "/people/1/note", "/me", "/me/qr", "/scan"]
)
def test_the_link_opens_no_other_page(client: FlaskClient, link: str, path: str) -> None:
    client.post(link, data={"answer": "done"})
    answer = client.get(path)
    assert answer.status_code == 303
    assert answer.location.startswith("/signin?next=")


@pytest.mark.parametrize(
    "query", ["", "?a=done", "?a=later", "?a=not_this", "?a=rest", "?a=delete", "?a=%00"]
)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_opening_the_link_changes_nothing(
    app: Flask, client: FlaskClient, link: str, query: str, method: str
) -> None:
    before = cast.everything(app)
    for _ in range(3):
        assert client.open(link + query, method=method).status_code == 200
    assert cast.everything(app) == before


@pytest.mark.parametrize("what", ANSWERS)
def test_an_answer_is_kept_and_can_be_taken_back(
    app: Flask, client: FlaskClient, link: str, what: str
) -> None:
    assert client.post(link, data={"answer": what}).location == link
    assert answer_of(app) == what
    page = client.get(link).text
    assert "Undo" in page
    assert 'name="answer"' not in page
    assert client.post(f"{link}/undo").location == link
    assert answer_of(app) == ""
    with app.app_context():
        assert cast.how_many(Act, undone_at=None) == 0


@pytest.mark.parametrize("what", ["", "delete", "\x00", "DONE"])
def test_a_wrong_answer_is_422(app: Flask, client: FlaskClient, link: str, what: str) -> None:
    answer = client.post(link, data={"answer": what})
    assert answer.status_code == 422
    assert "Choose one of the four answers." in answer.text
    assert answer_of(app) == ""


def test_a_promise_is_redated_or_released(app: Flask, client: FlaskClient, link: str) -> None:
    assert client.post(f"{link}/promise", data={"due": "this_week"}).location == link
    assert "The promise has a new date." in client.get(link).text
    with app.app_context():
        assert db.session.query(Prompt).one().promise.due_on == date(2026, 11, 13)
    assert client.post(f"{link}/promise", data={"due": "someday"}).status_code == 422
    assert client.post(f"{link}/promise").status_code == 422
    assert client.post(f"{link}/promise", data={"release": "1"}).location == link
    with app.app_context():
        assert db.session.query(Prompt).one().promise.released_at


@pytest.mark.parametrize(("days", "status"), [(0, 200), (34, 200), (36, 404)])
def test_the_link_is_good_for_35_days(
    client: FlaskClient, link: str, evening: time_machine.Traveller, days: int, status: int
) -> None:
    evening.shift(timedelta(days=days))
    for answer in (
        client.get(link),
        client.post(link, data={"answer": "later"}),
        client.post(f"{link}/promise", data={"due": "tomorrow"}),
        client.post(f"{link}/undo"),
    ):
        assert answer.status_code in {status, 303 if status == 200 else 404}


@pytest.mark.parametrize("purpose", [purpose for purpose in links.LIFETIMES if purpose != "prompt"])
def test_a_token_of_another_purpose_is_refused(
    app: Flask, client: FlaskClient, link: str, purpose: str
) -> None:
    with app.app_context():
        forged = f"/prompts/{links.sign(purpose, db.session.query(Prompt).one().id)}"
    assert client.get(forged).status_code == 404
    assert client.post(forged, data={"answer": "done"}).status_code == 404
    assert answer_of(app) == ""


@pytest.mark.parametrize(
    "value", ["1", [1], None, -1, 1, {"id": 1}, 1.5, "\x00", [1, 0], ["1", 0], [2**70, 0]]
)
def test_a_token_with_anything_else_in_it_is_refused(app: Flask, client: FlaskClient, value: object) -> None:
    with app.app_context():
        token = links.sign("prompt", value)
    assert client.get(f"/prompts/{token}").status_code == 404


def test_a_link_stays_with_its_suggestion_when_the_number_is_given_again(
    app: Flask, client: FlaskClient, link: str, evening: time_machine.Traveller
) -> None:
    """SQLite gives the number of a row that is gone to the next one."""
    with app.app_context():
        gone = db.session.query(Prompt).one()
        number, digest, note = gone.id, gone.digest_id, gone.encounter
        db.session.delete(gone)
        db.session.commit()
        evening.shift(timedelta(seconds=2))
        following = suggested("ask.care", note, db.session.get_one(Digest, digest))
        following.id = number
        db.session.commit()
    assert client.get(link).status_code == 404
    assert client.post(link, data={"answer": "done"}).status_code == 404
    with app.app_context():
        assert client.get(f"/prompts/{token_of(db.session.query(Prompt).one())}").status_code == 200


def test_a_line_about_oneself_has_no_link(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        event, ben = first_thursday()
        own = line(digest_of(ben, event), names=["Cleo"])
        token = token_of(own)
    assert client.get(f"/prompts/{token}").status_code == 404


def test_a_link_cut_or_changed_is_refused_and_a_wrapped_one_is_read(client: FlaskClient, link: str) -> None:
    token = link.rpartition("/")[2]
    for bent in (token[:-1], token[1:], token + "x", token[::-1], "x", "1", "..."):
        assert client.get(f"/prompts/{bent}").status_code == 404
    assert client.get(f"/prompts/{token[:20]}%0A%20{token[20:]}").status_code == 200


def test_the_page_speaks_the_owners_language(app: Flask, client: FlaskClient, link: str) -> None:
    with app.app_context():
        db.session.query(Prompt).one().owner.language = "it"
        db.session.commit()
    assert '<html lang="it"' in client.get(link, headers={"Accept-Language": "fr"}).text


def test_an_answer_from_today_leads_back_there(app: Flask, client: FlaskClient, link: str) -> None:
    with app.app_context():
        cast.signed_in(app, client, db.session.query(Prompt).one().owner)
    assert client.post(link, data={"answer": "done", "back": "today"}).location == "/today"
    assert "Noted as done." in client.get("/today").text


def test_whoever_holds_a_mail_of_names_only_sees_no_note(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        event, ben = first_thursday()
        ben.names_only_in_mail = True
        note = met(ben, event, "Cleo", care="a quiet ceiling")
        promised(note, "the drawing of the roof")
        token = token_of(suggested("ask.care", note, digest_of(ben, event), care="a quiet ceiling"))
        phone = cast.signed_in(app, app.test_client(), ben)
    stranger, own = client.get(f"/prompts/{token}").text, phone.get(f"/prompts/{token}").text
    assert "Write to Cleo" in stranger
    assert "ceiling" not in stranger
    assert "drawing" not in stranger
    assert "a quiet ceiling" in own
