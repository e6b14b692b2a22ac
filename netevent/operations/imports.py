"""A list an organiser uploads: kept for a preview, and brought in once somebody confirms it (operations/incoming.py).

An imported place is no consent: nobody on a list gets a mail because of it.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError

from netevent.domain.imports import (
    Guest,
    LeftOut,
    Plan,
    Table,
    chosen,
    guests_in,
    kept_order,
    open_table,
    plain,
    recalled,
    recognise,
)
from netevent.errors import N_, Conflict, Invalid
from netevent.extensions import db
from netevent.models import Event, Import, Upload
from netevent.operations import audits, jobs
from netevent.operations.jobs import LEASE
from netevent.operations.places import Numbering, all_places

MOST_BYTES = 25 * 1024 * 1024
SHOWN = 20

NO_FILE = N_("Choose a file first.")
TOO_LARGE = N_("This file is larger than 25 MB. Split it, and bring in one part after the other.")
CHOOSE_FIRST = N_("Say first which column holds what.")
GONE = N_("This list is not kept any more. Choose the file once more.")


@dataclass(frozen=True)
class Preview:
    """What confirming would do: guests that are new, that are here already, and rows that stay out, by reason."""

    source: str
    new: int
    here: int
    out: dict[str, int]
    first: tuple[tuple[Guest, bool], ...]  # and whether each is here already
    first_out: tuple[LeftOut, ...]

    @property
    def guests(self) -> int:
        return self.new + self.here

    @property
    def left_out(self) -> int:
        return sum(self.out.values())


def upload(event: Event, person_id: int | None, filename: str, octets: bytes, *, now: datetime) -> int:
    """Read a list, and keep it for its preview; gives its number. The same list sent twice is kept once. Raises
    Refusal."""
    if len(octets) > MOST_BYTES:
        raise Invalid("file", TOO_LARGE)
    event_id = event.id
    db.session.rollback()  # nobody waits for a lock while a long list is read
    table = open_table(octets)
    kept = Import.choice_of(person_id, _headings(table)) if person_id else []
    db.session.rollback()
    plan = _plan(table, recalled(table, kept))
    return keep(event_id, person_id, filename, octets, table, plan, _total(table, plan), now)


def keep(
    event_id: int,
    person_id: int | None,
    filename: str,
    octets: bytes,
    table: Table,
    plan: Plan | None,
    total: int,
    now: datetime,
) -> int:
    """Keep a list that was read to its end."""
    digest = _digest(event_id, person_id, octets)
    row = Import(
        event_id=event_id, person_id=person_id, filename="".join(filter(str.isprintable, filename))[-120:],
        upload=Upload(octets=octets), headings=_headings(table), digest=digest, created_at=now, total=total,
        source=plan.source.key if plan else "", choice=kept_order(table, plan.choice) if plan and plan.choice else [],
    )  # fmt: skip
    try:
        db.session.add(row)
        db.session.commit()
    except IntegrityError:  # the same list is here already, and waits for its organiser
        db.session.rollback()
        return db.session.scalars(select(Import.id).where(Import.digest == digest)).one()
    return row.id


def table_and_plan(row: Import) -> tuple[Table, Plan | None]:
    """The list, and what its columns hold; None when somebody has to say so. Raises Conflict when it is gone."""
    if row.upload is None:
        raise Conflict(GONE)
    return read(row.upload.octets, row.choice)


def read(octets: bytes, kept: Sequence[str]) -> tuple[Table, Plan | None]:
    """The same from the bytes of a list and the choice that was kept with it."""
    table = open_table(octets)
    return table, _plan(table, recalled(table, kept))


def preview(row: Import) -> Preview | None:
    """What confirming would do now; None while nobody has said which column holds what."""
    table, plan = table_and_plan(row)
    if plan is None:
        return None
    places, numbering = all_places(row.event_id), Numbering()
    new, here, out = 0, 0, dict[str, int]()
    first: list[tuple[Guest, bool]] = []
    first_out: list[LeftOut] = []
    for item in guests_in(table, plan):
        if isinstance(item, LeftOut):
            out[item.kind] = out.get(item.kind, 0) + 1
            first_out += [item] if len(first_out) < SHOWN else []
            continue
        known = places.of(numbering.next(item)) is not None
        new, here = new + (not known), here + known
        first += [(item, known)] if len(first) < SHOWN else []
    return Preview(plan.source.name, new, here, out, tuple(first), tuple(first_out))


def left_out(row: Import) -> Iterator[LeftOut]:
    """Every row that stays out, with its reason."""
    table, plan = table_and_plan(row)
    return (item for item in guests_in(table, plan) if isinstance(item, LeftOut)) if plan else iter(())


def choose(row: Import, choice: Sequence[str]) -> None:
    """Say which column holds what ('' leaves it out); raises Invalid. Remembered once the list is confirmed."""
    if row.state != "draft":
        return
    table, _ = table_and_plan(row)
    plan = chosen(table, choice)
    row.choice, row.source, row.total = kept_order(table, plan.choice), plan.source.key, _total(table, plan)
    db.session.commit()


def confirm(
    row: Import, *, now: datetime, actor_id: int | None, via: str = "web", token: str | None = None
) -> bool:
    """Let the workers bring it in, or whoever holds the lease `token`; false when somebody did before."""
    if row.state == "draft" and not row.source:
        raise Invalid("columns", CHOOSE_FIRST)
    values: dict[str, Any] = {"state": "waiting", "confirmed_at": now, "digest": None, "counts": counted({})}
    if token:
        values |= {"lease_token": token, "lease_until": now + LEASE}
    if not jobs.changed(update(Import).where(Import.id == row.id, Import.state == "draft").values(values)):
        db.session.rollback()
        return False
    audits.note(
        "import", "registrations", now=now, actor_id=actor_id, event_id=row.event_id, row_id=row.id, via=via
    )
    db.session.commit()
    return True


def drop(row: Import) -> None:
    """Forget a list that nobody confirmed."""
    db.session.execute(delete(Import).where(Import.id == row.id, Import.state == "draft"))
    db.session.commit()


def counted(counts: dict[str, Any]) -> dict[str, Any]:
    """Counts as they are kept, with a nought for what has not come up."""
    return {"new": counts.get("new", 0), "here": counts.get("here", 0), "out": dict(counts.get("out", {}))}


def _plan(table: Table, choice: Sequence[str]) -> Plan | None:
    return chosen(table, choice) if choice else recognise(table)


def _total(table: Table, plan: Plan | None) -> int:
    """How many rows there are; reading to the end also shows whether the list can be read."""
    return sum(1 for _ in guests_in(table, plan)) if plan else sum(1 for _ in table.rows())


def _headings(table: Table) -> str:
    return hashlib.sha256("\n".join(sorted(map(plain, table.header))).encode()).hexdigest()


def _digest(event_id: int, person_id: int | None, octets: bytes) -> str:
    return hashlib.sha256(f"{event_id} {person_id} ".encode() + octets).hexdigest()
