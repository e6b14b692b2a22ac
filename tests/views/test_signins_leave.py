"""Proving once more, and leaving: warned while nobody could come back, and ended for good."""

import re
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from netevent.extensions import db
from netevent.models import OutboxMail, SignIn
from tests import cast

pytestmark = pytest.mark.usefixtures("evening")
HALF_A_DAY = timedelta(hours=12, seconds=1)


@pytest.fixture
def cleo(app: Flask, client: FlaskClient) -> FlaskClient:
    with app.app_context():
        return cast.signed_in(app, client, cast.person("Cleo Brandt"))


@pytest.fixture
def gil(app: Flask, client: FlaskClient) -> FlaskClient:
    """Gil checked in and has not confirmed an address."""
    with app.app_context():
        code = cast.event().code
    client.post(f"/e/{code}", data={"name": "Gil", "email": "gil@example.org"})
    return client


def test_twelve_hours_after_a_proof_another_one_is_asked_for(
    cleo: FlaskClient, evening: time_machine.Traveller
) -> None:
    assert cleo.get("/me/address").status_code == 200
    evening.shift(HALF_A_DAY)
    assert cleo.get("/me/address").location == "/signin/confirm?next=/me/address"


def test_the_new_proof_leads_back_and_renews_the_secret(
    app: Flask, cleo: FlaskClient, evening: time_machine.Traveller
) -> None:
    evening.shift(HALF_A_DAY)
    page = cleo.get(cleo.get("/me/address").location).text
    assert "cleo@example.org" in page
    assert 'name="next" value="/me/address"' in page
    with cleo.session_transaction() as session:
        before = session["_user_id"]
    assert cleo.post("/signin/confirm", data={"next": "/me/address"}).location == "/signin/code"
    code, _ = cast.mailed(app, "cleo@example.org")
    assert cleo.post("/signin/code", data={"code": code}).location == "/me/address"
    assert cleo.get("/me/address").status_code == 200
    with cleo.session_transaction() as session:
        assert session["_user_id"] != before
    with app.app_context():
        assert cast.how_many(SignIn) == 1


def test_looking_at_the_question_sends_nothing(
    app: Flask, cleo: FlaskClient, evening: time_machine.Traveller
) -> None:
    evening.shift(HALF_A_DAY)
    before = cast.everything(app)
    cleo.get("/signin/confirm?next=/me/address")
    assert cast.everything(app) == before


def test_a_wrong_code_ends_no_sign_in(app: Flask, cleo: FlaskClient, evening: time_machine.Traveller) -> None:
    evening.shift(HALF_A_DAY)
    cleo.post("/signin/confirm")
    code, _ = cast.mailed(app, "cleo@example.org")
    assert cleo.post("/signin/code", data={"code": f"{(int(code) + 1) % 10**6:06d}"}).status_code == 422
    assert cleo.get("/today").status_code == 200
    assert cleo.get("/me/address").status_code == 303


def test_the_link_pressed_elsewhere_signs_in_there_and_nobody_out(
    app: Flask, cleo: FlaskClient, evening: time_machine.Traveller
) -> None:
    evening.shift(HALF_A_DAY)
    cleo.post("/signin/confirm")
    tablet = cast.phone(app)
    tablet.post(cast.mailed(app, "cleo@example.org")[1])
    assert cast.reader(app, tablet) == "cleo@example.org"
    assert cleo.get("/today").status_code == 200
    assert cleo.get("/me/address").status_code == 303  # this one still has to prove it


def test_an_unconfirmed_person_proves_the_address_on_the_same_way(app: Flask, gil: FlaskClient) -> None:
    assert gil.get("/me/address").location == "/signin/confirm?next=/me/address"
    gil.post("/signin/confirm", data={"next": "/me/address"})
    with app.app_context():
        assert cast.how_many(OutboxMail) == 1  # the code of the check-in is only just on its way
    gil.post("/signin/code", data={"code": cast.mailed(app, "gil@example.org")[0]})
    assert gil.get("/me/address").status_code == 200


@pytest.mark.parametrize(
    "place", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:x"]
)
def test_the_way_back_stays_in_the_house(
    app: Flask, cleo: FlaskClient, place: str, evening: time_machine.Traveller
) -> None:
    evening.shift(HALF_A_DAY)
    cleo.post("/signin/confirm", data={"next": place})
    code, _ = cast.mailed(app, "cleo@example.org")
    assert cleo.post("/signin/code", data={"code": code}).location == "/today"


def test_a_code_sent_to_one_claimed_address_proves_no_other(app: Flask, gil: FlaskClient) -> None:
    """Two browsers of one unconfirmed person: one corrects the address, the other holds an older code."""
    code, _ = cast.mailed(app, "gil@example.org")
    with app.app_context():
        phone = db.session.query(SignIn).one()
        assert phone.person
        phone.person.claimed_email = "victoria@example.org"
        db.session.commit()
    gil.post("/signin/confirm")
    assert gil.post("/signin/code", data={"code": code}).status_code == 422
    assert cast.reader(app, gil) == "Gil"


def test_leaving_unconfirmed_warns_first(app: Flask, gil: FlaskClient) -> None:
    assert gil.post("/signout").location == "/signout"
    page = gil.get("/signout").text
    assert "gil@example.org" in page
    assert "you cannot get back to them" in page
    assert gil.get("/today").status_code == 200
    assert gil.post("/signout", data={"sure": "y"}).location == "/"
    assert gil.get("/today").status_code == 303


def test_leaving_confirmed_takes_one_tap(cleo: FlaskClient) -> None:
    assert cleo.post("/signout").location == "/"
    assert cleo.get("/today").status_code == 303


def test_an_installed_app_proves_by_the_code_typed_inside_it(app: Flask, client: FlaskClient) -> None:
    """An app on an iPhone's home screen shares no cookies with Safari: the link opens there, the code works here."""
    client.post("/signin", data={"email": "cleo@example.org"}, headers={"User-Agent": "iPhone"})
    page = client.get("/signin/code").text
    assert re.search(r'<input[^>]*autocomplete="one-time-code"', page)
    assert (
        client.post("/signin/code", data={"code": cast.mailed(app, "cleo@example.org")[0]}).status_code == 303
    )
    assert cast.reader(app, client) == "cleo@example.org"
