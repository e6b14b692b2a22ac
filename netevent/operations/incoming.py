"""Bringing in a confirmed list: a thousand rows a transaction, and how far it came in the same one.

Whoever is killed in between leaves whole chunks behind, and the next worker goes on after the last of them. A lease
says who is at it; a chunk is kept only as long as the lease is one's own.
"""

import gc
import logging
import secrets
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import and_, delete, select, update

from netevent import clock
from netevent.domain.codes import normal
from netevent.domain.imports import REASONS, Guest, LeftOut, Plan, Table, guests_in
from netevent.errors import N_, Invalid, NotFound
from netevent.extensions import db
from netevent.models import Event, Import, Upload
from netevent.operations import imports, jobs
from netevent.operations.audits import NO_SUCH_EVENT
from netevent.operations.jobs import LEASE
from netevent.operations.places import Numbered, Numbering, bring_up_to_date, keep, places_for
from netevent.operations.tallies import count

CHUNK = 1000

UNKNOWN = N_(
    "The headings of this list are not known here: %(headings)s. Bring it in on the web, where you say what each column holds."
)

log = logging.getLogger(__name__)

Halted = Callable[[], bool]
Item = Numbered | LeftOut


def bring_in_due(*, halted: Halted = lambda: False, chunks: int | None = None) -> int:
    """Take lists that wait, one after the other, at most so many chunks; how many rows were dealt with."""
    done = 0
    while chunks is None or chunks > 0:
        claimed = None if halted() else _claim()
        if claimed is None:
            break
        try:
            rows = bring_in(*claimed, halted=halted, chunks=chunks)
        except Exception:  # mail must leave all the same; the lease keeps this list from the next look
            db.session.rollback()
            log.exception("the import %d stopped", claimed[0])
            continue
        done += rows
        chunks = None if chunks is None else chunks - max(1, -(-rows // CHUNK))
    return done


def bring_in(import_id: int, token: str, *, halted: Halted = lambda: False, chunks: int | None = None) -> int:
    """Go on with one list where it stands, under the lease `token`; how many rows were dealt with."""
    row = db.session.get_one(Import, import_id)
    event_id, start, choice = row.event_id, row.position, list(row.choice)
    octets = row.upload.octets if row.upload else None
    db.session.rollback()  # reading a list holds no lock
    if octets is None:
        return 0
    table, plan = imports.read(octets, choice)
    items = islice(_items(table, plan), start, None)
    return _write_all(import_id, token, event_id, start, items, halted, chunks)


def bring_in_file(code: str, file: Path, now: datetime) -> tuple[dict[str, Any], list[str]]:
    """For whoever runs the site: a whole list at once. Gives the counts, and a line for each row that stays out."""
    event = Event.of_code(normal(code))
    if event is None:
        raise NotFound(NO_SUCH_EVENT, code=code)
    if file.stat().st_size > imports.MOST_BYTES:
        raise Invalid("file", imports.TOO_LARGE)
    event_id, octets, token = event.id, file.read_bytes(), secrets.token_hex(16)
    db.session.rollback()
    table, plan = imports.read(octets, ())
    if plan is None:
        raise Invalid("file", UNKNOWN, headings=", ".join(table.header))
    gc.freeze()  # looking through all that was loaded, for each few thousand guests, takes a tenth of the time
    items = list(_items(table, plan))
    import_id = imports.keep(event_id, None, file.name, octets, table, plan, len(items), now)
    imports.confirm(db.session.get_one(Import, import_id), now=now, actor_id=None, via="command", token=token)
    _write_all(import_id, token, event_id, 0, iter(items))
    counts = imports.counted(db.session.get_one(Import, import_id).counts)
    out = [item for item in items if isinstance(item, LeftOut)]
    return counts, [f"{one.line}: {REASONS[one.kind] % one.slots}" for one in out]


def _write_all(
    import_id: int, token: str, event_id: int, start: int, items: Iterator[Item], halted: Halted = lambda: False,
    chunks: int | None = None,
) -> int:  # fmt: skip
    """Chunk by chunk until the list ends, the lease is lost, or somebody wants to go on with other things."""
    done = 0
    while chunks is None or chunks > 0:
        chunk = list(islice(items, CHUNK))
        ended = len(chunk) < CHUNK
        if not _write(import_id, token, event_id, start + done, chunk, ended=ended):
            return done
        done += len(chunk)
        if ended:
            return done
        chunks = None if chunks is None else chunks - 1
        if halted():
            break
    jobs.let_go(Import, import_id, token)
    return done


def _claim() -> tuple[int, str] | None:
    return jobs.take(Import, Import.state == "waiting", give_up=_give_up)


def _give_up(import_id: int) -> None:
    jobs.changed(update(Import).where(Import.id == import_id).values(_over("failed", clock.now())))
    _forget(import_id)


def _items(table: Table, plan: Plan | None) -> Iterator[Item]:
    numbering = Numbering()
    for found in guests_in(table, plan) if plan else ():  # nothing is confirmed without a plan
        yield numbering.next(found) if isinstance(found, Guest) else found


def _write(import_id: int, token: str, event_id: int, start: int, chunk: list[Item], *, ended: bool) -> bool:
    """One transaction: rows, counts and position, or nothing; false when the list is in other hands."""
    now = clock.now()
    event = db.session.scalars(
        select(Event).where(Event.id == event_id).with_for_update(key_share=True)
    ).one()  # two lists of one event come in one after the other; arrivals do not wait for them
    counts = db.session.scalar(select(Import.counts).where(Import.id == import_id)) or {}
    values: dict[str, Any] = {"position": start + len(chunk), "lease_until": now + LEASE}
    new = _put(import_id, event, chunk, counts := imports.counted(counts), now)
    if new:
        count(event_id, "expected", event.starts_at, by=new)
    values |= {"counts": counts} | (_over("done", now) if ended else {})
    mine = and_(Import.id == import_id, Import.lease_token == token, Import.state == "waiting")
    kept = jobs.changed(update(Import).where(mine, Import.position == start).values(values))
    if kept and ended:
        _forget(import_id)
    db.session.commit() if kept else db.session.rollback()
    return kept


def _over(state: str, now: datetime) -> dict[str, Any]:
    """How an import ends; its list is needed no more, see _forget."""
    gone = dict.fromkeys(("digest", "lease_token", "lease_until"))
    return gone | {"filename": "", "state": state, "ended_at": now}


def _forget(import_id: int) -> None:
    gone = delete(Upload).where(Upload.import_id == import_id)
    db.session.execute(gone.execution_options(synchronize_session=False))


def _put(import_id: int, event: Event, chunk: list[Item], counts: dict[str, Any], now: datetime) -> int:
    """Write a chunk; how many places are new."""
    guests = [item for item in chunk if not isinstance(item, LeftOut)]
    for item in chunk:
        if isinstance(item, LeftOut):
            counts["out"][item.kind] = counts["out"].get(item.kind, 0) + 1
    places = places_for(event.id, [guest for guest, _ in guests])
    new: list[Guest] = []
    changed: dict[int, dict[str, Any]] = {}
    for numbered in guests:
        guest, place = numbered[0], places.of(numbered)
        if place is None:
            new.append(guest)
        elif news := places.news(place, guest):
            places.write(place, news)
            changed[place["id"]] = place
    if new:
        keep(event.id, import_id, new, now)
    bring_up_to_date(import_id, changed.values())
    counts["new"] += len(new)
    counts["here"] += len(guests) - len(new)
    return len(new)
