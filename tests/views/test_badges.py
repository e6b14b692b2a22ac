"""`/b/CODE`: what a badge shows, to whom; asking and answering; and the sheet that is printed."""

import re

import pytest
from flask import Flask

from netevent.extensions import db
from netevent.files.badges import STOCKS
from netevent.models import Audit, Badge, Knock, Registration
from tests import cast
from tests.views.room import Room, furnish


@pytest.fixture
def room(app: Flask, evening: object) -> Room:
    return furnish(app)


def unsigned(page: str) -> str:
    return re.sub(r'"X-CSRFToken": "[^"]*"|value="[^"]*"', "", page)


def waiting(app: Flask, room: Room, name: str) -> str:
    """The address of the one who waits for this person's answer."""
    with app.app_context():
        (knock,) = Knock.waiting_for(room.person(name).id)
        return f"/me/privacy/knocks/{knock.id}"


@pytest.mark.parametrize("form", ["/b/{}", "/B/{}"])
def test_first_name_and_company_are_all_one_sees(room, form):
    for code in (room.badges["ben"], room.badges["ben"].lower()):
        page = room.phones["dan"].get(form.format(code)).text
        assert "<bdi>Ben</bdi>" in page
        assert "Halle Neuve" in page
        assert "Ask to connect" in page
        for hidden in ("Okri", "ben@example.org", "+41", "rye", room.codes["ben"]):
            assert hidden not in page


def test_everybody_else_gets_one_page_whatever_the_reason(app, room):
    with app.app_context():
        stranger = cast.signed_in(app, app.test_client(), cast.person("Eve Falk"))
        elsewhere = cast.person("Fay Lind")
        cast.checked_in(cast.event(), elsewhere)
        fay = cast.signed_in(app, app.test_client(), elsewhere)
    seen = {
        (answer.status_code, unsigned(answer.text))
        for phone in (stranger, fay)
        for code in (room.badges["ben"], "9" * 26, "short", room.codes["ben"])
        for answer in (phone.get(f"/b/{code}"), phone.post(f"/b/{code}/knock"))
    }
    assert len(seen) == 1
    assert seen.pop()[0] == 404
    anonymous = {
        app.test_client().get(f"/b/{code}").location.replace(code, "")
        for code in (room.badges["ben"], "9" * 26)
    }
    assert anonymous == {"/signin?next=/b/"}, "known and unknown alike"


def test_one_s_own_badge_is_oneself_and_people_one_met_are_opened(room):
    assert "That’s you." in room.phones["ben"].get(f"/b/{room.badges['ben']}").text
    assert room.phones["ben"].post(f"/b/{room.badges['ben']}/knock").status_code == 409
    assert room.phones["cleo"].get(f"/b/{room.badges['ben']}").location == room.his


def test_scanning_a_badge_leads_there(room):
    answer = room.phones["dan"].post("/scan", data={"code": f"HTTP://LOCALHOST/B/{room.badges['ben']}"})
    assert (answer.status_code, answer.location) == (303, f"/b/{room.badges['ben']}")


def test_yes_swaps_cards_with_the_chips_that_were_ticked(app, room):
    dan, ben = room.phones["dan"], room.phones["ben"]
    place = f"/b/{room.badges['ben']}"
    assert dan.post(f"{place}/knock").location == place
    assert "Asked. Should <bdi>Ben</bdi> say yes" in dan.get(place).text
    answer = waiting(app, room, "ben")
    page = ben.get(answer).text
    assert "<bdi>Dan</bdi> asks to connect" in page
    assert "Roux" not in page
    assert ben.post(answer, data={"answer": "yes", "phone": "1"}).location.endswith("/note")
    people = dan.get("/people").text
    assert "Ben Okri" in people
    his = re.search(r'href="(/people/\d+)" data-contact', people)
    assert his
    assert "+41 79 1" in dan.get(his[1]).text
    assert "ben@example.org" not in dan.get(his[1]).text
    assert "Dan Roux" in ben.get("/people").text


def test_no_and_silence_look_alike_to_who_asked(app, room):
    dan, ben, place = room.phones["dan"], room.phones["ben"], f"/b/{room.badges['ben']}"
    dan.post(f"{place}/knock")
    silent = unsigned(dan.get(place).text)
    assert ben.post(waiting(app, room, "ben"), data={"answer": "no"}).location == "/today"
    assert unsigned(dan.get(place).text) == silent
    again = dan.post(f"{place}/knock")
    assert (again.status_code, again.location) == (303, place)
    assert "asks to connect" not in ben.get("/today").text
    assert "Ben" not in dan.get("/people").text


