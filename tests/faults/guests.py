"""An evening that begins: people with cards, guests of a list with badges and tickets, and devices at the doors."""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import insert

from netevent.domain.codes import CARD_LENGTH, new_code
from netevent.extensions import db
from netevent.models import Badge, Event, Person, Registration
from netevent.operations import devices
from tests import cast

KINDS = ("card", "card", "card with a place", "badge", "ticket")
AT_ONCE = 500  # rows in one statement


@dataclass(frozen=True)
class Guest:
    """What they hold up, and the name they are to be greeted by."""

    code: str
    name: str


@dataclass(frozen=True)
class Evening:
    code: str
    guests: tuple[Guest, ...]
    tokens: tuple[str, ...]


def write_evening(guests: int, doors: int) -> Evening:
    """So many guests, a device at each of so many doors. Call this inside an app context."""
    event, now = cast.event(), datetime.now(UTC)
    tokens = tuple(devices.make(event, f"Door {number}", now=now) for number in range(doors))
    held: list[Guest] = []
    for start in range(0, guests, AT_ONCE):
        held += _written(event, range(start, min(guests, start + AT_ONCE)), now)
    db.session.commit()
    return Evening(event.code, tuple(held), tokens)


def _written(event: Event, numbers: range, now: datetime) -> list[Guest]:
    codes = {number: new_code(CARD_LENGTH) for number in numbers}
    kinds = {number: KINDS[number % len(KINDS)] for number in numbers}
    known = [number for number in numbers if kinds[number].startswith("card")]
    people = _rows(Person, [
        {"name": f"Guest {n}", "email": f"guest{n}@example.org", "card_code": codes[n], "created_at": now, "proved_at": now}
        for n in known
    ])  # fmt: skip
    of = dict(zip(known, people, strict=True))
    listed = [number for number in numbers if kinds[number] != "card"]
    places = _rows(Registration, [
        {"event_id": event.id, "person_id": of.get(n), "name": f"Guest {n}", "email": f"guest{n}@example.org",
         "source": "imported", "ticket_code": f"Ticket-{codes[n]}" if kinds[n] == "ticket" else "", "created_at": now}
        for n in listed
    ])  # fmt: skip
    _rows(Badge, [
        {"event_id": event.id, "registration_id": place, "code": codes[n], "since": now}
        for n, place in zip(listed, places, strict=True)
        if kinds[n] == "badge"
    ])  # fmt: skip
    return [
        Guest(f"Ticket-{code}" if kinds[number] == "ticket" else code, f"Guest {number}")
        for number, code in codes.items()
    ]


def _rows(model: type, rows: list[dict[str, object]]) -> list[int]:
    if not rows:
        return []
    return list(db.session.scalars(insert(model).returning(model.id, sort_by_parameter_order=True), rows))
