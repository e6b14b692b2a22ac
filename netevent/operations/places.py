"""Which place of an event a guest on a list already has: by ticket code, then by e-mail, then by name and order.

A place somebody took is left as it is, apart from company and role. So is a place kept for an address nobody
proved: what an organiser knows of that address is not for whoever only claimed it.
"""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    Insert,
    Row,
    Select,
    Table,
    Text,
    bindparam,
    cast,
    column,
    func,
    literal,
    select,
)
from sqlalchemy.dialects.postgresql import JSON

from netevent.domain.imports import Guest
from netevent.extensions import db
from netevent.models import CheckIn, Person, Registration

OPEN, TAKEN, CLAIMED = "open", "taken", "claimed"
COLUMNS = ("name", "email", "company", "role", "ticket_code", "order_code")

Numbered = tuple[Guest, int]
"""A guest, and how many with the same name in the same order stand before in the list."""


class Numbering:
    """Tells guests apart that have neither address nor ticket: the first, the second, the third of an order."""

    def __init__(self) -> None:
        self.seen: Counter[tuple[str, str]] = Counter()

    def next(self, guest: Guest) -> Numbered:
        if guest.email or guest.ticket_code:
            return guest, 0
        key = (guest.name, guest.order_code)
        self.seen[key] += 1
        return guest, self.seen[key] - 1


class Places:
    """The places of one event that some guests may have."""

    def __init__(self, rows: Iterable[Row[Any]]) -> None:
        self.by_email: dict[str, dict[str, Any]] = {}
        self.by_ticket: dict[str, dict[str, Any]] = {}
        self.by_name: dict[tuple[str, str], list[dict[str, Any]]] = {}
        places = sorted(
            (dict(row._mapping) for row in rows),
            key=lambda place: (place["source"] != "imported", place["id"]),
        )
        for place in places:
            if place["email"]:
                self.by_email.setdefault(place["email"], place)
            if place["ticket_code"]:
                self.by_ticket.setdefault(place["ticket_code"], place)
            if not place["email"] and not place["ticket_code"] and place["source"] == "imported":
                self.by_name.setdefault((place["name"], place["order_code"]), []).append(place)

    def of(self, numbered: Numbered) -> dict[str, Any] | None:
        """The place this guest has, or None."""
        guest, number = numbered
        if guest.ticket_code and (found := self.by_ticket.get(guest.ticket_code)):
            return found
        if guest.email and (found := self.by_email.get(guest.email)):
            return found
        if guest.email or guest.ticket_code:
            return None
        same = self.by_name.get((guest.name, guest.order_code), ())
        return same[number] if number < len(same) else None

    def news(self, place: dict[str, Any], guest: Guest) -> dict[str, str]:
        """What the list knows that the place does not; nothing known is ever emptied."""
        state = _state(place)
        if state == CLAIMED or place["cancelled_at"]:
            return {}
        said = {"company": guest.company, "role": guest.role}
        if state == OPEN:
            said |= {"name": guest.name, "ticket_code": guest.ticket_code, "order_code": guest.order_code}
            if place["person_id"] is None:
                said["email"] = guest.email
            for name, held in (("ticket_code", self.by_ticket), ("email", self.by_email)):
                if name in said and held.get(said[name], place) is not place:
                    del said[name]  # another place holds it
        return {name: value for name, value in said.items() if value and value != (place[name] or "")}

    def write(self, place: dict[str, Any], news: dict[str, str]) -> None:
        """Know of a change before it is read back."""
        if "email" in news:
            self.by_email.pop(place["email"], None)
            self.by_email[news["email"]] = place
        if "ticket_code" in news:
            self.by_ticket.pop(place["ticket_code"], None)
            self.by_ticket[news["ticket_code"]] = place
        place.update(news)


def all_places(event_id: int) -> Places:
    """Every place of an event."""
    return Places(db.session.execute(_places(event_id)))


