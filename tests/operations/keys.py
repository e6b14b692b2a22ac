"""An event with a team, and what was written down of it."""

from netevent import clock
from netevent.extensions import db
from netevent.models import Audit, Event, Person
from netevent.operations import organisers
from tests import cast

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
