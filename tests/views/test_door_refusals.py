"""`/events/CODE/door`: what cannot be done is said with its status and what to do, and what was typed stays."""

import html
import re
from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from netevent import clock
from netevent.models import Person
from tests import cast
from tests.access.pages import PageRead
from tests.views import entrance
from tests.views.entrance import Door, form_to, shown

pytestmark = pytest.mark.usefixtures("evening")


@pytest.fixture
def door(app: Flask) -> Door:
    return entrance.furnish(app)


@pytest.mark.parametrize("typed", ["", " ", "\u200b", "x" * 121, "a\x00b"])
@pytest.mark.parametrize("at", ["/name", "/device"])
def test_a_door_without_a_name_is_asked_again_with_what_was_typed(door: Door, at: str, typed: str) -> None:
    answer = door.send(at, by="Ben", door=typed)
    assert answer.status_code == 422
    for words in ("<title>Error:", "There is a problem", 'aria-invalid="true"'):
        assert words in answer.text
    if len(typed) > 9:
        assert f'value="{typed}"' in answer.text
    assert 'data-stage="name"' in door.page(by="Ben")


def test_what_cannot_be_let_in_is_said_with_the_right_status_and_what_was_typed_stays(door: Door) -> None:
    with door.app.app_context():
        other = cast.event(title="Glass & Co").code
    gone = door.place(name="Hal", cancelled_at=clock.now())
    refusals = [
        ({"code": "ABC-123"}, 404, "We do not know this code."), ({"code": other}, 409, "another event: Glass & Co."),
        ({"guest": gone}, 409, "This place was cancelled."), ({"guest": "r999999"}, 404, "This line is not on the list any more."),
        ({"guest": "nonsense"}, 404, "This line is not on the list any more."), ({}, 422, "Only a part of the code was read."), ({"code": "\x00"}, 422, "Only a part of the code was read."), ({"code": "http://localhost/p/7KQ4MP"}, 422, "Only a part"),
    ]  # fmt: skip
    for fields, status, sentence in refusals:
        answer = door.send(**fields)
        assert answer.status_code == status, fields
        word, line = shown(answer.text)
        said = "Not on the list" if status == 404 else "That did not work"
        assert (word, sentence in line) == (said, True), line
        assert "<title>Error:" in answer.text
        if (typed := fields.get("code", "")).isprintable():
            assert f'name="code" value="{typed}"' in answer.text
    assert door.doors() == []


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


def test_whoever_was_let_in_again_is_not_offered_to_be_taken_back_by_the_old_scan(door: Door) -> None:
    first = door.send(code=door.dan)
    old = first.location.rpartition("=")[2]
    door.send("/undo", scan=old)
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
    assert door.send("/undo", scan=nonce).status_code == 404
    assert len(door.doors()) == 1


def test_a_cancelled_guest_is_found_and_has_no_button(door: Door) -> None:
    gone = door.place(name="Hal", cancelled_at=clock.now())
    page = door.page("?q=hal")
    assert "Cancelled place" in page
    assert not [form for form in PageRead(page).forms if form.fields.get("guest") == gone]
