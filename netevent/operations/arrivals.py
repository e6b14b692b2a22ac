"""The usual arrival at a door: somebody with a card, not in yet, by a scan that nobody sent before.

One statement looks and writes, and writes nothing where something is not as usual: a full hall comes through the doors
within minutes. Every other case is the business of doors.py, and none of them is decided here.
"""

import secrets
from collections.abc import Mapping
from typing import Any, cast

from sqlalchemy import (
    ColumnElement,
    Connection,
    Insert,
    Select,
    Table,
    bindparam,
    case,
    func,
    literal_column,
    or_,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite

from netevent.domain.codes import TYPED_LENGTH, new_code
from netevent.extensions import db
from netevent.models import CheckIn, Event, Person, Registration, Scan, Tally
from netevent.models.registrations import at_event
from netevent.models.types import Model
from netevent.operations.checkins import NOTICE, kind_of
from netevent.operations.tallies import SHARDS, count, step_of

Written = tuple[int, str]


def let_in(event: Event, card: str, scan: Mapping[str, Any]) -> Written | None:
    """The arrival, the scan, its count and the mail of the next morning; gives the number of the arrival and the name.

    None, and nothing is written, where nobody has this card, they are in or on an imported list, their place is taken,
    or this scan is known. The caller commits; IntegrityError when another door sends the same scan at this instant.
    """
    said = {
        **scan, "card": card, "typed_code": new_code(TYPED_LENGTH), "notice": NOTICE, "morning": event.next_morning,
    }  # fmt: skip
    connection = db.session.connection()
    if connection.dialect.name == "postgresql":  # every journey to the server counts
        tally = {"step": step_of(scan["at"]), "shard": secrets.randbelow(SHARDS)}
        found = connection.execute(_AT_ONCE, {**said, **tally}).first()
        return (found.checkin_id, found.name) if found else None
    return _step_by_step(connection, said)


def _step_by_step(connection: Connection, said: Mapping[str, Any]) -> Written | None:
    found = connection.execute(_WRITTEN, said).first()
    if found is None:
        return None
    connection.execute(_SCAN, {**said, "checkin_id": found.id, "person_id": found.person_id})
    count(said["event_id"], kind_of(found.registration_id), said["at"])
    if found.digest_at is None or said["morning"] < found.digest_at:
        connection.execute(_SOONER, {"morning": said["morning"], "person_id": found.person_id})
    return found.id, found.name


def _table(model: type[Model]) -> Table:
    return cast(Table, model.__table__)


_CHECKINS, _SCANS, _TALLIES = _table(CheckIn), _table(Scan), _table(Tally)


def _as_said(table: Table, **known: ColumnElement[Any]) -> dict[str, ColumnElement[Any]]:
    """The columns of a row: what is known, and the rest as it is said under the same name."""
    asked = [column for column in table.c if column.name != "id"]
    return {
        column.name: known.get(column.name, bindparam(column.name, type_=column.type)) for column in asked
    }


def _place() -> ColumnElement[Any]:
    """The place kept for them or for their proved address, if nobody gave it up; a taken one is not as usual."""
    kept = select(Registration.id).where(at_event(bindparam("event_id")), Registration.cancelled_at.is_(None))
    of_address = kept.where(Registration.email == Person.email).order_by(Registration.id)
    return func.coalesce(
        kept.where(Registration.person_id == Person.id).scalar_subquery(),
        of_address.limit(literal_column("1")).scalar_subquery(),
    )


def _arrival(insert: Any) -> Any:
    """Nothing is written where they are in already, or their place is taken: the unique constraints know."""
    row = _as_said(_CHECKINS, person_id=_PEOPLE.c.id, registration_id=_place())
    known = select(Scan.id).where(Scan.nonce == bindparam("nonce"))
    listed = select(Registration.id).where(  # by a door before: told as the list has them
        at_event(bindparam("event_id")),
        Registration.person_id == Person.id,
        Registration.source == "imported",
    )
    usual: Select[Any] = select(*row.values()).where(
        Person.card_code == bindparam("card"), ~known.exists(), ~listed.exists()
    )
    written = insert(_CHECKINS).from_select(list(row), usual, include_defaults=False)
    return written.on_conflict_do_nothing()


def _of_them(column: ColumnElement[Any], table: Table) -> ColumnElement[Any]:
    """Something of the person of a row that is just being written."""
    theirs = select(column).where(_PEOPLE.c.id == literal_column(f"{table.name}.person_id"))
    return theirs.scalar_subquery().label(column.key)


def _sooner(whose: ColumnElement[Any]) -> Any:
    later = or_(Person.digest_at.is_(None), Person.digest_at > bindparam("morning"))
    return update(Person).where(Person.id == whose, later).values(digest_at=bindparam("morning"))


def _all_at_once() -> Insert:
    """For PostgreSQL: whatever follows is written for the arrival, and for none if there is none."""
    written = _arrival(postgresql.insert).returning(
        _CHECKINS.c.id, _CHECKINS.c.person_id, _CHECKINS.c.registration_id
    )
    arrived = written.cte("arrived")
    kind = case((arrived.c.registration_id.is_(None), kind_of(None)), else_=kind_of(1))
    tally = _as_said(_TALLIES, kind=kind, count=literal_column("1"))
    added = postgresql.insert(_TALLIES).from_select(list(tally), select(*tally.values()).select_from(arrived))
    counted = added.on_conflict_do_update(
        index_elements=["event_id", "kind", "step", "shard"],
        set_={"count": Tally.count + added.excluded.count},
    )
    scan = _as_said(_SCANS, checkin_id=arrived.c.id, person_id=arrived.c.person_id)
    told = _SCANS.insert().from_select(list(scan), select(*scan.values()), include_defaults=False)
    whole: Insert = told.returning(_SCANS.c.checkin_id, _of_them(_PEOPLE.c.name, _SCANS)).add_cte(
        counted.returning(_TALLIES.c.shard).cte("counted"),
        _sooner(select(arrived.c.person_id).scalar_subquery()).returning(Person.id).cte("sooner"),
    )
    return whole


# Built once: a statement remembers how it was compiled.
_PEOPLE = _table(Person)
_SCAN = _SCANS.insert()
_SOONER = _sooner(bindparam("person_id"))
_WRITTEN = _arrival(sqlite.insert).returning(
    _CHECKINS.c.id, _CHECKINS.c.person_id, _CHECKINS.c.registration_id,
    _of_them(_PEOPLE.c.name, _CHECKINS), _of_them(_PEOPLE.c.digest_at, _CHECKINS),
)  # fmt: skip
_AT_ONCE = _all_at_once()
