"""Passkeys through a browser: asked for, answered, refused alike, and offered calmly to owners of events."""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from netevent.extensions import db
from netevent.models import Passkey, SignIn
from tests import cast
from tests.authenticator import Authenticator

pytestmark = pytest.mark.usefixtures("evening")


@pytest.fixture
def key(app: Flask, client: FlaskClient) -> Authenticator:
    """The key of Cleo, who is signed in on `client`."""
    with app.app_context():
        cast.signed_in(app, client, cast.person("Cleo Brandt"))
    key = Authenticator()
    options = client.post("/me/passkeys/challenge").text
    assert client.post("/me/passkeys", data={"credential": key.make(options)}).location == "/me/signins"
    return key


def enter(phone: FlaskClient, key: Authenticator, **more: str):  # type: ignore[no-untyped-def]
    options = phone.post("/signin/passkey/challenge").text
    return phone.post("/signin/passkey", data={"credential": key.sign(options)} | more)


def test_a_passkey_is_listed_and_signs_in_on_another_phone(
    app: Flask, client: FlaskClient, key: Authenticator
) -> None:
    assert "Added Thursday 5 November" in client.get("/me/signins").text
    phone = cast.phone(app)
    assert enter(phone, key, next="/people").location == "/people"
    assert cast.reader(app, phone) == "cleo@example.org"
    assert "With a passkey" in phone.get("/me/signins").text


def test_every_failure_looks_the_same(app: Flask, key: Authenticator) -> None:
    pages = set()
    for thief in (
        Authenticator(),
        Authenticator(credential_id=key.credential_id),
        Authenticator(origin="https://evil.example"),
    ):
        answer = enter(cast.phone(app), thief)
        assert answer.status_code == 422
        assert "did not work with this passkey" in answer.text
        pages.add(len(answer.text))
    assert len(pages) == 1


def test_an_answer_without_a_challenge_of_this_browser_is_refused(app: Flask, key: Authenticator) -> None:
    options = cast.phone(app).post("/signin/passkey/challenge").text
    stranger = cast.phone(app)
    assert stranger.post("/signin/passkey", data={"credential": key.sign(options)}).status_code == 422
    stranger.post("/signin/passkey/challenge")
    assert stranger.post("/signin/passkey", data={"credential": key.sign(options)}).status_code == 422
    assert cast.reader(app, stranger) is None


def test_an_answer_sent_again_with_the_old_cookie_opens_nothing(app: Flask, key: Authenticator) -> None:
    phone, thief = cast.phone(app), cast.phone(app)
    options = phone.post("/signin/passkey/challenge").text
    cookie = phone.get_cookie("netevent")
    assert cookie
    thief.set_cookie("netevent", cookie.value)
    said = {"credential": key.sign(options)}
    assert phone.post("/signin/passkey", data=said).status_code == 303
    assert thief.post("/signin/passkey", data=said).status_code == 422
    assert cast.reader(app, thief) is None


def test_a_stale_proof_is_renewed_by_a_passkey_and_leads_back(
    app: Flask, client: FlaskClient, key: Authenticator, evening: time_machine.Traveller
) -> None:
    evening.shift(timedelta(hours=13))
    page = client.get("/signin/confirm?next=/me/address").text
    assert "data-passkey" in page
    assert enter(client, key, next="/me/address").location == "/me/address"
    assert client.get("/me/address").status_code == 200
    with app.app_context():
        assert cast.how_many(SignIn, proved_by="passkey") == 1


def test_adding_and_removing_need_a_fresh_proof(
    app: Flask, client: FlaskClient, key: Authenticator, evening: time_machine.Traveller
) -> None:
    evening.shift(timedelta(hours=13))
    for path in ("/me/passkeys/challenge", "/me/passkeys", "/me/passkeys/1/remove"):
        assert client.post(path).location.startswith("/signin/confirm?next=")
    with app.app_context():
        assert cast.how_many(Passkey) == 1


def test_a_passkey_is_removed_by_its_owner_alone(app: Flask, client: FlaskClient, key: Authenticator) -> None:
    with app.app_context():
        dans = cast.signed_in(app, cast.phone(app), cast.person("Dan Okafor"))
        number = db.session.query(Passkey).one().id
    assert dans.post(f"/me/passkeys/{number}/remove").status_code == 404
    assert client.post(f"/me/passkeys/{number}/remove").location == "/me/signins"
    assert enter(cast.phone(app), key).status_code == 422


def test_owners_of_events_are_asked_once_and_calmly(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        ada = cast.person("Ada Moreau")
        cast.event(ada)
        cast.signed_in(app, client, ada)
    assert "Protect your events with a passkey" in client.get("/events").text
    assert client.post("/me/passkeys/later").location == "/events"
    assert "Protect your events" not in client.get("/events").text


def test_who_owns_no_event_or_has_a_passkey_is_not_asked(
    app: Flask, client: FlaskClient, key: Authenticator
) -> None:
    assert "Protect your events" not in client.get("/events").text
    with app.app_context():
        cast.event(db.session.query(Passkey).one().person)
    assert "Protect your events" not in client.get("/events").text


def test_the_page_works_without_passkeys_and_holds_no_script_of_its_own(client: FlaskClient) -> None:
    page = client.get("/signin").text
    assert 'data-passkey="/signin/passkey/challenge" hidden' in page
    assert "Continue" in page
    assert "js/passkeys.js" in page
