"""`/events/CODE/devices`: a token is shown once and to nobody else, and a device that was taken away is out."""

import html
import re
from dataclasses import dataclass
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from netevent import clock
from netevent.extensions import db
from netevent.models import Audit, Device, Event, Person
from netevent.operations import devices, organisers
from tests import cast

pytestmark = pytest.mark.usefixtures("evening")
KEY = "0123456789abcdef" * 2
TOKEN = re.compile(r"TOKEN=([\w-]{43})")
COPIES = 8


@dataclass
class House:
    """The address of the page, and everybody's phone by name."""

    app: Flask
    path: str
    phones: dict[str, FlaskClient]

    def make(self, door: str = "Main door", by: str = "Ada") -> str:
        """A token; and the device behind it is the last one."""
        with self.app.app_context():
            event, person = db.session.query(Event).one(), Person.of_email(f"{by.lower()}@example.org")
            return devices.make(event, door, now=clock.now(), by=person)

    def numbers(self) -> list[int]:
        with self.app.app_context():
            return [device.id for device in db.session.query(Device).order_by(Device.id)]

    def opens(self, token: str) -> bool:
        with self.app.app_context():
            return devices.of_token(token) is not None


@pytest.fixture
def house(app: Flask) -> House:
    """Ada owns, Ben organises, Cleo is at the door; Dan is a stranger."""
    roles = {"Ada Moreau": "owner", "Ben Adler": "organiser", "Cleo Brandt": "door", "Dan Okafor": ""}
    with app.app_context():
        event, phones = cast.event(title="First Thursday"), {}
        for name, role in roles.items():
            person = cast.person(name)
            phones[name.split()[0]] = cast.signed_in(app, cast.phone(app), person)
            if role:
                organisers.add_key(event, person, role, clock.now())
        return House(app, f"/events/{event.code}/devices", phones)


@pytest.mark.parametrize(("name", "status"), [("Ada", 200), ("Ben", 200), ("Cleo", 403), ("Dan", 404)])
def test_owner_and_organisers_see_the_devices_and_the_door_does_not(
    house: House, name: str, status: int
) -> None:
    token = house.make()
    number = house.numbers()[0]
    for path in ("", "/new", f"/{number}"):
        assert house.phones[name].get(house.path + path).status_code == status
    if status != 200:
        answer = house.phones[name].post(f"{house.path}/{number}/revoke")
        assert (answer.status_code, house.opens(token)) == (status, True)
        assert house.phones[name].post(f"{house.path}/new", data={"door": "Garden"}).status_code == status
        assert len(house.numbers()) == 1


def test_the_list_says_who_made_them_and_when_they_were_heard_of(
    house: House, evening: time_machine.Traveller
) -> None:
    for door, by in (("Main door", "Ada"), ("Garden door", "Cleo"), ("Back door", "Ben")):
        house.make(door, by)
    with house.app.app_context():
        main, garden, _back = Device.of_event(db.session.query(Event).one().id)
        devices.seen(garden, clock.now())
        evening.shift(timedelta(minutes=11))
        devices.seen(main, clock.now())
    page = house.phones["Ben"].get(house.path).text
    for words in ("3 devices", "Ada Moreau, since 5 Nov", "Online", "seen 11 minutes ago", "not seen yet"):
        assert words in page
    assert "taken away" not in page


def test_without_any_it_says_who_needs_one(house: House) -> None:
    assert "No device yet." in house.phones["Ada"].get(house.path).text


def test_the_token_is_shown_once_with_all_that_a_program_needs(house: House) -> None:
    ada = house.phones["Ada"]
    answer = ada.post(f"{house.path}/new", data={"door": "  Main   door ", "key": KEY})
    number = house.numbers()[0]
    page = html.unescape(answer.text)
    token = TOKEN.findall(page)[0]
    code = house.path.split("/")[2]
    assert f"BASE=http://localhost\nEVENT={code}\nTOKEN={token}" in page
    assert house.opens(token)
    assert (answer.status_code, answer.location) == (201, f"{house.path}/{number}")
    assert answer.headers["Cache-Control"] == "no-store"
    assert token not in str(answer.headers)
    for path in ("", "/new", f"/{number}"):
        assert token not in ada.get(house.path + path).text
    with house.app.app_context():
        assert token not in repr(cast.everything(house.app))
        assert (db.session.query(Audit).filter_by(noun="devices").one().verb) == "make"


