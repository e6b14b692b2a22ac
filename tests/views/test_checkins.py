"""The page of the poster: two fields, one tap, and what it says before, during and after the evening."""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from netevent import clock
from netevent.extensions import db
from netevent.models import CheckIn, Event, OutboxMail, Person, Registration
from tests import cast

CLEO = "cleo@example.org"
HOUR = timedelta(hours=1)

pytestmark = pytest.mark.usefixtures("evening")


def an_event(app: Flask, **fields: object) -> str:
    with app.app_context():
        return cast.event(cast.person("Ada Moreau"), **fields).code


@pytest.fixture
def code(app: Flask) -> str:
    return an_event(app)


def check_in(client: FlaskClient, code: str, email: str = CLEO, name: str = "Cleo Brandt", key: str = "k"):  # type: ignore[no-untyped-def]
    return client.post(f"/e/{code}", data={"name": name, "email": email, "key": key})


def counts(app: Flask, code: str) -> tuple[int, int, dict[str, int]]:
    with app.app_context():
        event = Event.of_code(code)
        assert event
        return cast.how_many(CheckIn), cast.how_many(OutboxMail), cast.tallied(event)


def test_two_fields_and_one_tap_lead_to_today(app: Flask, client: FlaskClient, code: str) -> None:
    page = client.get(f"/e/{code}").text
    assert 'name="name"' in page
    assert 'name="email"' in page
    answer = check_in(client, code)
    assert (answer.status_code, answer.location) == (303, "/today")
    today = client.get("/today").text
    assert "You are here as" in today
    assert "Cleo Brandt" in today
    assert "First Thursday" in today
    assert counts(app, code) == (1, 1, {"walked_in": 1})


def test_a_tap_whose_answer_was_lost_is_the_same_tap(app: Flask, client: FlaskClient, code: str) -> None:
    check_in(client, code)
    again = cast.phone(app)  # the cookie was in the lost answer
    assert check_in(again, code).location == "/today"
    assert cast.reader(app, again) == "Cleo Brandt"
    assert counts(app, code) == (1, 1, {"walked_in": 1})


def test_a_returning_phone_needs_one_tap(app: Flask, client: FlaskClient, code: str) -> None:
    with app.app_context():
        cast.signed_in(app, client, cast.person("Ben Adler"))
    page = client.get(f"/e/{code}").text
    assert "Ben Adler" in page
    assert 'name="email"' not in page
    assert client.post(f"/e/{code}").location == "/today"
    assert client.post(f"/e/{code}").location == "/today"
    assert counts(app, code) == (1, 0, {"walked_in": 1})
    assert "You are in, since 19:00." in client.get(f"/e/{code}").text


def test_a_known_address_on_a_new_phone_is_in_and_shows_nothing_earlier(
    app: Flask, client: FlaskClient, code: str
) -> None:
    with app.app_context():
        event = Event.of_code(code)
        assert event
        cleo = cast.person("Cleo Ann Brandt", CLEO, company="Secret Works", ask_about="violins")
        earlier = cast.event(title="An earlier evening")
        cast.checked_in(earlier, cleo)
        place = Registration(
            event_id=event.id, email=CLEO, name="Prof. Brandt", source="imported", created_at=clock.now()
        )
        db.session.add(place)
        db.session.commit()
    assert check_in(client, code, name="Dan").location == "/today"
    seen = "".join(
        client.get(path, follow_redirects=True).text
        for path in ("/today", "/me", "/me/qr", "/people", f"/e/{code}")
    )
    for hidden in ("Secret Works", "violins", "earlier evening", "Prof.", "Ann"):
        assert hidden not in seen
    with app.app_context():
        event = Event.of_code(code)
        assert event
        assert cast.tallied(event) == {"came": 1}
        assert cast.how_many(Person, email=CLEO) == 1


def test_an_unproved_address_is_on_no_card(app: Flask, client: FlaskClient, code: str) -> None:
    check_in(client, code)
    with app.app_context():
        card = db.session.query(Person).filter_by(claimed_email=CLEO).one().card_code
        ben = cast.person("Ben Adler")
        event = Event.of_code(code)
        assert event
        cast.checked_in(event, ben)
        other = cast.signed_in(app, cast.phone(app), ben)
    for path in (f"/p/{card}", f"/P/{card}"):
        assert CLEO not in other.get(path).text


