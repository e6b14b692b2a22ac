"""A browser becomes a door: its token, the manifest of the app, and the script that works without a connection."""

import re
from datetime import datetime

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from netevent import clock
from netevent.extensions import db
from netevent.models import Audit, Device, Organiser, Person
from netevent.operations import devices
from tests import cast
from tests.access.headers import policies
from tests.api.programs import Program
from tests.views import entrance
from tests.views.entrance import Door

pytestmark = pytest.mark.usefixtures("evening")
KEY = "0123456789abcdef" * 2


@pytest.fixture
def door(app: Flask) -> Door:
    return entrance.furnish(app)


def enrolled(door: Door, name: str = "Garden", *, by: str = "Cleo", key: str = KEY) -> dict[str, str]:
    answer = door.send("/device", by=by, door=name, key=key)
    assert (answer.status_code, answer.mimetype) == (200, "application/json")
    said: dict[str, str] = answer.get_json()
    return said


def numbers(door: Door) -> int:
    with door.app.app_context():
        return cast.how_many(Device)


def test_a_browser_becomes_a_device_whose_token_works(door: Door) -> None:
    said = enrolled(door, "  Garden   door ")
    assert set(said) == {"token", "door", "forget_at", "now"}
    assert (said["door"], datetime.fromisoformat(said["now"])) == ("Garden door", clock.now())
    program = Program(door.app, door.path.split("/")[2], token=said["token"])
    assert program.scan(door.dan).get_json()["door"] == "Garden door"
    with door.app.app_context():
        device = db.session.query(Device).one()
        event = door.event()
        assert device.made_by_id == db.session.query(Audit).filter_by(noun="devices").one().actor_id
        assert datetime.fromisoformat(said["forget_at"]) == event.closes_at + devices.REMEMBERS
    assert said["token"] not in repr(cast.everything(door.app))
    assert "<b data-door>Garden door</b>" in door.page()


def test_the_answer_is_kept_by_nobody(door: Door) -> None:
    answer = door.send("/device", door="Garden", key=KEY)
    assert answer.headers["Cache-Control"] == "private, no-store"
    policies(answer.headers)
    assert answer.get_json()["token"] not in door.page()


def test_the_same_form_again_is_the_same_device(door: Door) -> None:
    """The first answer got lost in the hall: what is sent again must not leave a device behind that nobody holds."""
    first = enrolled(door)
    told = {enrolled(door)["token"] for _ in range(3)} | set(
        cast.at_once(8, lambda _index: door.phones["Cleo"].post(f"{door.path}/device", data={"door": "Garden", "key": KEY}).get_json()["token"])
    )  # fmt: skip
    assert told == {first["token"]}
    assert numbers(door) == 1
    with door.app.app_context():
        assert cast.how_many(Audit, noun="devices") == 1


def test_another_form_another_name_and_another_helper_are_other_devices(door: Door) -> None:
    tokens = [
        enrolled(door)["token"],
        enrolled(door, key="f" * 32)["token"],
        enrolled(door, "Roof")["token"],
        enrolled(door, by="Ben")["token"],
        *(door.send("/device", door="Garden").get_json()["token"] for _ in range(2)),
    ]
    assert len(set(tokens)) == numbers(door) == 6
    assert all(re.fullmatch(r"[\w-]{43}", token) for token in tokens)


def test_a_form_of_a_device_that_was_taken_away_opens_nothing_again(door: Door) -> None:
    token = enrolled(door)["token"]
    with door.app.app_context():
        devices.revoke(db.session.query(Device).one(), now=clock.now())
    assert enrolled(door)["token"] == token
    program = Program(door.app, door.path.split("/")[2], token=token)
    assert program.ask("GET", "/attendance").status_code == 401
    assert numbers(door) == 1


def test_whoever_left_the_team_makes_no_device_and_a_stranger_never_did(door: Door) -> None:
    with door.app.app_context():
        cleo = Person.of_email("cleo@example.org")
        db.session.query(Organiser).filter_by(person_id=cleo.id if cleo else 0).one().removed_at = clock.now()
        db.session.commit()
    for name in ("Cleo", "Dan"):
        assert door.send("/device", by=name, door="Garden", key=KEY).status_code == 404
    assert numbers(door) == 0


def test_the_manifest_of_a_door_opens_that_door(door: Door, client: FlaskClient) -> None:
    code = door.path.split("/")[2]
    page = door.page()
    href = re.findall(r'rel="manifest" href="([^"]+)"', page)[0]
    assert href == f"/manifest.webmanifest?door={code}"
    for path in (href, f"/manifest.webmanifest?door={code.lower()}"):
        answer = client.get(path)
        assert (answer.status_code, answer.mimetype) == (200, "application/manifest+json")
        policies(answer.headers)
        said = answer.get_json(force=True)
        assert said["start_url"] == said["id"] == door.path
        assert (said["name"], said["short_name"], said["display"]) == ("netevent door", "Door", "standalone")
    assert door.phones["Cleo"].get(said["start_url"]).status_code == 200


@pytest.mark.parametrize(
    "query", ["", "?door=", "?door=x", "?door=../../evil", "?door=%00", "?door=" + "9" * 99]
)
def test_without_a_door_the_manifest_opens_the_house(client: FlaskClient, query: str) -> None:
    said = client.get(f"/manifest.webmanifest{query}").get_json(force=True)
    assert (said["name"], said["start_url"], said["scope"]) == ("netevent", "/?source=pwa", "/")
    assert client.get(said["start_url"]).status_code == 200


def test_every_icon_and_shortcut_of_the_manifest_is_there(door: Door, client: FlaskClient) -> None:
    said = client.get("/manifest.webmanifest").get_json(force=True)
    assert {icon["purpose"] for icon in said["icons"]} == {"any", "maskable"}
    for icon in said["icons"]:
        answer = client.get(icon["src"])
        assert (answer.status_code, answer.mimetype) == (200, "image/png")
        side = int.from_bytes(answer.data[16:20])  # PNG: the width follows the first chunk's name
        assert icon["sizes"] == f"{side}x{side}"
        answer.close()
    for shortcut in said["shortcuts"]:
        assert door.phones["Ada"].get(shortcut["url"]).status_code == 200, shortcut


def test_the_manifest_speaks_the_language_of_its_reader(door: Door, client: FlaskClient) -> None:
    path = f"/manifest.webmanifest?door={door.path.split('/')[2]}"
    names = {
        client.get(path, headers={"Accept-Language": language}).get_json(force=True)["shortcuts"][0]["name"]
        for language in ("en", "fr", "it")
    }
    assert len(names) > 1


def test_the_worker_stands_at_the_root_and_is_asked_for_anew(
    client: FlaskClient, evening: time_machine.Traveller
) -> None:
    answer = client.get("/sw.js", buffered=True)
    assert (answer.status_code, answer.content_type) == (200, "text/javascript; charset=utf-8")
    assert answer.headers["Cache-Control"] == "no-cache"
    policies(answer.headers)
    assert b"addEventListener" in answer.data
    again = client.get("/sw.js", headers={"If-None-Match": answer.headers["ETag"]}, buffered=True)
    assert (again.status_code, again.data) == (304, b"")
    assert client.post("/sw.js").status_code == 405