@pytest.mark.parametrize("name", ["Ada", "Ben"])
def test_the_same_form_again_makes_nothing_and_shows_nothing(house: House, name: str) -> None:
    form = {"door": "Main door", "key": KEY}
    house.phones["Ada"].post(f"{house.path}/new", data=form)
    again = house.phones[name].post(f"{house.path}/new", data=form)
    assert (again.status_code, again.location) == (303, f"{house.path}/{house.numbers()[0]}")
    page = house.phones[name].get(again.location).text
    assert "It was shown once, when the device was added." in page
    assert len(house.numbers()) == 1


def test_of_eight_copies_at_once_one_shows_the_token(house: House) -> None:
    form = {"door": "Main door", "key": KEY}
    with house.app.app_context():
        ada = Person.of_email("ada@example.org")
        assert ada
        phones = [cast.signed_in(house.app, cast.phone(house.app), ada) for _ in range(COPIES)]
    answers = cast.at_once(COPIES, lambda number: phones[number].post(f"{house.path}/new", data=form))
    assert sorted(answer.status_code for answer in answers) == [201] + [303] * (COPIES - 1)
    assert sum("TOKEN=" in answer.text for answer in answers) == 1
    assert len(house.numbers()) == 1


@pytest.mark.parametrize("door", ["", " \u200b ", "x" * 121, "a\x00b"])
def test_a_door_without_a_name_is_said_at_its_field(house: House, door: str) -> None:
    answer = house.phones["Ada"].post(f"{house.path}/new", data={"door": door})
    assert answer.status_code == 422
    assert "There is a problem" in answer.text
    assert house.numbers() == []


def test_a_name_is_shown_as_text(house: House) -> None:
    answer = house.phones["Ada"].post(f"{house.path}/new", data={"door": '<b>"Main"'})
    for page in (answer.text, house.phones["Ada"].get(house.path).text):
        assert '<b>"Main' not in page
        assert "&lt;b&gt;&#34;Main&#34;" in page


def test_what_is_taken_away_opens_nothing_and_is_folded_away(house: House) -> None:
    token, ada = house.make(), house.phones["Ada"]
    number = house.numbers()[0]
    page = ada.get(f"{house.path}/{number}").text
    assert "Take <bdi>Main door</bdi> away" in page
    for _ in range(2):
        answer = ada.post(f"{house.path}/{number}/revoke")
        assert (answer.status_code, answer.location) == (303, house.path)
    assert not house.opens(token)
    page = ada.get(house.path).text
    assert "The device is taken away." in page
    assert page.index("<details") < page.index("taken away 5 Nov, 19:00")
    assert "Take the device away" not in ada.get(f"{house.path}/{number}").text
    log = ada.get(house.path.replace("devices", "log")).text
    assert "added a device" in log
    assert log.count("took a device away") == 1


def test_a_device_of_another_event_is_none_of_theirs(house: House) -> None:
    with house.app.app_context():
        token = devices.make(cast.event(), "Elsewhere", now=clock.now())
        other = devices.of_token(token)
        assert other
        number = other.id
    ada = house.phones["Ada"]
    for answer in (ada.get(f"{house.path}/{number}"), ada.post(f"{house.path}/{number}/revoke")):
        assert answer.status_code == 404
    assert house.opens(token)
    assert "Elsewhere" not in ada.get(house.path).text


def test_a_proof_of_this_morning_is_asked_for_again(house: House, evening: time_machine.Traveller) -> None:
    token = house.make()
    evening.shift(timedelta(hours=13))
    ada, number = house.phones["Ada"], house.numbers()[0]
    assert ada.get(house.path).status_code == 200
    for path in ("new", str(number)):
        assert "/signin/confirm" in ada.get(f"{house.path}/{path}").location
    for path in ("new", f"{number}/revoke"):
        assert "/signin/confirm" in ada.post(f"{house.path}/{path}", data={"door": "Garden"}).location
    assert house.opens(token)
    assert len(house.numbers()) == 1


def test_whoever_is_taken_from_the_team_leaves_no_device_behind(house: House) -> None:
    """By the page of the team, as an organiser does it."""
    tokens = {name: house.make(f"Door of {name}", name) for name in ("Ada", "Cleo")}
    team = house.path.replace("devices", "team")
    page = house.phones["Ben"].get(team).text
    assert f'href="{house.path}"' in page
    (key,) = set(re.findall(rf"{team}/(\d+)", page))
    assert house.phones["Ben"].post(f"{team}/{key}/remove").status_code == 303
    assert {name: house.opens(token) for name, token in tokens.items()} == {"Ada": True, "Cleo": False}