STATES = [
    ({}, 200, ("Check in",), 303),
    (
        {"starts_at": 2 * HOUR, "ends_at": 5 * HOUR},
        200,
        ("I’m coming", "Check-in opens at Today, 20:00"),
        303,
    ),
    ({"starts_at": -9 * HOUR, "ends_at": -6 * HOUR}, 200, ("This event is over",), 409),
    ({"cancelled_at": 0 * HOUR}, 200, ("was cancelled",), 409),
]


@pytest.mark.parametrize(
    ("times", "status", "words", "posted"), STATES, ids=["open", "before", "over", "cancelled"]
)
def test_the_page_says_what_can_be_done_now(
    app: Flask,
    client: FlaskClient,
    times: dict[str, timedelta],
    status: int,
    words: tuple[str, ...],
    posted: int,
) -> None:
    code = an_event(app, **{name: clock.now() + after for name, after in times.items()})
    page = client.get(f"/e/{code}")
    assert page.status_code == status
    assert all(word in page.text for word in words)
    answer = check_in(client, code)
    assert answer.status_code == posted
    if posted == 409:
        assert words[0] in answer.text
        assert counts(app, code) == (0, 0, {})
        assert 'name="email"' not in page.text


def test_before_the_doors_one_says_i_am_coming(app: Flask, client: FlaskClient) -> None:
    code = an_event(app, starts_at=clock.now() + 2 * HOUR, ends_at=clock.now() + 5 * HOUR)
    assert check_in(client, code).location == f"/e/{code}"
    page = client.get(f"/e/{code}").text
    assert "You are expected" in page
    assert code in page
    assert f"/e/{code}/calendar.ics" in page
    assert counts(app, code) == (0, 1, {"expected": 1})
    again = cast.phone(app)
    check_in(again, code)
    assert cast.reader(app, again) == "Cleo Brandt"
    assert counts(app, code) == (0, 1, {"expected": 1})


def test_who_said_i_am_coming_is_in_by_one_tap(
    app: Flask, client: FlaskClient, evening: time_machine.Traveller
) -> None:
    code = an_event(app, starts_at=clock.now() + 2 * HOUR, ends_at=clock.now() + 5 * HOUR)
    check_in(client, code)
    evening.shift(2 * HOUR)
    assert client.post(f"/e/{code}").location == "/today"
    assert counts(app, code) == (1, 1, {"expected": 1, "came": 1})


def test_the_calendar_file_holds_the_evening(app: Flask, client: FlaskClient, code: str) -> None:
    answer = client.get(f"/e/{code}/calendar.ics")
    assert answer.status_code == 200
    assert answer.content_type.startswith("text/calendar; charset=utf-8")
    assert "attachment" in answer.headers["Content-Disposition"]
    assert "SUMMARY:First Thursday" in answer.text
    assert client.get("/e/ZZZZZZ/calendar.ics").status_code == 404


@pytest.mark.parametrize("kept", ["K0M1WD"])
@pytest.mark.parametrize(
    "typed", ["K0M1WD", "k0m1wd", "KOMIWD", "komlwd", "K0M-1WD", "k0m%201wd", "%20K0M1WD", "K0M.1WD"]
)
def test_a_code_is_read_as_people_type_it(app: Flask, client: FlaskClient, kept: str, typed: str) -> None:
    an_event(app, code=kept)
    assert client.get(f"/e/{typed}").status_code == 200
    assert client.get(f"/E/{typed}").status_code == 200
    assert client.get(f"/find?code={typed}").location == f"/e/{kept}"
    assert client.post(f"/E/{typed}", data={"name": "Cleo", "email": CLEO}).location == "/today"


@pytest.mark.parametrize(
    "typed",
    ["ZZZZZZ", "K7M", "x" * 10_000, "%00", "K7M%003WD", "%F0%9F%8E%88", "СОМЕ12", "%FF", "'--", "1e9"],
)
def test_an_unknown_code_is_a_404_with_a_way_on(client: FlaskClient, typed: str) -> None:
    for answer in (
        client.get(f"/e/{typed}"),
        client.post(f"/E/{typed}", data={"name": "Cleo", "email": CLEO}),
        client.get(f"/find?code={typed}"),
    ):
        assert answer.status_code == 404
        assert "We do not know this event code" in answer.text
