"""`/me/reviews`: what was hoped for beside what came of it, and five answers for oneself."""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from netevent import clock
from netevent.extensions import db
from netevent.models import Act, Event, Person, Review, Series
from tests import cast
from tests.mails.mornings import met

ANSWERS = {"met": "partly", "learned": "how joints move", "hours": "4", "cost": "20 francs", "choice": "less"}


@pytest.fixture
def ben(app: Flask, client: FlaskClient, evening: time_machine.Traveller) -> FlaskClient:
    """Ben's phone, at Ada's evening."""
    with app.app_context():
        event, ben = cast.event(cast.person("Ada Moreau")), cast.person("Ben Adler")
        cast.checked_in(event, ben)
        return cast.signed_in(app, client, ben)


def page_of(app: Flask, day: int = 90) -> str:
    with app.app_context():
        return f"/me/reviews/{db.session.query(Event).filter_by(title='First Thursday').one().code}/{day}"


def kept(app: Flask) -> list[Review]:
    with app.app_context():
        return db.session.query(Review).all()


def talked(app: Flask) -> None:
    """Cleo, with whom it went on, and Dan who rests."""
    with app.app_context():
        event = db.session.query(Event).one()
        ben = db.session.query(Person).filter_by(name="Ben Adler").one()
        cleo = met(ben, event, "Cleo <b>Marti</b>", topics=["Wood"]).contact
        met(ben, event, "Dan Roux", contact={"cadence": "rest"})
        for kind, by, detail in (
            ("help", "me", "the ceiling test"), ("answer", "them", ""), ("help", "them", ""),
            ("promise_kept", "me", "the drawing"), ("turn_up", "them", ""),
        ):  # fmt: skip
            db.session.add(
                Act(owner_id=ben.id, contact_id=cleo.id, kind=kind, by=by, detail=detail, at=clock.now())
            )
        db.session.add(
            Act(owner_id=ben.id, contact_id=cleo.id, kind="help", by="me", light=True, at=clock.now())
        )
        db.session.commit()


def test_the_list_is_reached_from_me_and_calm_while_it_is_empty(ben: FlaskClient) -> None:
    assert 'href="/me/reviews"' in ben.get("/me").text
    assert "There is nothing to do until then." in ben.get("/me/reviews").text


def test_the_page_tells_what_was_said_beside_what_came_of_it(app, ben, evening) -> None:
    ben.post(
        "/today/intention",
        data={"learn": "how others mend", "offer": "an hour", "topics": ["Wood", "Glass"], "reason": "asked"},
    )
    talked(app)
    evening.shift(timedelta(days=90))
    page = ben.get(page_of(app)).text
    for told in (
        "how others mend", "To hear about: Wood, Glass", "Why you came: I was asked to come", "You could offer: an hour",
        "You talked about <bdi>Wood</bdi> with ", "Still in conversation with you:", "Cleo &lt;b&gt;Marti&lt;/b&gt;",
        "<bdi>the ceiling test</bdi>", "You kept your promise to", "turned up for you.", "You mentioned", "At rest, which is fine:",
        "Dan Roux",
    ):  # fmt: skip
        assert told in page, told
    assert "%" not in page.partition("<main")[2].partition("</main>")[0]


def test_an_evening_nothing_came_of_is_fine(app, ben, evening) -> None:
    evening.shift(timedelta(days=90))
    page = ben.get(page_of(app)).text
    assert "A quiet evening counts, too." in page
    assert "What you said then" not in page


def test_a_review_is_given_listed_and_changed(app, ben, evening) -> None:
    evening.shift(timedelta(days=90))
    page = page_of(app)
    assert f'href="{page}"' in ben.get("/me/reviews").text
    answer = ben.post(page, data=ANSWERS)
    assert (answer.status_code, answer.location) == (303, "/me/reviews")
    listed = ben.get("/me/reviews").text
    assert "Kept, for you alone." in listed
    assert "Go less often" in listed
    assert listed.count(f'href="{page}"') == 1
    form = ben.get(page).text
    for value in (
        'value="partly" checked',
        'value="how joints move"',
        'value="4"',
        'value="20 francs"',
        'value="less" checked',
    ):
        assert value in form
    ben.post(page, data={"hours": "0"})
    (review,) = kept(app)
    assert (review.met, review.learned, review.hours, review.cost, review.choice) == ("", "", 0, "", "")
    assert 'value="0"' in ben.get(page).text


