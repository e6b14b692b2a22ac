"""The usual arrival at a door: somebody with a card, not in yet, and a scan that nobody sent before.

It is looked up in one question and written in as few statements as the engine allows: a full hall comes through the
doors within minutes. Every other case is the business of doors.py, and none of them is decided here.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Insert, Table, bindparam, func, or_, select, update
from sqlalchemy.dialects import postgresql

from netevent.domain.codes import TYPED_LENGTH, new_code
from netevent.extensions import db
from netevent.models import CheckIn, Event, Person, Registration, Scan, Tally
from netevent.models.types import Model
from netevent.operations.checkins import NOTICE, kind_of
from netevent.operations.tallies import SHARDS, count, step_of


@dataclass(frozen=True, slots=True)
class Coming:
    """Who stands there, the place kept for them, and when they get mail as it is."""

    person_id: int
    name: str
    place_id: int | None
    digest_at: datetime | None


def of_card(event: Event, card: str, nonce: str) -> Coming | None:
    """Whoever shows this card, unless they are in, or the scan is known, or the card is none of today's."""
    asked = {"card": card, "at_event": event.id, "nonce": nonce}
    found = db.session.connection().execute(_LOOK, asked).first()
    if found is None or found.arrived or found.told:
        return None
    return Coming(found.id, found.name, found.place, found.digest_at)


def write(event: Event, who: Coming, scan: Mapping[str, Any]) -> int:
    """The arrival, the scan, its count and the mail of the next morning; gives the number of the arrival.

    The caller commits; the unique constraints raise IntegrityError when another door was faster.
    """
    at, kind, morning = scan["at"], kind_of(who.place_id), event.next_morning
    checkin = {"registration_id": who.place_id, "typed_code": new_code(TYPED_LENGTH), "notice": NOTICE}
    connection = db.session.connection()
    if connection.dialect.name == "postgresql":  # every journey to the server counts
        tally = {"kind": kind, "step": step_of(at), "shard": secrets.randbelow(SHARDS)}
        return int(
            connection.execute(_AT_ONCE, {**scan, **checkin, **tally, "morning": morning}).scalar_one()
        )
    same = {name: scan[name] for name in ("event_id", "person_id", "at", "door", "nonce")}
    number = int(connection.execute(_CHECKIN, {**same, **checkin}).scalar_one())
    connection.execute(_SCAN, {**scan, "checkin_id": number})
    count(event.id, kind, at)
    if who.digest_at is None or morning < who.digest_at:
        connection.execute(_SOONER, {"morning": morning, "person_id": who.person_id})
    return number


def _kept_for(*whose: Any) -> Any:
    """The id of a place that nobody gave up and nobody came with."""
    came = select(CheckIn.id).where(CheckIn.registration_id == Registration.id).exists()
    free = Registration.event_id == bindparam("at_event"), Registration.cancelled_at.is_(None), ~came
    return select(Registration.id).where(*free, *whose).order_by(Registration.id).limit(1).scalar_subquery()


def _table(model: type[Model]) -> Table:
    return cast(Table, model.__table__)


def _all_at_once() -> Insert:
    """The four of them for PostgreSQL, in the order in which doors.py writes: nobody waits for each other crosswise.

    What the scan and the arrival have in common has one name, as both are told the same.
    """
    checkins, scans = _table(CheckIn), _table(Scan)
    arrived = checkins.insert().values(_named(checkins)).returning(checkins.c.id).cte("arrived")
    tallies = postgresql.insert(_table(Tally)).values({**_named(_table(Tally)), "count": 1})
    counted = tallies.on_conflict_do_update(
        index_elements=["event_id", "kind", "step", "shard"],
        set_={"count": Tally.count + tallies.excluded.count},
    ).returning(Tally.shard)  # fmt: skip
    told = scans.insert().values({**_named(scans), "checkin_id": select(arrived.c.id).scalar_subquery()})
    written = told.returning(scans.c.checkin_id)
    whole: Insert = written.add_cte(
        arrived, counted.cte("counted"), _SOONER.returning(Person.id).cte("sooner")
    )
    return whole


def _named(table: Table) -> dict[str, Any]:
    return {
        column.name: bindparam(column.name, type_=column.type) for column in table.c if column.name != "id"
    }


# Built once: a statement remembers how it was compiled.
_LOOK = select(
    Person.id,
    Person.name,
    Person.digest_at,
    func.coalesce(
        _kept_for(Registration.person_id == Person.id), _kept_for(Registration.email == Person.email)
    ).label("place"),
    select(CheckIn.id)
    .where(CheckIn.event_id == bindparam("at_event"), CheckIn.person_id == Person.id)
    .exists()
    .label("arrived"),
    select(Scan.id).where(Scan.nonce == bindparam("nonce")).exists().label("told"),
).where(Person.card_code == bindparam("card"))

_CHECKIN = _table(CheckIn).insert().returning(CheckIn.id)
_SCAN = _table(Scan).insert()
_SOONER = (
    update(Person)
    .where(
        Person.id == bindparam("person_id"),
        or_(Person.digest_at.is_(None), Person.digest_at > bindparam("morning")),
    )
    .values(digest_at=bindparam("morning"))
)
_AT_ONCE = _all_at_once()
