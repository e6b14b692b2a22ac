"""Who comes to a benchmark: guests with cards, devices at the doors, and halls that are full already."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import insert

from bench import scene
from netevent import config
from netevent.app import create_app
from netevent.domain.codes import CARD_LENGTH, new_code
from netevent.extensions import db
from netevent.models import CheckIn, Event, Organiser, Person, Registration, Tally
from netevent.operations import checkins, devices, signins
from netevent.operations.tallies import step_of

DOORS = 8
ON_THE_LIST = 2 / 3  # of those with a card; the others walk in


def guests(environment: dict[str, str], code: str, count: int) -> tuple[list[str], list[str]]:
    """The cards of so many people who are not in yet, and the tokens of the devices at the doors."""
    app, now = create_app(config.read(environment)), datetime.now(UTC)
    with app.app_context():
        event = Event.of_code(code)
        assert event
        tokens = [devices.make(event, f"Door {number}", now=now) for number in range(DOORS)]
        people = _people(count, now)
        places = [
            {"event_id": event.id, "person_id": id_, "name": "", "source": "self", "created_at": now}
            for id_, _ in people[: int(count * ON_THE_LIST)]
        ]
        db.session.execute(insert(Registration), places)
        db.session.commit()
        db.engine.dispose()
    cards = [card for _, card in people]
    return cards[0::3] + cards[1::3] + cards[2::3], tokens


def hall(app: Flask, size: int) -> tuple[str, FlaskClient]:
    """An event with that many people in, over two hours, and a client of its owner."""
    now, event = datetime.now(UTC), scene._event()
    (owner, _), *people = _people(size + 1, now)
    db.session.add(Organiser(event_id=event.id, person_id=owner, role="owner", since=now))
    arrivals: list[dict[str, Any]] = [
        {
            "event_id": event.id, "person_id": id_, "at": now - timedelta(seconds=7200 * number / size), "door": "poster",
            "nonce": new_code(26), "typed_code": f"{number:06d}", "notice": checkins.NOTICE,
        }
        for number, (id_, _) in enumerate(people)
    ]  # fmt: skip
    db.session.execute(insert(CheckIn), arrivals)
    steps = Counter(step_of(arrival["at"]) for arrival in arrivals)
    db.session.add_all(
        Tally(event_id=event.id, kind="walked_in", step=step, shard=shard, count=number // 8 + (shard < number % 8))
        for step, number in steps.items()
        for shard in range(8)
    )  # fmt: skip
    db.session.commit()
    token = signins.enter_as(db.session.get_one(Person, owner), now)
    client = app.test_client()
    with client.session_transaction() as session:
        session["_user_id"] = token
    return event.code, client


def _people(count: int, now: datetime) -> list[tuple[int, str]]:
    """Their numbers and cards."""
    rows = [
        {"name": f"Guest {number}", "created_at": now, "card_code": new_code(CARD_LENGTH)}
        for number in range(count)
    ]
    made = db.session.execute(insert(Person).returning(Person.id, Person.card_code), rows)
    return [(id_, card) for id_, card in made]
