"""Devices: a token shown once, known by its hash, taken back."""

from collections.abc import Iterator

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from netevent import clock
from netevent.errors import Conflict, Invalid, NotFound
from netevent.extensions import db
from netevent.models import Audit, Device, Event
from netevent.operations import devices, organisers
from tests import cast
from tests.operations import lives


@pytest.fixture(autouse=True)
def house(app: Flask, evening: time_machine.Traveller) -> Iterator[None]:
    with app.app_context():
        yield


@pytest.fixture
def event() -> Event:
    return cast.event(cast.person("Ada Moreau"))


def test_a_token_has_256_bits_and_only_its_hash_is_kept(event: Event) -> None:
    tokens = [devices.make(event, f"Door {number}", now=clock.now()) for number in range(20)]
    assert len(set(tokens)) == 20
    assert {len(token) for token in tokens} == {43}
    kept = lives.whole()
    assert not [token for token in tokens if token in kept]
    found = [devices.of_token(token) for token in tokens]
    assert [device.door for device in found if device] == [f"Door {number}" for number in range(20)]
    assert len(Device.of_event(event.id)) == 20


def test_no_other_token_is_one(event: Event) -> None:
    token = devices.make(event, "Main door", now=clock.now())
    for other in (
        "",
        token[:-1],
        token + "A",
        token.swapcase(),
        "0" * 43,
        db.session.query(Device).one().token_hash,
    ):
        assert devices.of_token(other) is None


def test_revoked_it_opens_nothing_and_the_log_tells_who_did_it(event: Event) -> None:
    eve = cast.person("Eve Berger")
    organisers.hand_over(event.id, eve.id, "door", clock.now())
    token = devices.make(event, " Main \u202e door ", now=clock.now(), by=eve)
    device = devices.of_token(token)
    assert device
    assert (device.door, device.made_by_id) == ("Main door", eve.id)
    for _ in range(2):
        devices.revoke(device, now=clock.now(), by=eve)
    assert devices.of_token(token) is None
    log = [(line.verb, line.noun, line.actor_id, line.row_id) for line in db.session.scalars(select(Audit))]
    assert log == [("make", "devices", eve.id, device.id), ("revoke", "devices", eve.id, device.id)]


def test_nobody_who_is_not_on_the_team_makes_one(event: Event) -> None:
    with pytest.raises(NotFound, match="no longer on the team"):
        devices.make(event, "Main door", now=clock.now(), by=cast.person("Eve Berger"))
    assert cast.how_many(Device) == 0


@pytest.mark.parametrize("door", ["", "  ", "\u200b", "x" * 121, "a\x00b"])
def test_a_door_has_a_name(event: Event, door: str) -> None:
    with pytest.raises(Invalid, match="Give the door a name"):
        devices.make(event, door, now=clock.now())
    assert cast.how_many(Device) == 0


def test_there_is_room_for_so_many_and_for_another_once_one_is_taken_away(
    event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(devices, "MOST_AT_EVENT", 2)
    for door in ("Main door", "Garden"):
        devices.make(event, door, now=clock.now())
    with pytest.raises(Conflict, match="Take one away"):
        devices.make(event, "Roof", now=clock.now())
    devices.revoke(Device.of_event(event.id)[0], now=clock.now())
    assert devices.make(event, "Roof", now=clock.now())


def test_for_an_event_that_was_over_a_day_ago_none_is_made(
    event: Event, evening: time_machine.Traveller
) -> None:
    evening.move_to(devices.forgets_at(event))
    assert devices.make(event, "Roof", now=clock.now())
    evening.shift(1)
    with pytest.raises(Conflict, match="This event is over"):
        devices.make(event, "Garden", now=clock.now())


def test_by_command_an_event_is_named_by_its_code(event: Event) -> None:
    token = devices.make_for(event.code.lower(), "Main door", now=clock.now())
    assert devices.of_token(token)
    assert db.session.scalars(select(Audit.via)).all() == ["command"]
    with pytest.raises(NotFound, match="no event with the code ZZZZZZ"):
        devices.make_for("ZZZZZZ", "Main door", now=clock.now())
