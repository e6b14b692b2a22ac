"""One form, one effect: sent twice, eight times at once, with other words, after a refusal, after a crash."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from netevent import clock
from netevent.extensions import db
from netevent.models import Act, Contact, Event, Guess, Person, Replay
from netevent.operations import acts, encounters
from tests import cast

KEY = "k" * 32
EVENT = {
    "title": "First Thursday", "place": "The Boathouse", "starts": "2026-12-03T18:30",
    "zone": "Europe/Zurich", "language": "en", "mail_hour": "9",
}  # fmt: skip

pytestmark = pytest.mark.usefixtures("evening")


@pytest.fixture
def ben(app: Flask, client: FlaskClient) -> int:
    """Ben is signed in on `client`, may create events and has one contact; gives its id."""
    with app.app_context():
        ben = cast.person("Ben Adler", may_organise_since=clock.now())
        cast.checked_in(cast.event(), ben)
        cast.signed_in(app, client, ben)
        return encounters.add_by_name(ben, {"name": "Cleo Brandt"}, None, now=clock.now()).id


def test_the_same_form_again_gives_the_same_answer_and_changes_nothing(
    app: Flask, client: FlaskClient, ben: int
) -> None:
    first = client.post("/events", data=EVENT | {"key": KEY})
    before = cast.everything(app)
    again = client.post("/events", data=EVENT | {"key": KEY})
    assert (first.status_code, first.location) == (again.status_code, again.location)
    assert cast.everything(app) == before


def test_what_is_kept_is_status_place_and_row_and_no_body(app: Flask, client: FlaskClient, ben: int) -> None:
    place = client.post("/events", data=EVENT | {"key": KEY}).location
    with app.app_context():
        replay = db.session.query(Replay).one()
        event = db.session.query(Event).filter_by(title="First Thursday", place="The Boathouse").one()
        owner = db.session.query(Person).filter_by(name="Ben Adler").one()
        assert (replay.status, replay.location, replay.row_id, replay.person_id) == (
            303,
            "." + place.removeprefix("/events"),
            event.id,
            owner.id,
        )
        assert not any("Boathouse" in str(value) for value in vars(replay).values())


def test_the_same_key_with_other_words_is_refused(app: Flask, client: FlaskClient, ben: int) -> None:
    client.post("/events", data=EVENT | {"key": KEY})
    before = cast.everything(app)
    answer = client.post("/events", data=EVENT | {"key": KEY, "title": "Another"})
    assert answer.status_code == 422
    assert "This form was sent before with other words" in answer.text
    assert cast.everything(app) == before


@pytest.mark.parametrize("key", ["k" * 1000, "short", "with space " * 3, "'; drop table people; --"])
def test_a_key_that_cannot_be_one_is_refused(app: Flask, client: FlaskClient, ben: int, key: str) -> None:
    answer = client.post("/events", data=EVENT | {"key": key})
    assert answer.status_code == 422
    assert "Reload the page" in answer.text


def test_eight_copies_at_once_have_one_effect(app: Flask, client: FlaskClient, ben: int) -> None:
    cookie = client.get_cookie("netevent")
    assert cookie

    def send(_number: int) -> tuple[int, str]:
        phone = cast.phone(app)
        phone.set_cookie("netevent", cookie.value)
        answer = phone.post(f"/people/{ben}/acts", data={"kind": "outreach", "key": KEY})
        return answer.status_code, answer.location

    answers = cast.at_once(8, send)
    assert set(answers) == {(303, f"/people/{ben}")}
    with app.app_context():
        assert cast.how_many(Act, kind="outreach") == 1


def test_a_refused_form_may_be_corrected_under_its_key(app: Flask, client: FlaskClient, ben: int) -> None:
    assert client.post("/events", data=EVENT | {"key": KEY, "title": ""}).status_code == 422
    assert client.post("/events", data=EVENT | {"key": KEY}).status_code == 303


def test_what_a_refusal_counts_is_counted_once(
    app: Flask, client: FlaskClient, ben: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(app.view_functions["scans.read"], "repeatable")
    for _ in range(3):
        assert client.post("/scan", data={"code": "ZZZZZZ", "key": KEY}).status_code == 422
    with app.app_context():
        assert cast.how_many(Guess) == 1


def test_a_mishap_leaves_neither_row_nor_key(
    app: Flask, client: FlaskClient, ben: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    app.testing = False
    before = cast.everything(app)

    def half(contact: Contact, kind: str, **_more: object) -> None:
        db.session.add(
            Act(owner_id=contact.owner_id, contact_id=contact.id, kind=kind, by="me", at=clock.now())
        )
        db.session.commit()
        raise RuntimeError("the power went out")

    monkeypatch.setattr(acts, "log", half)
    form = {"kind": "outreach", "key": KEY}
    assert client.post(f"/people/{ben}/acts", data=form).status_code == 500
    assert cast.everything(app) == before
    monkeypatch.undo()
    assert client.post(f"/people/{ben}/acts", data=form).status_code == 303


def test_a_form_that_needs_a_sign_in_first_may_be_sent_again_after_it(
    app: Flask, client: FlaskClient, ben: int
) -> None:
    form = {"kind": "outreach", "key": KEY}
    assert cast.phone(app).post(f"/people/{ben}/acts", data=form).location.startswith("/signin")
    assert client.post(f"/people/{ben}/acts", data=form).location == f"/people/{ben}"
