"""Who comes to a benchmark: guests with cards, devices at the doors, and halls that are full already."""

from datetime import UTC, datetime, timedelta

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import String, cast, insert, literal, select

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
STEPS = 24  # of five minutes, in which a hall filled


def guests(environment: dict[str, str], code: str, count: int) -> tuple[list[str], list[str]]:
    """The cards of so many people who are not in yet, and the tokens of the devices at the doors."""
    app, now = create_app(config.read(environment)), datetime.now(UTC)
    with app.app_context():
        event = Event.of_code(code)
        assert event
        tokens = [devices.make(event, f"Door {number}", now=now) for number in range(DOORS)]
        rows = [_person(number, now) for number in range(count)]
        people = db.session.execute(insert(Person).returning(Person.id, Person.card_code), rows).all()
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
    owner = Person(**_person(0, now))
    db.session.add(owner)
    db.session.flush()
    db.session.add(Organiser(event_id=event.id, person_id=owner.id, role="owner", since=now))
    family = _multiply(owner, size)
    for step in range(STEPS):
        at = now - timedelta(minutes=5 * step)
        came = db.session.execute(_arrivals(event, family, step, at))
        db.session.add_all(
            Tally(event_id=event.id, kind="walked_in", step=step_of(at), shard=shard, count=part)
            for shard, part in enumerate(_eighths(came.rowcount))
        )
    db.session.commit()
    token = signins.enter_as(owner, now)
    client = app.test_client()
    with client.session_transaction() as session:
        session["_user_id"] = token
    return event.code, client


def _multiply(one: Person, size: int) -> str:
    """As many others like this one, by the database itself; gives how all their cards begin."""
    numbers = select(literal(1).label("n")).cte("numbers", recursive=True)
    numbers = numbers.union_all(select(numbers.c.n + 1).where(numbers.c.n < size))
    family = f"{one.id:0{CARD_LENGTH - 9}}"
    columns = {column.name: column for column in Person.__table__.c if column.name != "id"}
    columns["card_code"] = literal(family) + cast(numbers.c.n + 100_000_000, String)
    others = select(*columns.values()).select_from(numbers).join(Person, Person.id == one.id)
    db.session.execute(insert(Person).from_select(list(columns), others))
    return family


def _arrivals(event: Event, family: str, step: int, at: datetime):  # type: ignore[no-untyped-def]
    """The part of them that came in one step of five minutes."""
    own_number = cast(Person.id + 100_000, String)
    values = {
        "event_id": literal(event.id), "person_id": Person.id, "at": literal(at, CheckIn.at.type), "door": literal("poster"),
        "nonce": literal(f"hall {event.id} ") + own_number, "typed_code": own_number, "notice": literal(checkins.NOTICE),
    }  # fmt: skip
    came = select(*values.values()).where(Person.card_code.startswith(family), Person.id % STEPS == step)
    return insert(CheckIn).from_select(list(values), came)


def _eighths(number: int) -> list[int]:
    return [number // 8 + (shard < number % 8) for shard in range(8)]


def _person(number: int, now: datetime) -> dict[str, object]:
    return {"name": f"Guest {number}", "created_at": now, "card_code": new_code(CARD_LENGTH)}
