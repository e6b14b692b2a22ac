"""Today: the evening while it lasts, the follow-ups of the morning after, else a quiet page."""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from netevent import clock
from netevent.extensions import db
from netevent.models import Contact, Event, Intention, Person, Prompt
from netevent.operations import digests
from netevent.operations.prompts import token_of
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


def answered(app: Flask, ben: FlaskClient, what: str) -> str:
    """Ben answers the one suggestion of Today; what Today says of it on the next look."""
    with app.app_context():
        token = token_of(db.session.query(Prompt).filter_by(kind="promise.due").one())
    assert ben.post(f"/prompts/{token}", data={"answer": what, "back": "today"}).location == "/today"
    ben.get("/today")
    page = ben.get("/today").text
    return page.partition('<ul class="list answered"')[2].partition("</ul>")[0]


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("done", "Noted as done."), ("later", "It comes back once, in three days."),
        ("not_this", "This will not be suggested again for half a year."),
        ("rest", "It rests now. Nothing more will be suggested here."),
    ],
)  # fmt: skip
def test_what_was_answered_on_today_stays_there_and_can_be_undone(
    app: Flask, ben: FlaskClient, evening: time_machine.Traveller, what: str, said: str
) -> None:
    morning(app, evening)
    before = cast.everything(app)
    line = answered(app, ben, what)
    assert "Cleo Brandt" in line
    assert said in line
    (place,) = {part.split('"')[0] for part in line.split('action="')[1:]}
    assert ben.post(place).location == "/today"
    page = ben.get("/today").text
    assert 'name="answer" value="done"' in page
    assert '<ul class="list answered"' not in page
    now = cast.everything(app)
    assert now["prompts"] == before["prompts"]
    assert now["promises"] == before["promises"]
    with app.app_context():
        assert {contact.cadence for contact in db.session.query(Contact)} == {"touch"}


def test_what_is_said_of_an_answer_goes_with_the_day(
    app: Flask, ben: FlaskClient, evening: time_machine.Traveller
) -> None:
    morning(app, evening)
    answered(app, ben, "later")
    evening.shift(timedelta(days=1))
    assert "answered" not in ben.get("/today").text


def test_nobody_else_undoes_an_answer(app: Flask, ben: FlaskClient, evening: time_machine.Traveller) -> None:
    morning(app, evening)
    line = answered(app, ben, "later")
    place = line.split('action="')[1].split('"')[0]
    with app.app_context():
        dan = cast.signed_in(app, app.test_client(), cast.person("Dan Roux"))
    assert dan.post(place).status_code == 404
    assert ben.post("/today/suggestions/999/undo").status_code == 404
    with app.app_context():
        assert db.session.query(Prompt).filter_by(answer="later").count() == 1


def test_a_second_evening_lists_whom_one_met_there(
    app: Flask, ben: FlaskClient, evening: time_machine.Traveller
) -> None:
    talks(app)
    evening.shift(timedelta(days=60))
    with app.app_context():
        code = cast.event(title="A breakfast").code
    ben.post(f"/e/{code}")
    page = ben.get("/today").text
    assert "Cleo Brandt" not in page
    assert "Two good conversations beat twenty cards." in page
    with app.app_context():
        breakfast = db.session.query(Event).filter_by(code=code).one()
        met(db.session.query(Person).filter_by(name="Ben Adler").one(), breakfast, "Elif Sari")
    page = ben.get("/today").text
    assert "Elif Sari" in page
    assert "Dan &lt;b&gt;Okafor" not in page


def test_a_promise_is_a_line_that_was_added(app: Flask, ben: FlaskClient) -> None:
    with app.app_context():
        event = db.session.query(Event).one()
        promised(
            met(db.session.query(Person).filter_by(name="Ben Adler").one(), event, "Cleo Brandt"), "a list"
        )
    for path in ("/today", "/people"):
        page = ben.get(path).text
        assert "Cleo Brandt" in page
        assert "Add a line while it is fresh" not in page
