"""Telling the organiser: who reads it, who does not, and what it gives away."""

import pytest
from flask import Flask

from netevent import clock
from netevent.extensions import db
from netevent.models import Concern, Event, Organiser
from tests import cast
from tests.views.room import Room, furnish

WORDS = "He would not let me go. <script>"
SHOWN = "He would not let me go. &lt;script&gt;"


@pytest.fixture
def room(app: Flask, evening: object) -> Room:
    return furnish(app)


def contact_id(place: str) -> str:
    return place.split("/")[-1]


def with_a_key(app: Flask, room: Room, name: str, role: str) -> None:
    with app.app_context():
        event = Event.of_code(room.event)
        assert event
        key = Organiser(event_id=event.id, person_id=room.person(name).id, role=role, since=clock.now())
        db.session.add(key)
        db.session.commit()


def test_the_form_stands_where_people_are(room):
    ben, place = room.phones["ben"], f"/e/{room.event}/concern"
    assert f'href="{place}"' in ben.get("/today").text
    assert f'href="{place}?person={contact_id(room.hers)}"' in ben.get(room.hers).text
    assert f'href="{place}?card={room.codes["dan"]}"' in ben.get(f"/p/{room.codes['dan']}").text
    assert "About <bdi>First Thursday</bdi>." in ben.get(place).text
    assert "About <bdi>Cleo Marti</bdi>, at" in ben.get(f"{place}?person={contact_id(room.hers)}").text
    assert "About <bdi>Dan Roux</bdi>, at" in ben.get(f"{place}?card={room.codes['dan']}").text


def test_owner_and_organisers_read_it_nobody_else(app, room):
    ben, place = room.phones["ben"], f"/e/{room.event}/concern?person={contact_id(room.hers)}"
    assert ben.post(place, data={"words": WORDS}).location == "/me/privacy"
    page = room.phones["ada"].get(f"/events/{room.event}/concerns").text
    assert SHOWN in page
    assert "Ben Okri, Thursday 5 November at 19:00" in page
    assert "About Cleo Marti" in page
    with_a_key(app, room, "dan", "door")
    assert room.phones["dan"].get(f"/events/{room.event}/concerns").status_code == 403
    assert room.phones["cleo"].get(f"/events/{room.event}/concerns").status_code == 404
    for path in ("/today", "/me/privacy", room.his, "/people"):
        assert "let me go" not in room.phones["cleo"].get(path).text


def test_whom_it_is_about_does_not_see_it_with_a_key_either(app, room):
    with_a_key(app, room, "cleo", "organiser")
    place = f"/e/{room.event}/concern?person={contact_id(room.hers)}"
    room.phones["ben"].post(place, data={"words": WORDS})
    listed = f"/events/{room.event}/concerns"
    assert SHOWN not in room.phones["cleo"].get(listed).text
    assert SHOWN in room.phones["ada"].get(listed).text
    assert room.phones["cleo"].post(f"{listed}/1/settle").status_code == 404


def test_organisers_learn_of_nobody_whom_the_teller_did_not_name(app, room):
    room.phones["ben"].post(f"/e/{room.event}/concern", data={"words": "too loud"})
    assert "Cleo" not in room.phones["ada"].get(f"/events/{room.event}/concerns").text
    with app.app_context():
        outsider = cast.person("Eve Falk", card_code="E" * 26)
        assert outsider.id
    place = f"/e/{room.event}/concern?card={'E' * 26}"
    assert "About <bdi>First Thursday</bdi>." in room.phones["ben"].get(place).text, "she was not there"
    room.phones["ben"].post(place, data={"words": "something else"})
    with app.app_context():
        assert [concern.about_id for concern in db.session.query(Concern)] == [None, None]


def test_only_who_was_there_tells(app, room):
    with app.app_context():
        stranger = cast.signed_in(app, app.test_client(), cast.person("Eve Falk"))
    for method in ("get", "post"):
        answer = getattr(stranger, method)(f"/e/{room.event}/concern")
        assert answer.status_code == 409
        assert "This is for people who were there." in answer.text
    assert "/signin" in app.test_client().get(f"/e/{room.event}/concern").location
    assert stranger.get("/e/000000/concern").status_code == 404


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (" \u200b", "Write a line or two"),
        ("x" * 1001, "This holds 1000 characters, yours has 1001."),
        ("a\0b", "contains characters we cannot store"),
    ],
)
def test_slips_are_named_and_the_words_kept(room, words, said):
    page = room.phones["ben"].post(f"/e/{room.event}/concern", data={"words": words})
    assert page.status_code == 422
    assert said in page.text
    assert words.replace("\0", "").strip()[:1000].strip("\u200b")[:20] in page.text


@pytest.mark.parametrize(
    "about", ["person=0", "person=-1", "person=99999999999999999999", "person=x", "card="]
)
def test_an_address_that_names_nobody_is_about_the_evening(room, about):
    page = room.phones["ben"].get(f"/e/{room.event}/concern?{about}")
    assert page.status_code == 200
    assert "About <bdi>First Thursday</bdi>." in page.text


def test_a_contact_of_somebody_else_is_not_found(room):
    place = f"/e/{room.event}/concern?person={contact_id(room.his)}"
    assert room.phones["ben"].get(place).status_code == 404


def test_taken_care_of_is_said_to_the_teller(app, room):
    room.phones["ben"].post(f"/e/{room.event}/concern", data={"words": "too loud"})
    listed = f"/events/{room.event}/concerns"
    with app.app_context():
        (concern,) = db.session.query(Concern)
        settle = f"{listed}/{concern.id}/settle"
    with_a_key(app, room, "dan", "door")
    assert room.phones["dan"].post(settle).status_code == 403
    assert room.phones["ada"].post(settle).location == listed
    assert room.phones["ada"].post(f"{listed}/999/settle").status_code == 404
    assert "Taken care of" in room.phones["ada"].get(listed).text
    assert "Taken care of" in room.phones["ben"].get("/me/privacy").text
