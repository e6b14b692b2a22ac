"""`/events/CODE/door` without a script: every step by a form, for whoever is at the door."""

import html
import re
from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from netevent.extensions import db
from netevent.models import CheckIn, Person, Registration, Undo
from netevent.operations import checkins, registrations
from tests import cast
from tests.views import entrance
from tests.views.entrance import Door, form_to, shown

pytestmark = pytest.mark.usefixtures("evening")


@pytest.fixture
def door(app: Flask) -> Door:
    return entrance.furnish(app)


@pytest.mark.parametrize(("name", "status"), [("Ada", 200), ("Ben", 200), ("Cleo", 200), ("Dan", 404)])
def test_the_whole_team_opens_the_door_and_a_stranger_does_not(door: Door, name: str, status: int) -> None:
    phone = door.phones[name]
    assert phone.get(door.path).status_code == status
    if status == 404:
        for at in ("", "/undo", "/name", "/device"):
            assert door.send(at, by=name, door="Garden", name="Zoé", code=door.dan).status_code == 404
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
    door.send(by="Ben", code=door.dan)
    assert door.doors() == ["Garden door"]
    assert '<option value="Garden door">' in door.page(), "other browsers may be at the same door"
    assert "<b data-door>Main door</b>" in door.page()


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
        cast.checked_in(door.event(), ben)
        card = ben.card_code
    evening.shift(timedelta(minutes=4))
    assert shown(door.follow(door.send(guest=line))) == ("Already in", "Came at 19:00 · Main door")
    assert shown(door.follow(door.send(code=card))) == ("Already in", "Came at 19:00, with their own phone")
    assert len(door.doors()) == 2


def test_a_code_is_typed_as_it_is_read_from_a_card(door: Door) -> None:
    spaced = " ".join(re.findall("..", door.dan.lower()))
    page = door.follow(door.send(code=f" {spaced} "))
    assert shown(page) == ("Welcome", "Checked in at 19:00")
    assert "Dan Okafor" in page


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
    assert door.send("/undo", scan=form.fields["scan"]).status_code == 303, "twice is once"
    assert door.send("/undo", scan="0" * 32).status_code == 404


def test_the_door_leads_to_the_live_page_only_whoever_may_see_it(door: Door) -> None:
    live = f'href="{door.path.removesuffix("/door")}/live"'
    assert live in door.page(by="Ben")
    assert live not in door.page(by="Cleo")


def test_the_counts_stand_above(door: Door) -> None:
    with door.app.app_context():
        event = door.event()
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
