"""What one hopes for tonight: topics, a line, and a reason nobody else reads."""

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from netevent.domain.intentions import ALTERNATIVE
from netevent.extensions import db
from netevent.models import Event, Intention
from tests import cast

PAGE = "/today/intention"


@pytest.fixture
def ben(app: Flask, client: FlaskClient, evening: time_machine.Traveller) -> FlaskClient:
    with app.app_context():
        event, ben = cast.event(cast.person("Ada Moreau")), cast.person("Ben Adler")
        cast.checked_in(event, ben)
        return cast.signed_in(app, client, ben)


def said(app: Flask) -> Intention:
    with app.app_context():
        return db.session.query(Intention).one()


def test_topics_and_a_reason_are_kept_and_let_go_again(app: Flask, ben: FlaskClient) -> None:
    ben.post(PAGE, data={"topics": ["Wood", "Glass"], "reason": "job", "offer_kind": "feedback"})
    assert (said(app).topics, said(app).reason) == (["Wood", "Glass"], "job")
    form = ben.get(PAGE).text
    for chosen in ("Wood", "Glass", "job", "feedback"):
        assert f'value="{chosen}" checked' in form
    ben.post(PAGE, data={"learn": "how others mend"})
    assert (said(app).topics, said(app).reason, said(app).offer_kind) == ([], "", "")


def test_an_event_without_topics_asks_for_none(app: Flask, ben: FlaskClient) -> None:
    with app.app_context():
        db.session.query(Event).one().topics = []
        db.session.commit()
    assert "What would you like to hear about?" not in ben.get(PAGE).text


def test_a_topic_the_event_no_longer_has_is_left_out(app: Flask, ben: FlaskClient) -> None:
    assert ben.post(PAGE, data={"topics": ["Wood", "Yachts"]}).status_code == 303
    assert said(app).topics == ["Wood"]


@pytest.mark.parametrize(
    ("bad", "sentence"),
    [
        ({"topics": ["Reuse of buildings", "Wood", "Glass", "Stone"]}, "Choose up to 3 topics."),
        ({"reason": "money"}, "Choose one of these."),
    ],
)
def test_too_much_or_unknown_is_said_and_the_rest_stays(app, ben, bad, sentence) -> None:
    answer = ben.post(PAGE, data={"learn": "how others mend", "topics": ["Wood"], "reason": "learn"} | bad)
    assert answer.status_code == 422
    assert answer.text.count(sentence) == 2
    assert "how others mend" in answer.text
    assert 'value="Wood" checked' in answer.text
    with app.app_context():
        assert cast.how_many(Intention) == 0


def test_a_line_that_only_sells_is_kept_and_gently_answered_once(app: Flask, ben: FlaskClient) -> None:
    assert ben.post(PAGE, data={"learn": "find new clients"}).status_code == 303
    assert ALTERNATIVE in ben.get("/today").text
    assert said(app).learn == "find new clients"
    ben.post(PAGE, data={"learn": "find new clients in wood"})
    assert ALTERNATIVE not in ben.get("/today").text


def test_other_lines_are_not_answered(ben: FlaskClient) -> None:
    ben.post(PAGE, data={"learn": "how others mend", "reason": "find"})
    assert ALTERNATIVE not in ben.get("/today").text


def test_the_reason_is_on_no_page_of_the_evening(app: Flask, ben: FlaskClient) -> None:
    ben.post(PAGE, data={"learn": "how others mend", "reason": "job"})
    with app.app_context():
        code = db.session.query(Event).one().code
    for path in ("/today", "/me", "/me/qr", f"/e/{code}"):
        assert "A job" not in ben.get(path).text
