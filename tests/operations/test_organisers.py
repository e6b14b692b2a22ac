"""The keys to an event: an owner stays, a key that is taken away takes its invitations along, and all is written down."""

from collections.abc import Callable

import pytest
import time_machine
from flask import Flask

from netevent import clock
from netevent.errors import Conflict, Forbidden, NotFound
from netevent.extensions import db
from netevent.models import Audit, Device, Event, Invitation, Organiser, Person
from netevent.operations import devices, erasures, invitations, organisers
from netevent.operations.merging import merge
from tests import cast

pytestmark = pytest.mark.usefixtures("evening")
House = tuple[Event, dict[str, Person], dict[str, int]]


def house(**roles: str) -> House:
    """An event, its people by name, and the numbers of their keys."""
    event = cast.event()
    people = {name: cast.person(name) for name in roles}
    keys = {
        name: organisers.add_key(event, people[name], role, clock.now()).id for name, role in roles.items()
    }
    return event, people, keys


def deeds() -> list[tuple[str, int | None]]:
    """What was written down since the keys were given."""
    return [
        (line.verb, line.actor_id)
        for line in db.session.query(Audit).order_by(Audit.id)
        if line.verb != "give"
    ]


def test_the_last_owner_cannot_leave_and_hears_why(app: Flask) -> None:
    with app.app_context():
        event, people, _ = house(ada="owner", ben="organiser")
        with pytest.raises(Conflict, match="The last owner cannot leave"):
            organisers.leave(event, people["ada"], clock.now())
        organisers.leave(event, people["ben"], clock.now())
        assert [key.person_id for key in Organiser.team_of(event.id)] == [people["ada"].id]
        assert deeds() == [("leave", people["ben"].id)]


def test_with_a_second_owner_the_first_may_leave(app: Flask) -> None:
    with app.app_context():
        event, people, keys = house(ada="owner", ben="organiser")
        assert organisers.change_role(event, keys["ben"], "owner", people["ada"], clock.now())
        organisers.leave(event, people["ada"], clock.now())
        assert [key.role for key in Organiser.team_of(event.id)] == ["owner"]


def test_the_last_owner_takes_no_weaker_role(app: Flask) -> None:
    with app.app_context():
        event, people, keys = house(ada="owner")
        with pytest.raises(Conflict, match="needs an owner"):
            organisers.change_role(event, keys["ada"], "door", people["ada"], clock.now())


def at_the_same_instant(
    app: Flask, act: Callable[[Event, Person, Person, dict[int, int]], object]
) -> list[str]:
    """Two owners act at once, many times over; what became of both, and every event still has an owner."""
    found = []
    for number in range(4):
        with app.app_context():
            event = cast.event()
            pair = [cast.person(f"{name}{number}") for name in ("ada", "ben")]
            keys = {one.id: organisers.add_key(event, one, "owner", clock.now()).id for one in pair}
            ids, event_id = [one.id for one in pair], event.id

        def go(
            index: int, ids: list[int] = ids, event_id: int = event_id, keys: dict[int, int] = keys
        ) -> str:
            with app.app_context():
                me, other = (db.session.get_one(Person, one) for one in (ids[index], ids[1 - index]))
                try:
                    act(db.session.get_one(Event, event_id), me, other, keys)
                except (Conflict, NotFound) as refusal:
                    return type(refusal).__name__
                return "done"

        found += cast.at_once(2, go)
        with app.app_context():
            assert [key.role for key in Organiser.team_of(event_id)].count("owner") == 1
    return found


def test_of_two_owners_who_leave_at_the_same_instant_one_stays(app: Flask) -> None:
    found = at_the_same_instant(
        app, lambda event, me, _other, _keys: organisers.leave(event, me, clock.now())
    )
    assert (found.count("done"), found.count("Conflict")) == (4, 4)


def test_of_two_owners_who_take_each_others_key_at_once_the_second_has_none(app: Flask) -> None:
    found = at_the_same_instant(
        app, lambda event, me, other, keys: organisers.take_away(event, keys[other.id], me, clock.now())
    )
    assert (found.count("done"), found.count("NotFound")) == (4, 4)


def test_of_two_owners_who_step_down_at_once_one_stays(app: Flask) -> None:
    found = at_the_same_instant(
        app,
        lambda event, me, _other, keys: organisers.change_role(event, keys[me.id], "door", me, clock.now()),
    )
    assert (found.count("done"), found.count("Conflict")) == (4, 4)


def test_an_organiser_takes_keys_of_the_door_and_no_others(app: Flask) -> None:
    with app.app_context():
        event, people, keys = house(ada="owner", ben="organiser", cleo="organiser", dan="door")
        organisers.take_away(event, keys["dan"], people["ben"], clock.now())
        for whose in ("ada", "cleo"):
            with pytest.raises(Forbidden):
                organisers.take_away(event, keys[whose], people["ben"], clock.now())
        with pytest.raises(Forbidden):
            organisers.change_role(event, keys["cleo"], "door", people["ben"], clock.now())
        with pytest.raises(NotFound):
            organisers.take_away(event, keys["ada"], people["dan"], clock.now())
        assert deeds() == [("take", people["ben"].id)]


def test_a_key_of_another_event_is_none_of_theirs(app: Flask) -> None:
    with app.app_context():
        event, people, _ = house(ada="owner")
        other = cast.event()
        key = organisers.add_key(other, cast.person("Otto"), "door", clock.now())
        with pytest.raises(NotFound):
            organisers.take_away(event, key.id, people["ada"], clock.now())


def test_the_same_role_again_is_no_change(app: Flask) -> None:
    with app.app_context():
        event, people, keys = house(ada="owner", ben="door")
        assert not organisers.change_role(event, keys["ben"], "door", people["ada"], clock.now())
        assert deeds() == []


def test_whoever_loses_the_key_loses_the_invitations_they_sent(app: Flask) -> None:
    """Or they would come back through an address of their own (T11)."""
    with app.app_context():
        event, people, keys = house(ada="owner", ben="owner")
        for email, role in (("one@example.org", "owner"), ("two@example.org", "door")):
            invitations.invite(event, email, role, people["ben"], clock.now())
        organisers.change_role(event, keys["ben"], "organiser", people["ada"], clock.now())
        assert [one.role for one in Invitation.waiting_at(event.id, clock.now())] == ["door"]
        organisers.take_away(event, keys["ben"], people["ada"], clock.now())
        assert Invitation.waiting_at(event.id, clock.now()) == []


def test_whoever_loses_the_key_loses_the_invitations_that_wait_for_them(app: Flask) -> None:
    with app.app_context():
        event, people, keys = house(ada="owner", ben="door")
        invitations.invite(event, str(people["ben"].email), "organiser", people["ada"], clock.now())
        organisers.take_away(event, keys["ben"], people["ada"], clock.now())
        assert Invitation.waiting_at(event.id, clock.now()) == []


def test_whoever_is_erased_leaves_no_device_behind(app: Flask) -> None:
    with app.app_context():
        event, people, _ = house(ada="owner", ben="door")
        token = devices.make(event, "Side", now=clock.now(), by=people["ben"])
        erasures.erase(people["ben"], clock.now())
        assert devices.of_token(token) is None
        assert devices.of_token(token, clock.now() - devices.HANDS_OVER) is not None


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
