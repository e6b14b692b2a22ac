"""Today: the evening while it lasts, the follow-ups of the morning after, else a quiet page."""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from netevent import clock
from netevent.extensions import db
from netevent.models import Event, Intention, Person, Prompt
from netevent.operations import digests
from tests import cast
from tests.mails.mornings import met, promised

FRIDAY_9 = "2026-11-06T08:00:00+00:00"


@pytest.fixture
def ben(app: Flask, client: FlaskClient, evening: time_machine.Traveller) -> FlaskClient:
    """Ben's phone, at Ada's evening."""
    with app.app_context():
        event, ben = cast.event(cast.person("Ada Moreau")), cast.person("Ben Adler", company="Adler Wood")
        cast.checked_in(event, ben)
        return cast.signed_in(app, client, ben)


def talks(app: Flask) -> None:
    with app.app_context():
        event = db.session.query(Event).one()
        ben = db.session.query(Person).filter_by(name="Ben Adler").one()
        promised(met(ben, event, "Cleo Brandt", care="violins in schools"), "the ceiling test")
        met(ben, event, "Dan <b>Okafor</b>")


def morning(app: Flask, evening: time_machine.Traveller, moment: str = FRIDAY_9) -> None:
    talks(app)
    evening.move_to(moment)
    with app.app_context():
        digests.plan_due(clock.now())


def test_a_stranger_is_asked_to_sign_in(client: FlaskClient, evening: time_machine.Traveller) -> None:
    assert client.get("/today").location == "/signin?next=/today"


def test_somebody_without_an_evening_sees_a_quiet_page(
    app: Flask, client: FlaskClient, evening: time_machine.Traveller
) -> None:
    with app.app_context():
        cast.signed_in(app, client, cast.person("Dan Okafor"))
    page = client.get("/today").text
    assert "Nothing today. Enjoy it." in page
    assert "Your people appear here after an evening" in page
    assert client.get("/today/intention").location == "/today"
    assert client.post("/today/intention", data={"learn": "x"}).location == "/today"


def test_the_evening_shows_where_one_is_and_whom_one_met(app: Flask, ben: FlaskClient) -> None:
    page = ben.get("/today").text
    assert "First Thursday" in page
    assert "Adler Wood" in page
    assert "Two good conversations beat twenty cards." in page
    talks(app)
    page = ben.get("/today").text
    assert "violins in schools" in page
    assert "Add a line while it is fresh" in page
    assert "Dan &lt;b&gt;Okafor&lt;/b&gt;" in page


def test_the_evening_ends_when_the_event_does(ben: FlaskClient, evening: time_machine.Traveller) -> None:
    evening.shift(timedelta(hours=2, minutes=30))
    assert "until 21:30" in ben.get("/today").text
    evening.shift(1)
    assert "Nothing today." in ben.get("/today").text


def test_the_morning_shows_the_same_suggestions_as_the_mail(
    app: Flask, ben: FlaskClient, evening: time_machine.Traveller
) -> None:
    morning(app, evening)
    page = ben.get("/today").text
    assert "Good day, Ben" in page
    assert "Cleo Brandt" in page
    assert "violins in schools" in page
    with app.app_context():
        kinds = [prompt.kind for prompt in db.session.query(Prompt)]
    assert kinds == ["promise.due", "self.notes"]
    assert page.count('name="answer" value="done"') == 1


def test_an_answered_suggestion_goes_and_the_page_of_tomorrow_is_quiet(
    app: Flask, ben: FlaskClient, evening: time_machine.Traveller
) -> None:
    morning(app, evening)
    with app.app_context():
        prompt = db.session.query(Prompt).filter_by(kind="promise.due").one()
        prompt.answer, prompt.answered_at = "later", clock.now()
        db.session.commit()
    assert "Cleo Brandt</bdi></a></h2>" not in ben.get("/today").text
    evening.shift(timedelta(days=1))
    assert "Nothing today." in ben.get("/today").text


def test_at_the_next_evening_the_morning_is_one_tap_away(
    app: Flask, ben: FlaskClient, evening: time_machine.Traveller
) -> None:
    morning(app, evening)
    with app.app_context():
        code = cast.event(title="A breakfast").code
    ben.post(f"/e/{code}")
    page = ben.get("/today").text
    assert "A breakfast" in page
    assert "Follow-ups of this morning" in page
    assert "Good day, Ben" in ben.get("/today?morning=1").text


def test_tonights_line_is_said_changed_and_shown(app: Flask, ben: FlaskClient) -> None:
    assert "Say it in a line" in ben.get("/today").text
    said = {"learn": "how others mend", "offer": "an hour on wood", "offer_kind": "know_how"}
    assert ben.post("/today/intention", data=said).location == "/today"
    page = ben.get("/today").text
    assert "how others mend" in page
    assert "You could offer: an hour on wood" in page
    assert 'value="know_how" checked' in ben.get("/today/intention").text
    ben.post("/today/intention", data={"learn": "", "offer": "", "offer_kind": "pitching"})
    with app.app_context():
        line = db.session.query(Intention).one()
        assert (line.learn, line.offer, line.offer_kind) == ("", "", "")


@pytest.mark.parametrize("learn", ["x" * 141, "a\x00b", "\x1b"])
def test_a_line_too_long_or_odd_is_kept_in_the_form_and_not_in_the_house(
    app: Flask, ben: FlaskClient, learn: str
) -> None:
    answer = ben.post("/today/intention", data={"learn": learn, "offer": "an hour on wood"})
    assert answer.status_code == 422
    assert "an hour on wood" in answer.text
    with app.app_context():
        assert cast.how_many(Intention) == 0


def test_a_look_by_head_empties_no_line(app: Flask, ben: FlaskClient) -> None:
    ben.post("/today/intention", data={"learn": "how others mend"})
    before = cast.everything(app)
    assert ben.head("/today/intention").status_code == 200
    assert cast.everything(app) == before
