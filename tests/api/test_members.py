"""Whom a program means: a line of the list or a name as well as a code; and the language it is refused in."""

from typing import Any

import pytest
import time_machine
from flask import Flask
from flask_babel import gettext

from netevent.domain.codes import new_code
from netevent.extensions import db
from netevent.models import Event, Person, Scan
from netevent.operations import guests
from tests import cast
from tests.api.programs import Program, let_go, problem
from tests.operations.door import place

NONCE = "0b9c3d5e-3f2a-4a8e-9d43-7f0c5b1e2a60"


@pytest.fixture
def door(app: Flask, evening: time_machine.Traveller) -> Program:
    with app.app_context():
        code = cast.event(cast.person("Ada Moreau")).code
    return Program(app, code)


@pytest.fixture
def house(app: Flask, door: Program):  # type: ignore[no-untyped-def]
    with app.app_context():
        yield Event.of_code(door.code)


def let_in(door: Program, nonce: str = "", **whom: Any) -> Any:
    return door.ask("POST", "/checkins", json={"nonce": nonce or new_code(26)} | whom)


def test_a_line_of_the_list_is_welcome_once(door: Program, house: Event) -> None:
    line = f"r{place(house, email='gil@example.org').id}"
    first = let_in(door, NONCE, guest=line)
    again = let_in(door, guest=line)
    assert [answer.status_code for answer in (first, again)] == [201, 200]
    assert first.get_json()["name"] == again.get_json()["name"] == "Gil Reyes"
    assert let_in(door, NONCE, guest=line).get_json() == first.get_json()
    assert problem(let_in(door, NONCE, name="Gil Reyes"))[::2] == (422, "/nonce")
    gone = let_in(door, guest=f"c{first.get_json()['id'] + 1}")
    assert problem(gone)[:2] == (404, guests.NOT_LISTED)


def test_a_walk_in_is_whoever_they_say(door: Program, house: Event) -> None:
    said = {"name": " Zoé \n Blanc ", "company": "Halle\u202e Neuve", "device": "Roof"}
    first = let_in(door, NONCE, **said)
    assert first.status_code == 201
    assert (first.get_json()["name"], first.get_json()["door"]) == ("Zoé Blanc", "Roof")
    assert let_in(door, NONCE, **said).get_json() == first.get_json()
    assert let_in(door, name="Zoé Blanc", company=None).status_code == 201
    let_go()
    people = db.session.query(Person).filter_by(name="Zoé Blanc").order_by(Person.id)
    assert [one.company for one in people] == ["Halle Neuve", ""]
    guests_ = door.guests()["registrations"]
    assert [(one["name"], one["company"], one["status"], one["email"]) for one in guests_] == [
        ("Zoé Blanc", "Halle Neuve", "here", ""), ("Zoé Blanc", "", "here", ""),
    ]  # fmt: skip


def test_the_clock_of_the_device_is_kept_and_decides_nothing(door: Program, house: Event) -> None:
    card = cast.person("Ben Adler").card_code
    first = door.scan(card, NONCE, clock="2031-01-01T00:00:00+01:00")
    assert (first.status_code, first.get_json()["at"]) == (201, "2026-11-05T18:00:00Z")
    assert door.scan(card, NONCE, clock="2001-01-01T00:00:00Z").get_json() == first.get_json()
    let_go()
    kept = db.session.query(Scan).one().device_at
    assert kept
    assert kept.isoformat() == "2030-12-31T23:00:00+00:00"
    for value in ("now", 7, "2026-11-05T18:00:00", "2026-11-05"):
        assert problem(door.scan(card, clock=value))[::2] == (422, "/clock")


@pytest.mark.parametrize(
    ("asked", "language"),
    [
        ("fr", "fr"), ("it-CH, en;q=0.5", "it"), ("de, fr;q=0.7", "fr"), ("en", "en"), ("de", "en"), ("*", "en"), ("", "en"), ("\x00;;q", "en"),
    ],
)  # fmt: skip
def test_a_refusal_is_in_the_language_that_was_asked_for_else_in_english(
    door: Program, house: Event, asked: str, language: str
) -> None:
    with door.app.test_request_context(headers={"Accept-Language": language}):
        wanted = gettext(guests.UNKNOWN)
    assert (wanted == guests.UNKNOWN) == (language == "en")
    said, headers = {"code": new_code(26), "nonce": NONCE}, {"Accept-Language": asked}
    alone = door.ask("POST", "/checkins", json=said, headers=headers)
    assert problem(alone)[:2] == (404, wanted)
    queued = door.ask("POST", "/checkins/batch", json={"checkins": [said]}, headers=headers)
    assert queued.get_json()["results"][0]["problem"]["detail"] == wanted


def test_a_sentence_with_a_title_in_it_is_translated_around_it(door: Program, house: Event) -> None:
    other = cast.event(cast.person("Otto Lind"), title="100% Glass %(x)s").code
    said = {"code": other, "nonce": NONCE}
    answer = door.ask("POST", "/checkins", json=said, headers={"Accept-Language": "fr"})
    status, detail, _ = problem(answer)
    assert (status, detail.endswith(": 100% Glass %(x)s.")) == (409, True)
    assert not detail.startswith("This code")
