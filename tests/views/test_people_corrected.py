"""Correcting and forgetting somebody: what is the owner's changes, what is the other's stays."""

import pytest
from flask import Flask

from netevent.models import Act, Contact, Encounter, Promise
from tests import cast
from tests.views.room import Room, furnish


@pytest.fixture
def room(app: Flask, evening: object) -> Room:
    return furnish(app)


def test_what_one_typed_is_corrected(room):
    dan = room.phones["dan"]
    place = dan.post("/people/new", data={"name": "Jo", "email": "jo@example.org"}).location.removesuffix(
        "/note"
    )
    assert 'value="Jo"' in dan.get(f"{place}/edit").text
    wrong = dan.post(f"{place}/edit", data={"name": " ", "email": "jo@", "phone": ""})
    assert wrong.status_code == 422
    assert "Please enter a name." in wrong.text
    right = {"name": "Joséphine", "company": "Ici", "email": "Jo@Example.org", "phone": ""}
    assert dan.post(f"{place}/edit", data=right).location == place
    page = dan.get(place).text
    for words in ("Joséphine", "Ici", "jo@example.org"):
        assert words in page


def test_what_stands_on_a_shared_card_is_not_mine_to_change(room):
    cleo, ben = room.phones["cleo"], room.phones["ben"]
    assert 'name="name"' not in cleo.get(f"{room.his}/edit").text
    cleo.post(
        f"{room.his}/edit", data={"name": "Benny", "company": "X", "email": "b@example.net", "phone": "0791"}
    )
    page = cleo.get(room.his).text
    for words in ("Ben Okri", "Halle Neuve", "ben@example.org"):
        assert words in page, "what he shares stands before what was heard"
    assert "Benny" not in page
    ben.post(f"{room.hers}/takeback")
    assert "b@example.net" in cleo.get(room.his).text, "what she heard is hers"
    assert 'name="name"' in cleo.get(f"{room.his}/edit").text
    cleo.post(f"{room.his}/edit", data={"name": "Benny", "company": "", "email": "", "phone": ""})
    assert "Benny" in cleo.get(room.his).text


def test_forgetting_asks_first_and_leaves_nothing(app, room):
    cleo = room.phones["cleo"]
    assert "Forget <bdi>Ben Okri</bdi>?" in cleo.get(f"{room.his}/forget").text
    assert cleo.get(room.his).status_code == 200
    assert cleo.post(f"{room.his}/forget").location == "/people"
    assert cleo.get(room.his).status_code == 404
    assert "Ben Okri" not in cleo.get("/people").text
    with app.app_context():
        me = room.person("cleo").id
        assert [cast.how_many(model, owner_id=me) for model in (Contact, Encounter, Promise, Act)] == [0] * 4
    assert "Cleo Marti" in room.phones["ben"].get(room.hers).text, "what he keeps of her is his"
