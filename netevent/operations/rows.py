"""Writing rows without loading them back: what a full hall does a few times a second."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, cast

from sqlalchemy import Connection, Insert, Table, bindparam, false, literal_column, select, true
from sqlalchemy.sql.elements import ColumnElement
from sqlalchemy.sql.schema import CallableColumnDefault, ScalarElementColumnDefault

from netevent.extensions import db
from netevent.models.types import Model


@dataclass(frozen=True)
class Row:
    """One row of a chain. `points` names columns that hold the id of an earlier row, by its place in the chain;
    `asks` names columns the database works out itself, with `fills` for the named places of that question;
    `gives` is the column read back."""

    model: type[Model]
    values: Mapping[str, Any]
    points: Mapping[str, int] = field(default_factory=dict)
    asks: Mapping[str, ColumnElement[Any]] = field(default_factory=dict)
    fills: Mapping[str, Any] = field(default_factory=dict)
    gives: str = "id"


def put(model: type[Model], **values: Any) -> int:
    """Insert one row and give its id; column defaults apply. What the session holds is written first."""
    return int(put_chain([Row(model, values)]))


def put_chain(rows: Sequence[Row]) -> Any:
    """Insert rows that point at each other; gives what the last one gives.

    PostgreSQL takes the whole chain in one statement: in a full hall every journey to the server counts.
    SQLite has no journeys, and takes one after the other. The session's own way costs three times as much.
    """
    if db.session.new or db.session.dirty:
        db.session.flush()
    connection = db.session.connection()
    if connection.dialect.name == "postgresql":
        return connection.execute(_one_statement(_shape(rows)), _parameters(rows)).scalar_one()
    return _step_by_step(connection, rows)


def _step_by_step(connection: Connection, rows: Sequence[Row]) -> Any:
    given: list[Any] = []
    for row in rows:
        values = {**row.values, **row.fills, **{column: given[place] for column, place in row.points.items()}}
        statement = _insert(row.model, tuple(row.asks.items()), row.gives)
        given.append(connection.execute(statement, values).scalar_one())
    return given[-1]


@cache
def _insert(model: type[Model], asks: tuple[tuple[str, ColumnElement[Any]], ...], gives: str) -> Insert:
    """Built once: a statement remembers how it was compiled."""
    table = _table(model)
    statement = table.insert().values(dict(asks)) if asks else table.insert()
    return statement.returning(table.c[gives])


Shape = tuple[
    tuple[type[Model], tuple[str, ...], tuple[tuple[str, int], ...], tuple[tuple[str, Any], ...], str], ...
]


def _shape(rows: Sequence[Row]) -> Shape:
    return tuple(
        (row.model, tuple(row.values), tuple(row.points.items()), tuple(row.asks.items()), row.gives)
        for row in rows
    )


@cache
def _one_statement(shape: Shape) -> Insert:
    """INSERT … RETURNING as common table expressions, each in the place of the ids that point at it."""
    parts: list[Any] = []
    for number, (model, columns, points, asks, gives) in enumerate(shape):
        table = _table(model)
        values: dict[str, Any] = {
            column: bindparam(f"{column}_{number}", type_=table.c[column].type) for column in columns
        }
        values |= {
            column: _constant(value) for column, value in _defaults(model).items() if column not in columns
        }
        values |= {column: select(parts[place].c.id).scalar_subquery() for column, place in points}
        values |= dict(asks)
        statement = table.insert().values(values).returning(table.c[gives])
        parts.append(statement if number == len(shape) - 1 else statement.cte(f"part_{number}"))
    *before, last = parts
    chain: Insert = last.add_cte(*before)
    return chain


def _parameters(rows: Sequence[Row]) -> dict[str, Any]:
    asked: dict[str, Any] = {}
    for number, row in enumerate(rows):
        asked.update((f"{column}_{number}", value) for column, value in row.values.items())
        asked.update(row.fills)
    return asked


def _constant(value: str | int | bool) -> ColumnElement[Any]:
    """A default of ours, written into the statement."""
    if isinstance(value, bool):
        return true() if value else false()
    return literal_column(str(value) if isinstance(value, int) else "'" + value.replace("'", "''") + "'")


def _defaults(model: type[Model]) -> dict[str, Any]:
    """The defaults of the columns: inside of a larger statement nobody else fills them in."""
    columns = _table(model).columns
    plain = {c.name: c.default.arg for c in columns if isinstance(c.default, ScalarElementColumnDefault)}
    lists = {
        c.name: json.dumps(c.default.arg(cast(Any, None)))
        for c in columns
        if isinstance(c.default, CallableColumnDefault)
    }
    return plain | lists


def _table(model: type[Model]) -> Table:
    return cast(Table, model.__table__)
