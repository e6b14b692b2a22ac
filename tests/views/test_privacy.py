"""`/me/privacy`: everything one gave, agreed to, told and blocked, with its way back."""

import re

import pytest
from flask import Flask

from netevent.models import Block, Concern, Knock
from netevent.operations import cards, consents
from tests import cast
from tests.views.room import Room, furnish


@pytest.fixture
def room(app: Flask, evening: object) -> Room:
    return furnish(app)


def forms(page: str, path: str) -> list[str]:
    """Addresses of the forms on a page that match."""
    return re.findall(rf'action="({path})"', page)


def test_who_has_my_card_since_when_and_which_fields(room):
    page = room.phones["ben"].get("/me/privacy").text
    assert "Cleo Marti" in page
    assert re.search(r"Since 5 Nov: name, company, .*e-mail.*, phone", page)
    assert "Dan Roux" not in page


def test_one_card_is_taken_back_and_so_are_all(room):
    ben, cleo = room.phones["ben"], room.phones["cleo"]
    (place,) = forms(ben.get("/me/privacy").text, r"/me/privacy/cards/\d+/takeback")
    assert room.phones["dan"].post(place).status_code == 404, "it is nobody else's to take back"
    assert ben.post(place).location == "/me/privacy"
    assert "ben@example.org" not in cleo.get(room.his).text
    assert "Nobody at the moment." in ben.get("/me/privacy").text
    cleo.post("/me/privacy/takeback")
    assert "no longer shares their card" in ben.get(room.hers).text
    assert ben.post(place).status_code == 404


def test_what_was_agreed_to_stands_there_in_its_wording(room):
    page = room.phones["ben"].get("/me/privacy").text
    assert "Your e-mail on your card, since Thursday 5 November." in page
    assert consents.TEXTS["2026-11"] in page
    assert "Told when you checked in at <bdi>First Thursday</bdi> on Thursday 5 November:" in page
    assert consents.NOTICES["2026-11"] in page


def test_the_notice_is_the_one_at_the_door_and_the_text_the_one_beside_the_chips(app, room):
    assert consents.NOTICES["2026-11"] in app.test_client().get(f"/e/{room.event}").text
    assert consents.NOTICES["2026-11"] in app.test_client().get(f"/p/{room.codes['ben']}").text
    for page in ("/me/qr", f"/p/{room.codes['dan']}"):
        assert consents.TEXTS["2026-11"] in room.phones["ben"].get(page).text


@pytest.mark.parametrize(("kind", "gone"), [("email", "ben@example.org"), ("phone", "+41 79 1")])
def test_a_withdrawal_works_at_once(room, kind, gone):
    ben, cleo = room.phones["ben"], room.phones["cleo"]
    assert gone in cleo.get(room.his).text
    assert ben.post("/me/privacy/withdraw", data={"kind": kind}).location == "/me/privacy"
    for page in (room.his, f"{room.his}/card.vcf", f"{room.his}/write", "/people"):
        assert gone not in cleo.get(page).text
    page = ben.get("/me/privacy").text
    assert "Ended on Thursday 5 November." in page
    assert len(forms(page, "/me/privacy/withdraw")) == 1, "the other one stays"
    assert ben.post("/me/privacy/withdraw", data={"kind": "name"}).status_code == 404


def test_unticking_on_my_qr_is_such_a_withdrawal(room):
    room.phones["ben"].post("/me/qr", data={"phone": "1"})
    page = room.phones["cleo"].get(room.his).text
    assert "ben@example.org" not in page
    assert "+41 79 1" in page


def test_blocked_people_are_listed_and_lifted(app, room):
    ben = room.phones["ben"]
    ben.post(f"{room.hers}/block")
    (place,) = forms(ben.get("/me/privacy").text, r"/me/privacy/blocks/\d+/lift")
    assert room.phones["cleo"].post(place).status_code == 404
    assert ben.post(place).location == "/me/privacy"
    with app.app_context():
        assert Block.standing_of(room.person("ben").id) == []
    assert "Nobody. You can block" in ben.get("/me/privacy").text


def test_a_badge_gets_a_new_code(room):
    ben = room.phones["ben"]
    (place,) = forms(ben.get("/me/privacy").text, r"/b/\w+/renew")
    assert room.phones["dan"].post(place).status_code == 404
    assert ben.post(place).location == "/me/privacy"
    assert forms(ben.get("/me/privacy").text, r"/b/\w+/renew") != [place]
    assert room.phones["dan"].get(f"/b/{room.badges['ben']}").status_code == 404


def test_what_i_told_is_there_and_goes(app, room):
    ben = room.phones["ben"]
    ben.post(f"/e/{room.event}/concern", data={"words": "too loud <b>"})
    page = ben.get("/me/privacy").text
    assert "too loud &lt;b&gt;" in page
    (place,) = forms(page, r"/me/privacy/concerns/\d+/takeback")
    assert room.phones["cleo"].post(place).status_code == 404
    assert ben.post(place).location == "/me/privacy"
    with app.app_context():
        assert cast.how_many(Concern) == 0


def test_who_asks_to_connect_is_there_and_on_today(app, room):
    dan, ben = room.phones["dan"], room.phones["ben"]
    dan.post(f"/b/{room.badges['ben']}/knock")
    with app.app_context():
        place = f"/me/privacy/knocks/{Knock.waiting_for(room.person('ben').id)[0].id}"
    for page in ("/me/privacy", "/today", "/today?morning=1"):
        assert "Dan asks to connect" in ben.get(page).text
        assert place in ben.get(page).text
    assert "asks to connect" not in room.phones["cleo"].get("/today").text


def test_the_page_leads_on(room):
    page = room.phones["dan"].get("/me/privacy").text
    for link in ('href="/privacy"', 'href="/me/data"'):
        assert link in page
    assert 'href="/me/privacy"' in room.phones["dan"].get("/me").text


def test_the_text_says_how_long_and_where(client):
    page = client.get("/privacy").text
    for words in ("180 days", "24 months", "30 days", "35 days", "Me, Privacy", "Me, Your data", "complain"):
        assert words in page
    assert consents.NOTICES["2026-11"] in page


def test_somebody_i_forgot_can_still_lose_my_card(app, room):
    ben = room.phones["ben"]
    ben.post(f"{room.hers}/forget")
    page = ben.get("/me/privacy").text
    assert "Cleo Marti" in page
    ben.post(forms(page, r"/me/privacy/cards/\d+/takeback")[0])
    with app.app_context():
        assert cards.holders_of(room.person("ben")) == []
