"""Whoever loses the key to an event leaves no device behind that still holds its guest list."""

import pytest
import time_machine
from flask import Flask

from netevent import clock
from netevent.errors import NotFound
from netevent.extensions import db
from netevent.models import Audit, Device, Event, Organiser, Person
from netevent.operations import devices, erasures, organisers
from netevent.operations.merging import merge
from tests import cast
from tests.operations.keys import deeds, house

pytestmark = pytest.mark.usefixtures("evening")


def test_whoever_is_erased_leaves_no_device_behind(app: Flask) -> None:
    with app.app_context():
        event, people, _ = house(ada="owner", ben="door")
        token = devices.make(event, "Side", now=clock.now(), by=people["ben"])
        erasures.erase(people["ben"], clock.now())
        assert devices.of_token(token) is None
        assert devices.of_token(token, clock.now() - devices.HANDS_OVER) is not None
        told = db.session.query(Audit).filter_by(noun="devices", verb="revoke").one()
        assert (told.event_id, told.actor_id) == (event.id, None)


def held(event: Event) -> list[str]:
    return [device.door for device in Device.of_event(event.id) if device.revoked_at is None]


@pytest.mark.parametrize("how", ["taken away", "left"])
def test_whoever_goes_leaves_no_device_behind(app: Flask, how: str) -> None:
    """Those of others stay, and those they made for another event."""
    with app.app_context():
        event, people, keys = house(ada="owner", ben="door")
        other = cast.event()
        organisers.add_key(other, people["ben"], "door", clock.now())
        for at, door, by in ((event, "Main", "ada"), (event, "Side", "ben"), (other, "Hall", "ben")):
            devices.make(at, door, now=clock.now(), by=people[by])
        tokens = [
            devices.make(event, f"Door {number}", now=clock.now(), by=people["ben"]) for number in range(2)
        ]
        if how == "left":
            organisers.leave(event, people["ben"], clock.now())
        else:
            organisers.take_away(event, keys["ben"], people["ada"], clock.now())
        assert (held(event), held(other)) == (["Main"], ["Hall"])
        assert [devices.of_token(token) for token in tokens] == [None, None]
        actor = people["ben" if how == "left" else "ada"].id
        log = [deed for deed in deeds() if deed[0] != "make"]
        assert log == [("revoke", actor)] * 3 + [("leave" if how == "left" else "take", actor)]


def test_a_device_taken_away_before_keeps_its_moment(app: Flask, evening: time_machine.Traveller) -> None:
    with app.app_context():
        event, people, keys = house(ada="owner", ben="door")
        device = devices.of_token(devices.make(event, "Side", now=clock.now(), by=people["ben"]))
        assert device
        before = clock.now()
        devices.revoke(device, now=before)
        evening.shift(60)
        organisers.take_away(event, keys["ben"], people["ada"], clock.now())
        assert [one.revoked_at for one in Device.of_event(event.id)] == [before]


def test_of_one_who_proves_who_they_are_the_devices_go_along_too(app: Flask) -> None:
    with app.app_context():
        event, people, _ = house(ada="owner", ben="door", benno="door")
        devices.make(event, "Side", now=clock.now(), by=people["benno"])
        merge(people["benno"], people["ben"], clock.now())
        db.session.commit()
        key = Organiser.key(people["ben"].id, event.id)
        assert key
        organisers.take_away(event, key.id, people["ada"], clock.now())
        assert held(event) == []


def test_a_device_made_while_the_key_is_taken_goes_or_was_never_made(app: Flask) -> None:
    """Whichever comes first, nobody is left with a token and no key."""
    for _ in range(6):
        with app.app_context():
            event, people, keys = house(ada="owner", ben="door")
            for name in people:  # the next round has its own
                people[name].email = None
            db.session.commit()
            event_id, ben, ada, key = event.id, people["ben"].id, people["ada"].id, keys["ben"]

        def go(index: int, event_id: int = event_id, ben: int = ben, ada: int = ada, key: int = key) -> None:
            with app.app_context():
                event = db.session.get_one(Event, event_id)
                try:
                    if index:
                        devices.make(event, "Side", now=clock.now(), by=db.session.get_one(Person, ben))
                    else:
                        organisers.take_away(event, key, db.session.get_one(Person, ada), clock.now())
                except NotFound:
                    assert index

        cast.at_once(2, go)
        with app.app_context():
            assert held(db.session.get_one(Event, event_id)) == []
