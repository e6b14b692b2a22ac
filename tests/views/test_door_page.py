"""`/events/CODE/door` without a script: every step by a form, for whoever is at the door; Ada owns the event."""

import html
import re
from dataclasses import dataclass
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from netevent import clock
from netevent.extensions import db
from netevent.models import CheckIn, Event, Person, Registration, Undo
from netevent.operations import checkins, organisers, registrations
from tests import cast
from tests.access.pages import FormOnPage, PageRead
from tests.operations import door as at_the_door

pytestmark = pytest.mark.usefixtures("evening")
WORD = re.compile(r"data-word>([^<]*)<")
LINE = re.compile(r"data-line>([^<]*)<")


@dataclass
class Door:
    """The address of the page, everybody's phone by name, and the card of Dan, who comes."""

    app: Flask
    path: str
    phones: dict[str, FlaskClient]
    dan: str

    def page(self, query: str = "", name: str = "Cleo") -> str:
        answer = self.phones[name].get(self.path + query)
        assert answer.status_code == 200
        return answer.text

    def send(self, name: str = "Cleo", at: str = "", **fields: str) -> TestResponse:
        return self.phones[name].post(self.path + at, data=fields)

    def follow(self, answer: TestResponse) -> str:
        assert answer.status_code == 303, answer.text
        return self.page(answer.location.removeprefix(self.path))

    def place(self, **fields: object) -> str:
        """A line of the list; gives its id there."""
        with self.app.app_context():
            return f"r{at_the_door.place(db.session.query(Event).one(), **fields).id}"

    def doors(self) -> list[str]:
        """Where people came in."""
        with self.app.app_context():
            return [row.door for row in db.session.query(CheckIn).order_by(CheckIn.id)]


@pytest.fixture
def door(app: Flask) -> Door:
    """Ada owns, Ben organises, Cleo is at the door and has named it; Dan is a stranger."""
    roles = {"Ada Moreau": "owner", "Ben Adler": "organiser", "Cleo Brandt": "door", "Dan Okafor": ""}
    with app.app_context():
        event, phones = cast.event(title="First Thursday"), {}
        for name, role in roles.items():
            person = cast.person(name)
            phones[name.split()[0]] = cast.signed_in(app, cast.phone(app), person)
            if role:
                organisers.add_key(event, person, role, clock.now())
        made = Door(app, f"/events/{event.code}/door", phones, person.card_code)
    made.send(at="/name", door="Main door")
    return made


def shown(page: str) -> tuple[str, str]:
    """The large word, and the line under it."""
    return html.unescape(WORD.findall(page)[0]), html.unescape(LINE.findall(page)[0])


def form_to(page: str, end: str, **holds: str) -> FormOnPage:
    """The first form of a page that leads there and holds these values."""
    forms = [one for one in PageRead(page).forms if one.attributes.get("action", "").endswith(end)]
    return next(one for one in forms if holds.items() <= one.fields.items())


@pytest.mark.parametrize(("name", "status"), [("Ada", 200), ("Ben", 200), ("Cleo", 200), ("Dan", 404)])
def test_the_whole_team_opens_the_door_and_a_stranger_does_not(door: Door, name: str, status: int) -> None:
    phone = door.phones[name]
    assert phone.get(door.path).status_code == status
    if status == 404:
        for at in ("", "/undo", "/name", "/device"):
            assert door.send(name, at, door="Garden", name="Zoé", code=door.dan).status_code == 404
        assert door.doors() == []


def test_nobody_signed_in_is_sent_to_sign_in(door: Door) -> None:
    answer = cast.phone(door.app).get(door.path)
    assert answer.location.startswith("/signin?next=")


def test_the_first_time_the_door_is_named_and_the_browser_keeps_that(door: Door) -> None:
    ben = door.phones["Ben"]
    assert 'data-stage="name"' in ben.get(door.path).text
    answer = ben.post(f"{door.path}/name", data={"door": "  Garden   door "})
    assert (answer.status_code, answer.location) == (303, door.path)
    page = ben.get(door.path).text
    assert 'data-stage="forms"' in page
    assert "<b data-door>Garden door</b>" in page
    door.send("Ben", code=door.dan)
    assert door.doors() == ["Garden door"]
    assert '<option value="Garden door">' in door.page(), "other browsers may be at the same door"
    assert "<b data-door>Main door</b>" in door.page()


