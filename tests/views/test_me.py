"""`/me`: the own card and settings; `/me/qr`: being scanned."""

import io

import pytest
import zxingcpp
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image

from netevent.models import CheckIn, Person
from tests import cast

CARD = {"name": "Cleo Marti", "company": "", "role": "", "ask_about": "", "phone": "", "link": ""}


@pytest.fixture
def cleo(app: Flask, client: FlaskClient, evening: object) -> FlaskClient:
    with app.app_context():
        me = cast.person("Cleo Marti", card_code="C" * 26, company="Atelier", phone="+41 79 1")
        cast.checked_in(cast.event(), me)
        return cast.signed_in(app, client, me)


def me(app: Flask) -> Person:
    with app.app_context():
        return Person.of_email("cleo@example.org")


def test_my_qr_shows_code_name_and_what_they_get(app, cleo):
    with app.app_context():
        typed = CheckIn.latest_of(me(app).id).typed_code
    page = cleo.get("/me/qr").text
    for words in (
        "Cleo Marti",
        "Atelier",
        "They get:",
        "name, company</b>",
        f"{typed[:3]} {typed[3:]}",
        " ".join(typed),
    ):
        assert words in page
    assert 'role="img" aria-label="QR code of Cleo Marti"' in page
    assert f"http://localhost/p/{'C' * 26}" in page, "the link itself is there without script"
    assert 'style="' not in page


def test_the_image_holds_the_card(cleo):
    file = cleo.get("/me/qr.png")
    assert file.mimetype == "image/png"
    (code,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(file.data)).convert("L"))
    assert code.text == f"HTTP://LOCALHOST/P/{'C' * 26}"


def test_chips_add_to_the_card_and_are_remembered(app, cleo):
    part = cleo.post("/me/qr", data={"email": "1", "phone": "1"}, headers={"HX-Request": "true"}).text
    assert "<html" not in part
    assert ", phone</b>" in part
    assert (me(app).gives_email, me(app).gives_phone) == (True, True)
    assert cleo.post("/me/qr", data={}).location == "/me/qr"
    assert (me(app).gives_email, me(app).gives_phone) == (False, False)


def test_an_unproved_address_is_not_offered_and_the_page_says_why(app, client, evening):
    with app.app_context():
        event = cast.event(code="7KQ4MP")
        assert event.code == "7KQ4MP"
    client.post("/e/7KQ4MP", data={"name": "Eva", "email": "eva@example.org"})
    page = client.get("/me/qr").text
    assert 'name="email"' not in page
    assert "Your e-mail can go along once you confirmed it." in page
    assert 'href="/me#phone"' in page, "a phone is asked for where it is kept"
    assert "eva@example.org" not in page
    assert "Confirm your address" in client.get("/me").text


def test_who_has_no_name_gives_one_first(app, client, evening):
    with app.app_context():
        cast.signed_in(app, client, cast.person("", "eva@example.org"))
    assert client.get("/me/qr").location == "/me"
    assert "Add your name, and your QR is ready." in client.get("/me").text


def test_the_card_is_changed(app, cleo):
    sent = CARD | {"role": "Baker", "ask_about": "rye", "link": "cleo.example", "names_only_in_mail": "y"}
    assert cleo.post("/me", data=sent).location == "/me"
    now = me(app)
    assert (now.role, now.ask_about, now.link, now.company) == ("Baker", "rye", "https://cleo.example", "")
    assert now.names_only_in_mail
    cleo.post("/me", data=CARD)
    assert not me(app).names_only_in_mail


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"name": " "}, "Please enter your name."),
        ({"name": "x" * 121}, "This holds 120 characters"),
        ({"ask_about": "x" * 61}, "This holds 60 characters, yours has 61"),
        ({"link": "javascript:alert(1)"}, "Enter a web address"),
        ({"phone": "call me"}, "Enter a phone number"),
        ({"company": "a\0b"}, "characters we cannot store"),
    ],
)
def test_slips_are_named_and_nothing_is_lost(app, cleo, typed, said):
    page = cleo.post("/me", data=CARD | {"role": "Baker"} | typed)
    assert page.status_code == 422
    assert said in page.text
    assert 'value="Baker"' in page.text
    assert me(app).company == "Atelier", "nothing was changed"


def test_a_phone_that_is_gone_goes_along_no_more(app, cleo):
    cleo.post("/me/qr", data={"phone": "1"})
    cleo.post("/me", data=CARD)
    assert not me(app).gives_phone


def test_light_dark_or_as_the_system(cleo):
    assert "theme=dark" in cleo.post("/me/theme", data={"theme": "dark"}).headers["Set-Cookie"]
    assert 'data-theme="dark"' in cleo.get("/me").text
    for other in ("", "purple"):
        cleo.post("/me/theme", data={"theme": "light"})
        cleo.post("/me/theme", data={"theme": other})
        assert "data-theme" not in cleo.get("/me").text


def test_events_are_shown_to_who_organises(app, cleo):
    assert "Your events" not in cleo.get("/me").text
    with app.app_context():
        cast.event(Person.of_email("cleo@example.org"))
    assert "Your events" in cleo.get("/me").text


def test_signing_out_ends_it(cleo):
    assert 'action="/signout"' in cleo.get("/me").text
    cleo.post("/signout")
    assert "/signin" in cleo.get("/me").location


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("get", "/me"),
        ("post", "/me"),
        ("get", "/me/qr"),
        ("post", "/me/qr"),
        ("get", "/me/qr.png"),
        ("post", "/me/theme"),
    ],
)
def test_me_is_for_somebody(app, method, path):
    app.config["WTF_CSRF_ENABLED"] = False
    assert "/signin" in getattr(app.test_client(), method)(path).location
