"""Another address, through a browser: the same answers for known and unknown ones until the code is typed."""

import re

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from netevent.extensions import db
from netevent.models import AddressChange, Person
from netevent.operations import proofs
from tests import cast

NEW, BENS = "cleo@elsewhere.example", "ben@example.org"

pytestmark = pytest.mark.usefixtures("evening")


@pytest.fixture(autouse=True)
def cleo(app: Flask, client: FlaskClient, evening: time_machine.Traveller) -> FlaskClient:
    with app.app_context():
        cast.person("Ben Adler", BENS)
        return cast.signed_in(app, client, cast.person("Cleo Brandt"))


def code(app: Flask) -> str:
    with app.app_context():
        return proofs.code_of(db.session.query(AddressChange).order_by(AddressChange.id.desc()).first())  # type: ignore[arg-type]


def test_the_address_moves_after_the_code(app: Flask, client: FlaskClient) -> None:
    assert client.post("/me/address", data={"email": NEW}).location == "/me/address/code"
    assert NEW in client.get("/me/address/code").text
    assert client.post("/me/address/code", data={"code": code(app)}).location == "/me/signins"
    assert cast.reader(app, client) == NEW
    assert f"Your mail goes to {NEW} from now on" in client.get("/me/signins").text


def test_known_and_unknown_addresses_get_the_same_answers(app: Flask, client: FlaskClient) -> None:
    seen = []
    for email in (NEW, BENS):
        answers = [
            client.post("/me/address", data={"email": email}),
            client.get("/me/address/code"),
            client.post("/me/address/code", data={"code": "x"}),
        ]
        seen.append(
            [
                (
                    a.status_code,
                    a.location,
                    re.sub(r'(value|X-CSRFToken)(="|": ")[^"]*', "", a.text).replace(email, ""),
                )
                for a in answers
            ]
        )
    assert seen[0] == seen[1]
    assert [answer[0] for answer in seen[0]] == [303, 200, 422]


def test_an_address_of_another_account_is_said_plainly_after_the_proof(
    app: Flask, client: FlaskClient
) -> None:
    client.post("/me/address", data={"email": BENS})
    answer = client.post("/me/address/code", data={"code": code(app)})
    assert answer.status_code == 409
    assert "belongs to another account, so nothing was changed" in answer.text
    assert cast.reader(app, client) == "cleo@example.org"
    with app.app_context():
        assert cast.how_many(Person) == 2


def test_another_device_of_the_same_person_is_signed_out(app: Flask, client: FlaskClient) -> None:
    tablet = cast.phone(app)
    with app.app_context():
        cast.signed_in(app, tablet, db.session.query(Person).filter_by(name="Cleo Brandt").one())
    client.post("/me/address", data={"email": NEW})
    assert tablet.get("/me/address/code").status_code == 404
    client.post("/me/address/code", data={"code": code(app)})
    assert tablet.get("/today").status_code == 303


@pytest.mark.parametrize(
    ("email", "words"),
    [("", "Enter your e-mail"), ("cleo@example.org", "your address already"), ("x", "Enter one e-mail")],
)
def test_slips_are_named(client: FlaskClient, email: str, words: str) -> None:
    answer = client.post("/me/address", data={"email": email})
    assert answer.status_code == 422
    assert words in answer.text


def test_a_frequent_slip_is_asked_about_and_corrected_by_one_tap(app: Flask, client: FlaskClient) -> None:
    client.post("/me/address", data={"email": "cleo@gmail.con"})
    page = client.get("/me/address/code").text
    assert "Did you mean" in page
    assert 'name="email" value="cleo@gmail.com"' in page
    client.post("/me/address", data={"email": "cleo@gmail.com"})
    assert "Did you mean" not in client.get("/me/address/code").text
