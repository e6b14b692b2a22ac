"""What a guest with a ticket can collect by opening everything there is: only what was shared with them."""

import re
from collections import deque
from itertools import pairwise

import pytest
from flask import Flask
from flask.testing import FlaskClient

from netevent import clock
from netevent.domain.codes import new_code
from netevent.extensions import db
from netevent.models import Encounter, Event, Person
from netevent.operations import badges, cards, labels
from tests import cast
from tests.views.room import Room, furnish

MARK = "MARKER-NOTE"
GUESTS = 25
OPEN_ONCE = re.compile(r'(?:href|action|src|hx-get|hx-post)="(/[^"#]*)"')
ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+")
NUMBER = re.compile(r"\+?\d[\d ]{6,}\d")


@pytest.fixture
def room(app: Flask, evening: object) -> Room:
    """A full evening: everybody gives e-mail and phone to a neighbour, and keeps a marked note of them."""
    room = furnish(app)
    with app.app_context():
        event = Event.of_code(room.event)
        assert event
        guests = [
            cast.person(
                f"Guest{number} Berg",
                email=f"guest{number}@crowd.example",
                phone=f"+41 79 555 00 {number:02}",
            )
            for number in range(GUESTS)
        ]
        cast.checked_in(event, *guests)
        both = cards.Gift(email=True, phone=True)
        for one, other in pairwise(guests):
            cards.swap(one, other, both, clock.now())
        cards.swap(guests[0], room.person("ben"), both, clock.now())
        for note in db.session.query(Encounter):
            note.free_note = note.care = f"{MARK} {note.id}"
        db.session.commit()
        badges.make(event, room.person("ada"), clock.now())
    return room


def seeds(app: Flask, room: Room) -> set[str]:
    """Every address of the house that can be asked for, with each code that hangs in the hall and many numbers."""
    with app.app_context():
        people = [person.card_code for person in db.session.query(Person)]
        worn = [label.code for label in labels.of_event(db.session.query(Event).one())]
    paths: set[str] = set()
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or set()) or rule.endpoint in {"static", "signins.leave"}:
            continue
        path = re.sub(r"<int:\w+>", "{number}", re.sub(r"<(?:path:)?\w+>", "{code}", rule.rule))
        codes = (
            people
            if path.startswith(("/p/", "/P/"))
            else worn
            if path.startswith(("/b/", "/B/"))
            else [room.event]
        )
        paths |= {path.format(code=code, number=number) for code in codes for number in range(1, 12)}
    return paths


def collected(phone: FlaskClient, start: set[str]) -> str:
    """The text of every page that opens, links followed until nothing new comes."""
    seen, waiting, text = set(start), deque(sorted(start)), []
    while waiting:
        answer = phone.get(waiting.popleft(), buffered=True)
        assert answer.status_code < 500
        text.append(answer.text if "text" in answer.content_type else "")
        found = {*OPEN_ONCE.findall(answer.text), answer.headers.get("Location", "/")} if text[-1] else {"/"}
        for path in sorted({one.replace("&amp;", "&") for one in found} - seen):
            if path.startswith("/") and not path.startswith(("/static", "/signin")):
                seen.add(path)
                waiting.append(path)
    print(f"{len(text)} pages and files opened")
    return "\n".join(text)


def addresses(text: str) -> set[str]:
    return {
        one
        for one in ADDRESS.findall(text)
        if one.endswith((".example", "example.org")) and one != "name@example.org"
    }


def numbers(text: str) -> set[str]:
    return {one.replace(" ", "") for one in NUMBER.findall(text) if one.startswith("+41 79 5")}


def test_who_met_nobody_collects_nobodys_address_number_or_note(app, room):
    text = collected(room.phones["dan"], seeds(app, room))
    assert "Guest7" in text, "the crawler saw the cards themselves"
    assert addresses(text) <= {"dan@example.org"}
    assert numbers(text) == set()
    assert MARK not in text


def test_who_met_somebody_collects_theirs_and_own_notes_alone(app, room):
    text = collected(room.phones["ben"], seeds(app, room))
    assert addresses(text) == {"ben@example.org", "guest0@crowd.example"}
    assert numbers(text) == {"+417955500" + "00"}
    with app.app_context():
        own = {note.id for note in db.session.query(Encounter).filter_by(owner_id=room.person("ben").id)}
    assert {int(one) for one in re.findall(rf"{MARK} (\d+)", text)} == own


@pytest.mark.parametrize("who", ["ada", "anonymous"])
def test_organiser_and_stranger_read_no_note_and_nothing_of_who_met_whom(app, room, who):
    phone = app.test_client() if who == "anonymous" else room.phones[who]
    text = collected(phone, seeds(app, room))
    assert MARK not in text
    assert numbers(text) == set()
    if who == "anonymous":
        assert addresses(text) == set()


def test_guessing_card_codes_finds_nobody(room):
    for _ in range(300):
        assert room.phones["dan"].get(f"/p/{new_code(26)}").status_code == 404