@pytest.mark.parametrize("typed", ["", " ", "\u200b", "x" * 121, "a\x00b"])
@pytest.mark.parametrize("at", ["/name", "/device"])
def test_a_door_without_a_name_is_asked_again_with_what_was_typed(door: Door, at: str, typed: str) -> None:
    answer = door.send("Ben", at, door=typed)
    assert answer.status_code == 422
    for words in ("<title>Error:", "There is a problem", 'aria-invalid="true"'):
        assert words in answer.text
    if len(typed) > 9:
        assert f'value="{typed}"' in answer.text
    assert 'data-stage="name"' in door.page(name="Ben")


def test_somebody_is_found_by_name_and_checked_in_by_one_button(door: Door) -> None:
    line = door.place(email="gil@example.org")
    page = door.page("?q=gil")
    assert "g•••@e•••" in page
    assert "gil@example.org" not in page
    form = form_to(page, "/door", guest=line)
    answer = door.phones["Cleo"].post(form.attributes["action"], data=form.pressed())
    page = door.follow(answer)
    assert shown(page) == ("Welcome", "Checked in at 19:00")
    assert "<bdi data-name>Gil Reyes</bdi>" in page
    assert "<bdi data-company>Atelier</bdi>" in page
    assert door.doors() == ["Main door"]
    assert "Came at 19:00" in door.page("?q=gil")


def test_who_is_in_already_is_shown_with_time_and_door(door: Door, evening: time_machine.Traveller) -> None:
    line = door.place(email="gil@example.org")
    door.send(guest=line)
    with door.app.app_context():
        ben = Person.of_email("ben@example.org")
        assert ben
        cast.checked_in(db.session.query(Event).one(), ben)
        card = ben.card_code
    evening.shift(timedelta(minutes=4))
    assert shown(door.follow(door.send(guest=line))) == ("Already in", "Came at 19:00 by: Main door")
    assert shown(door.follow(door.send(code=card))) == ("Already in", "Came at 19:00, with their own phone")
    assert len(door.doors()) == 2


def test_a_code_is_typed_as_it_is_read_from_a_card(door: Door) -> None:
    spaced = " ".join(re.findall("..", door.dan.lower()))
    page = door.follow(door.send(code=f" {spaced} "))
    assert shown(page) == ("Welcome", "Checked in at 19:00")
    assert "Dan Okafor" in page


def test_what_cannot_be_let_in_is_said_with_the_right_status_and_what_was_typed_stays(door: Door) -> None:
    with door.app.app_context():
        other = cast.event(title="Glass & Co").code
    gone = door.place(name="Hal", cancelled_at=clock.now())
    refusals = [
        ({"code": "ABC-123"}, 404, "We do not know this code."), ({"code": other}, 409, "another event: Glass & Co."),
        ({"guest": gone}, 409, "This place was cancelled."), ({"guest": "r999999"}, 404, "This line is not on the list any more."),
        ({"guest": "nonsense"}, 404, "This line is not on the list any more."), ({}, 404, "We do not know this code."), ({"code": "\x00"}, 404, "We do not know"),
    ]  # fmt: skip
    for fields, status, sentence in refusals:
        answer = door.send(**fields)
        assert answer.status_code == status, fields
        word, line = shown(answer.text)
        assert (word, sentence in line) == ("That did not work", True), line
        assert "<title>Error:" in answer.text
        if (typed := fields.get("code", "")).isprintable():
            assert f'name="code" value="{typed}"' in answer.text
    assert door.doors() == []


def test_a_walk_in_is_added_by_name(door: Door) -> None:
    page = door.page("?q=Zo%C3%A9+Blanc")
    assert "Nobody on the list is called “Zoé Blanc”" in html.unescape(page)
    form = form_to(page, "/door", name="Zoé Blanc")
    page = door.follow(
        door.phones["Cleo"].post(form.attributes["action"], data=form.pressed() | {"company": "Halle"})
    )
    assert shown(page)[0] == "Welcome"
    assert "<bdi data-company>Halle</bdi>" in page
    again = door.phones["Cleo"].post(form.attributes["action"], data=form.pressed() | {"company": "Halle"})
    assert door.follow(again).count("Zoé Blanc") >= 1
    assert door.doors() == ["Main door"], "the same form is one person"


