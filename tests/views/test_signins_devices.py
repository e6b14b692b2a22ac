"""Devices: listed under Me by a coarse name, ended one by one or all at once, seen when something was done."""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from netevent import clock
from netevent.extensions import db
from netevent.models import Person, SignIn
from netevent.operations import signins
from tests import cast

ANDROID = "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Mobile Safari/537.36"

pytestmark = pytest.mark.usefixtures("evening")


@pytest.fixture
def cleo(app: Flask, client: FlaskClient) -> int:
    """Cleo is signed in on `client`."""
    with app.app_context():
        cleo = cast.person("Cleo Brandt")
        cast.signed_in(app, client, cleo)
        return cleo.id


def also(app: Flask, person_id: int, device: str = "") -> FlaskClient:
    """Another phone of the same person."""
    phone = cast.phone(app)
    with app.app_context():
        token = signins.enter_as(db.session.get_one(Person, person_id), clock.now(), device)
    with phone.session_transaction() as session:
        session["_user_id"] = token
    return phone


def last_signin(app: Flask) -> int:
    with app.app_context():
        return db.session.query(SignIn).order_by(SignIn.id.desc()).first().id  # type: ignore[union-attr]


def test_a_browser_is_listed_by_its_coarse_name_and_how_it_proved(app: Flask) -> None:
    phone = cast.phone(app)
    phone.post("/signin", data={"email": "cleo@example.org"}, headers={"User-Agent": ANDROID})
    phone.post("/signin/code", data={"code": cast.mailed(app, "cleo@example.org")[0]})
    page = phone.get("/me/signins").text
    assert "Chrome on Android" in page
    assert "This device" in page
    assert "With a code, Thursday 5 November" in page
    with app.app_context():
        signin = db.session.query(SignIn).one()
        assert (signin.device, signin.proved_by) == ("Chrome on Android", "code")
        assert "Pixel" not in str([getattr(signin, column.key) for column in SignIn.__table__.columns])


def test_the_link_names_the_browser_that_opened_it(app: Flask, client: FlaskClient) -> None:
    client.post("/signin", data={"email": "cleo@example.org"})
    tablet = cast.phone(app)
    tablet.post(cast.mailed(app, "cleo@example.org")[1], headers={"User-Agent": ANDROID})
    page = tablet.get("/me/signins").text
    assert "Chrome on Android" in page
    assert "With a link" in page


def test_one_device_is_ended_and_no_other(app: Flask, client: FlaskClient, cleo: int) -> None:
    tablet, laptop = also(app, cleo, "Safari on iPad"), also(app, cleo, "Firefox on Linux")
    assert "Safari on iPad" in client.get("/me/signins").text
    answer = client.post(f"/me/signins/{last_signin(app) - 1}/end")
    assert answer.location == "/me/signins"
    assert "Safari on iPad" not in client.get("/me/signins").text
    assert tablet.get("/today").status_code == 303
    assert laptop.get("/today").status_code == 200


def test_all_other_devices_are_ended_at_once(app: Flask, client: FlaskClient, cleo: int) -> None:
    others = [also(app, cleo) for _ in range(3)]
    client.post("/me/signins/end")
    assert [phone.get("/today").status_code for phone in others] == [303] * 3
    assert client.get("/today").status_code == 200


def test_a_device_of_somebody_else_is_none(app: Flask, client: FlaskClient, cleo: int) -> None:
    with app.app_context():
        ben = cast.person("Ben Adler").id
    bens = also(app, ben)
    for number in (last_signin(app), 10**6, 2**63, 10**30):
        assert client.post(f"/me/signins/{number}/end").status_code == 404
    assert bens.get("/today").status_code == 200


def test_a_question_that_was_never_proved_is_no_device(app: Flask, client: FlaskClient, cleo: int) -> None:
    cast.phone(app).post("/signin", data={"email": "cleo@example.org"}, headers={"User-Agent": ANDROID})
    assert "Chrome on Android" not in client.get("/me/signins").text


def seen(app: Flask) -> tuple[object, object]:
    with app.app_context():
        signin = db.session.query(SignIn).one()
        assert signin.person
        return signin.seen_at, signin.person.active_at


def test_looking_is_not_noted_and_doing_is_once_a_day(
    app: Flask, client: FlaskClient, cleo: int, evening: time_machine.Traveller
) -> None:
    start = seen(app)
    evening.shift(timedelta(days=2))
    before = cast.everything(app)
    assert client.get("/me").status_code == 200
    assert cast.everything(app) == before
    client.post("/me", data={"name": "Cleo", "key": "k" * 32})
    first = seen(app)
    assert first == (clock.now(), clock.now())
    assert first != start
    evening.shift(timedelta(hours=23))
    client.post("/me", data={"name": "Cleo B"})
    assert seen(app) == first
    evening.shift(timedelta(hours=2))
    client.post("/me", data={"name": "Cleo Brandt"})
    assert seen(app) == (clock.now(), clock.now())


def test_a_refused_form_is_not_noted(
    app: Flask, client: FlaskClient, cleo: int, evening: time_machine.Traveller
) -> None:
    start = seen(app)
    evening.shift(timedelta(days=2))
    assert client.post("/me", data={"name": ""}).status_code == 422
    assert seen(app) == start


def test_who_does_something_now_and_then_stays_for_years(
    app: Flask, client: FlaskClient, cleo: int, evening: time_machine.Traveller
) -> None:
    for _ in range(5):
        evening.shift(timedelta(days=170))
        answer = client.post("/me/theme", data={"theme": "dark"})
        assert answer.location == "/me"
        assert "Expires=" in " ".join(answer.headers.getlist("Set-Cookie"))
    assert client.get("/today").status_code == 200


def test_a_visit_costs_a_check_in_nothing_on_the_same_day(app: Flask, client: FlaskClient, cleo: int) -> None:
    with app.app_context():
        code = cast.event().code
    start = seen(app)
    assert client.post(f"/e/{code}").status_code == 303
    assert seen(app) == start