def places_for(event_id: int, guests: Sequence[Guest]) -> Places:
    """The places some guests may have; each question by an index of its own."""
    emails = [guest.email for guest in guests if guest.email]
    tickets = [guest.ticket_code for guest in guests if guest.ticket_code]
    names = list({guest.name for guest in guests if not guest.email and not guest.ticket_code})
    found: dict[int, Row[Any]] = {}
    for question, wanted in (("email", emails), ("ticket_code", tickets), ("name", names)):
        if wanted:
            asked = {"at_event": event_id, "wanted": json.dumps(wanted)}
            rows = db.session.execute(_among(question, db.engine.dialect.name), asked)
            found |= {row.id: row for row in rows}
    return Places(found.values())


def keep(event_id: int, import_id: int, guests: Sequence[Guest], now: datetime) -> None:
    """New places, in one statement with one parameter for all of them; the caller commits."""
    rows = [
        (one.name, one.email or None, one.company, one.role, one.ticket_code, one.order_code)
        for one in guests
    ]
    said = {"rows": json.dumps(rows), "at_event": event_id, "from_import": import_id, "at": now}
    db.session.connection().execute(_kept(db.engine.dialect.name), said)


def bring_up_to_date(import_id: int, places: Iterable[dict[str, Any]]) -> None:
    """Write what changed; the caller commits."""
    table = _table()
    said = [{"place": one["id"], "from_import": import_id} | {f"new_{name}": one[name] for name in COLUMNS} for one in places]  # fmt: skip
    if said:
        values: dict[str, Any] = {name: bindparam(f"new_{name}") for name in COLUMNS}
        values["import_id"] = bindparam("from_import")
        db.session.connection().execute(
            table.update().where(table.c.id == bindparam("place")).values(values), said
        )


@cache
def _kept(dialect: str) -> Insert:
    """INSERT from the cells of a list of lists; built once for each engine."""
    rows, table = bindparam("rows", type_=Text), _table()
    if dialect == "postgresql":
        cells = func.json_array_elements(cast(rows, JSON)).table_valued(column("value", JSON))
        named = [cells.c.value[place].as_string() for place in range(len(COLUMNS))]
    else:
        cells = func.json_each(rows).table_valued("value")
        named = [func.json_extract(cells.c.value, f"$[{place}]") for place in range(len(COLUMNS))]
    same = {
        "event_id": bindparam("at_event", type_=BigInteger), "import_id": bindparam("from_import", type_=BigInteger),
        "created_at": bindparam("at", type_=table.c.created_at.type), "source": literal("imported"),
    }  # fmt: skip
    return table.insert().from_select(
        [*COLUMNS, *same], select(*named, *same.values()).select_from(cells), include_defaults=False
    )


@cache
def _among(question: str, dialect: str) -> Select[*tuple[Any, ...]]:
    """Places whose column is among many values. Those come as one parameter: PostgreSQL would compare each row
    with each of a thousand, as it plans once for all of them."""
    wanted = bindparam("wanted", type_=Text)
    if dialect == "postgresql":
        among = func.json_array_elements_text(cast(wanted, JSON)).table_valued("value")
    else:
        among = func.json_each(wanted).table_valued("value")
    places = _places(bindparam("at_event", type_=BigInteger)).where(
        _table().c[question].in_(select(among.c.value))
    )
    return (
        places.where(Registration.email.is_(None), Registration.ticket_code == "")
        if question == "name"
        else places
    )


def _places(event_id: Any) -> Select[*tuple[Any, ...]]:
    taken = select(CheckIn.id).where(CheckIn.registration_id == Registration.id).exists()
    columns = [_table().c[name] for name in COLUMNS]
    return (
        select(
            Registration.id, *columns, Registration.source, Registration.person_id, Registration.cancelled_at,
            taken.label("taken"), func.coalesce(Person.email == Registration.email, False).label("proved"),
        )
        .outerjoin(Person, Person.id == Registration.person_id)
        .where(Registration.event_id == event_id)
    )  # fmt: skip


def _table() -> Table:
    return db.metadata.tables[Registration.__tablename__]


def _state(place: dict[str, Any]) -> str:
    if place["source"] != "imported" and not place["proved"]:
        return CLAIMED
    return OPEN if place["source"] == "imported" and not place["taken"] else TAKEN