def test_a_walk_in_without_a_name_or_with_too_long_a_one_is_asked_again(door: Door) -> None:
    for name, company, sentence in (
        ("", "Halle", "Please enter their name."),
        ("\u200b", "Halle", "Please enter their name."),
        ("x" * 121, "Halle", "This holds 120 characters, yours has 121."),
        ("Zoé", "y" * 121, "This holds 120 characters, yours has 121."),
    ):
        answer = door.send(name=name, company=company)
        assert answer.status_code == 422
        page = html.unescape(answer.text)
        assert "There is a problem" in page
        assert sentence in page
        for typed in (name, company):
            assert not typed.isprintable() or f'value="{typed}"' in page
        assert re.search(r"data-walk-in open", page)
    assert door.doors() == []


def test_a_walk_in_after_the_evening_is_refused_and_the_name_is_kept(
    door: Door, evening: time_machine.Traveller
) -> None:
    evening.shift(timedelta(hours=9))
    answer = door.send(name="Zoé Blanc", company="Halle")
    assert answer.status_code == 409
    assert "This event is over" in shown(answer.text)[1]
    assert 'value="Zoé Blanc"' in answer.text
    assert "data-walk-in open" in answer.text


def test_the_last_one_is_taken_back_from_the_page_that_shows_them(door: Door) -> None:
    page = door.follow(door.send(code=door.dan))
    form = form_to(page, "/door/undo")
    assert "hidden" not in form.attributes
    answer = door.phones["Cleo"].post(form.attributes["action"], data=form.pressed())
    after = door.follow(answer)
    assert "Taken back." in after
    assert shown(after)[0] == "Ready. Point at a code or type a name."
    with door.app.app_context():
        assert cast.how_many(CheckIn) == 0
        cleo = Person.of_email("cleo@example.org")
        assert cleo
        assert db.session.query(Undo).one().by_id == cleo.id
    assert door.send(at="/undo", scan=form.fields["scan"]).status_code == 303, "twice is once"
    assert door.send(at="/undo", scan="0" * 32).status_code == 404


def test_whoever_was_let_in_again_is_not_offered_to_be_taken_back_by_the_old_scan(door: Door) -> None:
    first = door.send(code=door.dan)
    old = first.location.rpartition("=")[2]
    door.send(at="/undo", scan=old)
    assert "hidden" in form_to(door.follow(first), "/door/undo").attributes
    again = door.send(code=door.dan)
    assert "hidden" in form_to(door.follow(first), "/door/undo").attributes
    assert "hidden" not in form_to(door.follow(again), "/door/undo").attributes


def test_a_scan_of_another_event_is_not_shown_and_not_taken_back(door: Door) -> None:
    with door.app.app_context():
        other = cast.event(Person.of_email("ada@example.org"), title="Glass").code
    elsewhere = f"/events/{other}/door"
    location = door.phones["Ada"].post(elsewhere, data={"code": door.dan}).location
    nonce = location.rpartition("=")[2]
    assert "Dan Okafor" in door.phones["Ada"].get(location).text
    for query in (f"?scan={nonce}", "?scan=", "?scan=x", f"?scan={'9' * 5000}"):
        page = door.page(query)
        assert "Dan Okafor" not in page
        assert shown(page)[0] == "Ready. Point at a code or type a name."
    assert door.send(at="/undo", scan=nonce).status_code == 404
    assert len(door.doors()) == 1


def test_a_cancelled_guest_is_found_and_has_no_button(door: Door) -> None:
    gone = door.place(name="Hal", cancelled_at=clock.now())
    page = door.page("?q=hal")
    assert "Cancelled place" in page
    assert not [form for form in PageRead(page).forms if form.fields.get("guest") == gone]


def test_the_door_leads_to_the_live_page_only_whoever_may_see_it(door: Door) -> None:
    live = f'href="{door.path.removesuffix("/door")}/live"'
    assert live in door.page(name="Ben")
    assert live not in door.page(name="Cleo")


def test_the_counts_stand_above(door: Door) -> None:
    with door.app.app_context():
        event = db.session.query(Event).one()
        before = event.starts_at - timedelta(hours=3)
        phone = checkins.Arrival(name="Una", email="una@example.org", language="en")
        registrations.expect_stranger(event, phone, nonce="a form of a phone", now=before)
        assert cast.how_many(Registration) == 1
    door.send(code=door.dan)
    page = door.page()
    assert '<b class="num" data-here>1</b>' in page
    assert "here of 1" in page


def test_a_kiosk_is_the_same_page_and_says_so(door: Door) -> None:
    assert "data-kiosk" in door.page("?kiosk=1")
    assert "For the team" in door.page("?kiosk=1")
    for query in ("", "?kiosk=0", "?kiosk=yes"):
        assert "For the team" not in door.page(query)
