"""`/scan`: one of our cards leads to it, all else gets a sentence, with and without script."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from netevent.models import CheckIn, Person
from tests import cast

BEN = "B" * 26
CAMERA = {"HX-Request": "true"}


@pytest.fixture
def cleo(app: Flask, client: FlaskClient, evening: object) -> FlaskClient:
    with app.app_context():
        me = cast.person("Cleo")
        cast.checked_in(cast.event(title="First Thursday"), me, cast.person("Ben", card_code=BEN))
        return cast.signed_in(app, client, me)


def test_the_page_offers_camera_photo_and_typing(cleo):
    page = cleo.get("/scan")
    assert page.status_code == 200
    for words in ("Point at their QR", "Photo of the code", "Type code", 'type="importmap"'):
        assert words in page.text
    assert cleo.get("/scan").text.count('style="') == 0


@pytest.mark.parametrize("form", ["HTTP://LOCALHOST/P/{}", "http://localhost/p/{} ", "{}"])
def test_a_card_leads_to_the_person(cleo, form):
    answer = cleo.post("/scan", data={"code": form.format(BEN)})
    assert (answer.status_code, answer.location) == (303, f"/p/{BEN}")


def test_the_camera_gets_the_same_answer_in_a_header(cleo):
    answer = cleo.post("/scan", data={"code": f"HTTP://LOCALHOST/P/{BEN}"}, headers=CAMERA)
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (204, f"/p/{BEN}")


def test_typed_characters_lead_to_the_person(app, cleo):
    with app.app_context():
        code = CheckIn.latest_of(Person.of_email("ben@example.org").id).typed_code
    assert cleo.post("/scan", data={"code": f" {code[:3].lower()} {code[3:]}"}).location == f"/p/{BEN}"


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("ZZZZZZ", "Nobody here has this code"),
        ("javascript:alert(1)", "It says: javascript:alert(1)"),
        ("https://evil.example/?a=<b>", "https://evil.example/?a=&lt;b&gt;"),
        ("x" * 3000, "x" * 120),
        ("", "Type the six characters under their QR."),
        ("\0", "Type the six characters under their QR."),
    ],
)
def test_the_rest_gets_a_sentence_and_is_never_opened(cleo, code, said):
    page = cleo.post("/scan", data={"code": code})
    assert page.status_code == 422
    assert said in page.text
    part = cleo.post("/scan", data={"code": code}, headers=CAMERA).text
    assert said in part
    assert "<a " not in part
    assert "<html" not in part


def test_nobody_scans_without_being_somebody(app):
    app.config["WTF_CSRF_ENABLED"] = False
    assert app.test_client().get("/scan").location == "/signin?next=/scan"
    assert "/signin" in app.test_client().post("/scan", data={"code": BEN}).location