def test_nobody_answers_for_somebody_else_or_twice(app, room):
    room.phones["dan"].post(f"/b/{room.badges['ben']}/knock")
    answer = waiting(app, room, "ben")
    for name in ("cleo", "dan"):
        assert room.phones[name].get(answer).status_code == 404
        assert room.phones[name].post(answer, data={"answer": "yes"}).status_code == 404
    room.phones["ben"].post(answer, data={"answer": "no"})
    assert room.phones["ben"].post(answer, data={"answer": "yes"}).status_code == 404


def test_nobody_asks_without_a_name(app, room):
    with app.app_context():
        nameless = cast.person("", "eve@example.org")
        cast.checked_in(db.session.query(Badge).first().event, nameless)
        phone = cast.signed_in(app, app.test_client(), nameless)
    assert phone.post(f"/b/{room.badges['ben']}/knock").location == "/me"
    with app.app_context():
        assert cast.how_many(Knock) == 0


def test_too_many_in_a_day_is_said_kindly(app, room, monkeypatch):
    monkeypatch.setattr("netevent.operations.knocks.MOST_A_DAY", 0)
    answer = room.phones["dan"].post(f"/b/{room.badges['ben']}/knock")
    assert answer.status_code == 429
    assert "Those were many people for one day." in answer.text


def test_too_many_cards_in_an_hour_is_said_kindly(app, room, monkeypatch):
    monkeypatch.setattr("netevent.operations.cards.MOST_NEW", 0)
    answer = room.phones["dan"].post(f"/p/{room.codes['ben']}/met")
    assert answer.status_code == 429
    assert "Take your time with them" in answer.text


class TestTheSheet:
    def test_it_is_made_by_a_form_and_printed_from_the_browser(self, app, room):
        ada, place = room.phones["ada"], f"/events/{room.event}/badges"
        with app.app_context():
            event_id = db.session.query(Badge.event_id).first()[0]
            db.session.add(
                Registration(
                    event_id=event_id, name="Zoé Berg", company="Berg & Sohn", source="imported",
                    created_at=room.person("ada").created_at,
                )
            )  # fmt: skip
            db.session.commit()
        assert ada.get(place).text.count('class="badge"') == 3
        assert ada.post(place).location == place
        page = ada.get(place).text
        assert page.count('class="badge"') == 4
        assert "<bdi>Zoé Berg</bdi>" in page
        assert "Berg &amp; Sohn" in page
        assert page.index("Ben Okri") < page.index("Cleo Marti") < page.index("Zoé Berg")
        ada.post(place)
        with app.app_context():
            assert cast.how_many(Badge) == 4
            assert cast.how_many(Audit, verb="make", noun="badges") == 2, "once by the room, once here"
        assert "4 badges are made." in page

    def test_looking_makes_nothing(self, app, room):
        before = cast.everything(app)
        assert room.phones["ada"].get(f"/events/{room.event}/badges").status_code == 200
        assert cast.everything(app) == before

    def test_many_come_in_pages(self, room, monkeypatch):
        monkeypatch.setattr("netevent.views.badges.A_PAGE", 2)
        place = f"/events/{room.event}/badges"
        assert room.phones["ada"].get(place).text.count('class="badge"') == 2
        assert "Page 1 of 2" in room.phones["ada"].get(place).text
        assert room.phones["ada"].get(f"{place}?page=99").text.count('class="badge"') == 1

    def test_it_is_for_organisers(self, room):
        assert room.phones["ben"].get(f"/events/{room.event}/badges").status_code == 404
        assert room.phones["ben"].post(f"/events/{room.event}/badges").status_code == 404
        page = room.phones["ada"].get(f"/events/{room.event}").text
        assert f"/events/{room.event}/badges" in page
        assert f"/events/{room.event}/concerns" in page

    def test_every_stock_is_a_file_to_print(self, room):
        ada, place = room.phones["ada"], f"/events/{room.event}/badges"
        for stock in (*STOCKS, "none of them"):
            file = ada.get(f"{place}.pdf?stock={stock}&both=1")
            assert file.mimetype == "application/pdf", stock
            assert file.headers["Content-Disposition"].startswith("attachment")
        assert 'name="part"' not in ada.get(place).text
        assert room.phones["ben"].get(f"{place}.pdf").status_code == 404
