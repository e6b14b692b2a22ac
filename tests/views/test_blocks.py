"""Block, lift, and ask for no follow-ups: what each side sees."""

import re

import pytest
from flask import Flask

from netevent import clock
from netevent.extensions import db
from netevent.models import Encounter, Guess, Prompt
from netevent.operations import digests
from netevent.operations.prompts import token_of
from tests import cast
from tests.mails.mornings import digest_of
from tests.mails.mornings import prompt as suggested
from tests.views.room import Room, furnish


@pytest.fixture
def room(app: Flask, evening: object) -> Room:
    return furnish(app)


def unsigned(page: str) -> str:
    """A page without what differs on every load."""
    return re.sub(r'"X-CSRFToken": "[^"]*"|value="[^"]*"', "", page)


def test_the_page_before_it_names_the_person_and_changes_nothing(app, room):
    before = cast.everything(app)
    for place in (f"{room.hers}/block", f"/p/{room.codes['cleo']}/block"):
        page = room.phones["ben"].get(place).text
        assert "Block <bdi>Cleo Marti</bdi>?" in page
        assert "They are not told." in page
    assert cast.everything(app) == before


@pytest.mark.parametrize("way", ["page", "card"])
def test_the_blocked_see_the_same_as_for_an_unknown_code(app, room, way):
    ben, cleo = room.phones["ben"], room.phones["cleo"]
    place = f"{room.hers}/block" if way == "page" else f"/p/{room.codes['cleo']}/block"
    assert ben.post(place).status_code == 303
    code, unknown = room.codes["ben"], "9" * 26
    for method, path in (
        ("get", ""),
        ("post", "/met"),
        ("post", "/gives"),
        ("get", "/block"),
        ("post", "/block"),
    ):
        hers, nobodys = (getattr(cleo, method)(f"/p/{one}{path}") for one in (code, unknown))
        assert hers.status_code == nobodys.status_code == 404, path
        assert unsigned(hers.text) == unsigned(nobodys.text)
    hers, nobodys = (cleo.post("/scan", data={"code": one}) for one in (code, unknown))
    assert hers.status_code == nobodys.status_code == 422
    assert unsigned(hers.text) == unsigned(nobodys.text)
    hers, nobodys = (cleo.get(f"/b/{one}") for one in (room.badges["ben"], unknown))
    assert hers.status_code == nobodys.status_code == 404
    assert unsigned(hers.text) == unsigned(nobodys.text)
    assert cleo.post(f"/b/{room.badges['ben']}/knock").status_code == 404


def test_her_own_pages_do_not_tell(room):
    ben, cleo = room.phones["ben"], room.phones["cleo"]
    ben.post(f"{room.hers}/block")
    page = cleo.get(room.his).text
    assert "no longer shares their card with you" in page, "as after any card taken back"
    assert "<bdi>Ben</bdi> has your card" in page
    for gone in ("ben@example.org", "Halle Neuve", "rye at altitude", "blocked", "Asked for no follow-ups"):
        assert gone not in page
    assert "Ben Okri" in cleo.get("/me/privacy").text, "and she may take hers back as ever"


def test_a_typed_code_of_the_blocker_counts_as_a_wrong_one(app, room):
    room.phones["ben"].post(f"{room.hers}/block")
    with app.app_context():
        code = cast.checked_in(
            Encounter.of_contact(int(room.hers.split("/")[-1]))[0].event, room.person("ben")
        )[0].typed_code
    assert "Nobody here has this code" in room.phones["cleo"].post("/scan", data={"code": code}).text
    with app.app_context():
        assert cast.how_many(Guess) == 1


def test_the_blocker_sees_why_and_can_lift_it_from_the_card(room):
    ben = room.phones["ben"]
    ben.post(f"{room.hers}/block")
    assert "You blocked <bdi>Cleo</bdi>. They are not told." in ben.get(room.hers).text
    assert "Write to" not in ben.get(room.hers).text
    page = ben.get(f"/p/{room.codes['cleo']}").text
    assert "You blocked <bdi>Cleo Marti</bdi>" in page
    assert "We met" not in page
    assert ben.post(f"/p/{room.codes['cleo']}/met").status_code == 409
    lift = re.search(r'action="(/me/privacy/blocks/\d+/lift)"', page)
    assert lift
    ben.post(lift[1])
    assert ben.get(f"/p/{room.codes['cleo']}").status_code == 200
    assert "no longer shares" in room.phones["cleo"].get(room.his).text, "the card stays taken back"


@pytest.mark.parametrize("who", ["ben", "cleo"])
def test_suggestions_that_wait_are_shown_to_neither(app, room, evening, who):
    phone, place = room.phones[who], {"ben": room.hers, "cleo": room.his}[who]
    with app.app_context():
        note = Encounter.of_contact(int(place.split("/")[-1]))[0]
        evening.move_to(note.event.next_morning)
        digest = digest_of(room.person(who), note.event, clock.now().date())
        prompt = suggested("ask.care", note, digest, care="the roof")
        page = f"/prompts/{token_of(prompt)}"
    assert "the roof" in phone.get("/today").text
    assert phone.get(page).status_code == 200
    room.phones["ben"].post(f"{room.hers}/block")
    assert "Nothing today" in phone.get("/today").text
    assert phone.get(page).status_code == 404
    assert phone.post(page, data={"answer": "done"}).status_code == 404
    room.phones["ben"].post(
        re.search(r'action="(/me/privacy/blocks/\d+/lift)"', room.phones["ben"].get("/me/privacy").text)[1]
    )
    assert phone.get(page).status_code == 200, "lifted, it is there again"


def test_the_mail_of_the_morning_is_silent_for_both(app, room, evening):
    room.phones["ben"].post(f"{room.hers}/block")
    with app.app_context():
        evening.move_to(Encounter.of_contact(int(room.hers.split("/")[-1]))[0].event.next_morning)
        digests.plan_due(clock.now())
        assert db.session.query(Prompt).filter(Prompt.contact_id.is_not(None)).all() == []


def test_no_follow_ups_is_one_neutral_line_for_the_other(room):
    ben, cleo = room.phones["ben"], room.phones["cleo"]
    assert "Ask for no follow-ups" in ben.get(room.hers).text
    assert ben.post(f"{room.hers}/objection").location == room.hers
    hers = cleo.get(room.his).text
    assert hers.count("Asked for no follow-ups") == 1
    assert "Write to" not in hers
    assert "ben@example.org" in hers, "the card stays"
    page = ben.get(room.hers).text
    assert "You asked <bdi>Cleo</bdi> for no follow-ups." in page
    assert "Asked for no follow-ups" not in page
    ben.post(f"{room.hers}/objection/undo")
    assert "Asked for no follow-ups" not in cleo.get(room.his).text
    assert "Write to" in cleo.get(room.his).text


def test_somebody_typed_by_hand_is_nobody_to_block(app, room):
    dan = room.phones["dan"]
    place = dan.post("/people/new", data={"name": "Zoé"}).location.removesuffix("/note")
    for path in ("block", "objection", "objection/undo"):
        assert dan.post(f"{place}/{path}").status_code == 404
    assert "/block" not in dan.get(place).text


@pytest.mark.parametrize("path", ["block", "objection", "objection/undo", "edit", "forget"])
def test_only_the_owner_reaches_a_contact(app, room, path):
    assert room.phones["dan"].post(f"{room.hers}/{path}").status_code == 404
    assert "/signin" in app.test_client().post(f"{room.hers}/{path}").location