BAD = {
    "two points": ({"hours": "1.5.2"}, "Write the hours as a number from 0 to 99, for example 3 or 3.5."),
    "nothing after the comma": ({"hours": "3,"}, "Write the hours as a number"),
    "less than none": ({"hours": "-1"}, "Write the hours as a number"),
    "a hundred": ({"hours": "100"}, "Write the hours as a number"),
    "nearly a hundred": ({"hours": "99,5"}, "Write the hours as a number"),
    "other digits": ({"hours": "٣"}, "Write the hours as a number"),
    "words": ({"hours": "many"}, "Write the hours as a number"),
    "long line": ({"learned": "x" * 141}, "This holds 140 characters, yours has 141."),
    "long cost": ({"cost": "x" * 141}, "This holds 140 characters"),
    "control": ({"learned": "a\x00b"}, "characters we cannot store"),
    "strange answer": ({"met": "sold"}, "Choose one of these."),
    "strange choice": ({"choice": "buy"}, "Choose one of these."),
}


@pytest.mark.parametrize(("changes", "sentence"), BAD.values(), ids=BAD)
def test_what_cannot_be_kept_is_said_and_the_rest_stays(app, ben, evening, changes, sentence) -> None:
    evening.shift(timedelta(days=90))
    answer = ben.post(page_of(app), data=ANSWERS | changes)
    assert answer.status_code == 422
    assert answer.text.count(sentence) == 2
    for name, value in (("learned", "how joints move"), ("cost", "20 francs"), ("hours", "4")):
        assert name in changes or f'value="{value}"' in answer.text
    assert kept(app) == []


@pytest.mark.parametrize(
    ("typed", "hours", "shown"),
    [("3,5", 3.5, "3.5"), ("3.5", 3.5, "3.5"), ("0,25", 0.25, "0.25"), ("12", 12, "12"), ("4.0", 4, "4")],
)
def test_hours_take_a_comma_or_a_point(app, ben, evening, typed: str, hours: float, shown: str) -> None:
    evening.shift(timedelta(days=90))
    assert ben.post(page_of(app), data=ANSWERS | {"hours": typed}).status_code == 303
    assert [review.hours for review in kept(app)] == [hours]
    page = ben.get(page_of(app)).text
    assert f'name="hours" type="text" value="{shown}"' in page
    assert 'inputmode="decimal" maxlength="5"' in page
    with app.app_context():
        db.session.query(Person).filter_by(name="Ben Adler").one().language = "fr"
        db.session.commit()
    assert f'value="{shown.replace(".", ",")}"' in ben.get(page_of(app)).text


def test_before_its_day_the_page_says_when(app, ben, evening) -> None:
    evening.shift(timedelta(days=89))
    early = ben.get(page_of(app))
    assert early.status_code == 200
    assert "from this day on: Wednesday 3 February" in early.text
    assert 'name="learned"' not in early.text
    answer = ben.post(page_of(app), data=ANSWERS)
    assert answer.status_code == 409
    assert "too early" in answer.text
    assert kept(app) == []


def test_it_is_for_who_was_there_alone(app, ben, evening) -> None:
    evening.shift(timedelta(days=90))
    page = page_of(app)
    with app.app_context():
        stranger = cast.signed_in(app, app.test_client(), cast.person("Dan Roux"))
        ada = Person.of_email("ada@example.org")
        assert ada
        organiser = cast.signed_in(app, app.test_client(), ada)
    for phone in (stranger, organiser):
        assert phone.get(page).status_code == phone.post(page, data=ANSWERS).status_code == 404
    assert app.test_client().get(page).location.startswith("/signin?next=")
    for path in ("/me/reviews/ZZZZZZ/90", page.replace("/90", "/91"), page.replace("/90", "/x")):
        assert ben.get(path).status_code == 404
    assert ben.get(page.lower().replace("/me/reviews/", "/me/reviews/")).status_code == 200, "in any case"


def test_a_series_stands_under_its_name_with_what_its_choice_means(app, ben, evening) -> None:
    with app.app_context():
        series = Series(name="Thursdays <i>", created_at=clock.now())
        db.session.add(series)
        db.session.flush()
        db.session.query(Event).one().series_id = series.id
        db.session.commit()
    evening.shift(timedelta(days=90))
    for choice, sentence in (
        ("again", "The next editions are mentioned to you."),
        ("less", "Every second edition is mentioned to you."),
        ("stop", "The next editions are not mentioned to you."),
    ):
        ben.post(page_of(app), data=ANSWERS | {"choice": choice})
        listed = ben.get("/me/reviews").text
        assert "Thursdays &lt;i&gt;" in listed
        assert sentence in listed


def test_looking_changes_nothing(app, ben, evening) -> None:
    talked(app)
    evening.shift(timedelta(days=90))
    before = cast.everything(app)
    for path in ("/me/reviews", page_of(app), page_of(app, 180)):
        assert ben.head(path).status_code == ben.get(path).status_code == 200
    assert cast.everything(app) == before
