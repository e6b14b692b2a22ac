"""The keys to an event: an owner stays, a key that is taken away takes its invitations along, and all is written down."""

from collections.abc import Callable

import pytest
from flask import Flask

from netevent import clock
from netevent.errors import Conflict, Forbidden, NotFound
from netevent.extensions import db
from netevent.models import Event, Invitation, Organiser, Person
from netevent.operations import invitations, organisers
from tests import cast
from tests.operations.keys import deeds, house

pytestmark = pytest.mark.usefixtures("evening")


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
