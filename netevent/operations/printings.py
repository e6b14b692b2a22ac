"""Badges as one file for a printer: asked for, drawn by the workers a few sheets at a time, gone an hour later."""

import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial

from flask_babel import force_locale, gettext
from sqlalchemy import ColumnElement, or_, select, update

from netevent import clock
from netevent.errors import N_, Conflict, NotFound
from netevent.extensions import db
from netevent.files.badges import STOCKS, badges_pdf
from netevent.files.pdfs import joined
from netevent.models import Event, Person, Printing, Sheets
from netevent.operations import jobs, labels
from netevent.operations.labels import Label, drawn

MOST = 5000  # badges in one file, of some 30 MB
AT_ONCE = 120  # badges drawn in about a second; whole sheets of every stock
USUAL = "a7"
MOST_WAITING = 3  # files of one event
LIFE = timedelta(hours=1)  # after the last sheet
MOST_PATIENCE = timedelta(days=1)  # with a house where no worker runs

ALT = N_("QR code of the badge")
NO_BADGES = N_("No badges yet. Make them first.")
BUSY = N_("Three PDFs of this event are being made. Wait for one of them.")
GONE = N_("This PDF is not kept any more. Have it made once more.")

Halted = Callable[[], bool]

log = logging.getLogger(__name__)


def ask(
    event: Event, person: Person, stock: str, *, part: int = 1, both_sides: bool = False, now: datetime
) -> int:
    """Have the `part`-th MOST badges of an event drawn on a stock; gives the number of the printing.

    Whoever asks for what is being drawn for them already is led there.
    """
    stock = stock if stock in STOCKS else USUAL
    wanted = [label.id for label in labels.of_event(event)][(part - 1) * MOST : part * MOST]
    if not wanted:
        raise Conflict(NO_BADGES)
    db.session.execute(select(Event.id).where(Event.id == event.id).with_for_update(key_share=True))
    waiting = list(db.session.scalars(select(Printing).where(Printing.event_id == event.id, _waits())))
    for one in waiting:
        if (one.person_id, one.stock, one.both_sides, one.badge_ids) == (
            person.id, stock, both_sides, wanted,
        ):  # fmt: skip
            return one.id
    if len(waiting) >= MOST_WAITING:
        raise Conflict(BUSY)
    row = Printing(
        event_id=event.id, person_id=person.id, stock=stock, both_sides=both_sides, badge_ids=wanted, asked_at=now,
    )  # fmt: skip
    db.session.add(row)
    db.session.commit()
    return row.id


def last_of(event: Event, person: Person, now: datetime) -> Printing | None:
    """What they asked for last, while it is drawn or to be had."""
    last = next(iter(Printing.asked_by(event.id, person.id)), None)
    return last if last and last.state != "failed" and not is_over(last, now) else None


def drawing(event: Event, chosen: Sequence[Label], stock: str, *, both_sides: bool) -> Callable[[], bytes]:
    """What draws these badges as a PDF, in the event's language, and reads no row any more."""
    with force_locale(event.language):
        alt = str(gettext(ALT))
    return partial(
        badges_pdf,
        [drawn(label, event) for label in chosen],
        STOCKS.get(stock, STOCKS[USUAL]),
        title=event.title,
        alt=alt,
        language=event.language,
        both_sides=both_sides,
    )


def draw_due(now: datetime, *, halted: Halted = lambda: False, batches: int | None = None) -> int:
    """Draw what waits, at most so many batches; how many badges were drawn."""
    done = 0
    while batches is None or batches > 0:
        claimed = None if halted() else jobs.take(Printing, _waits(), now, give_up=_give_up)
        if claimed is None:
            break
        try:
            done += _draw_next(*claimed)
        except Exception:  # mail must leave all the same; the lease keeps this one from the next look
            db.session.rollback()
            log.exception("the printing %d stopped", claimed[0])
        batches = None if batches is None else batches - 1
    return done


def file_of(printing: Printing, now: datetime) -> bytes:
    """All its sheets as one PDF; raises NotFound when they are not drawn, or not kept any more."""
    parts = Sheets.of(printing.id) if printing.state == "done" and not is_over(printing, now) else []
    if not parts:
        raise NotFound(GONE)
    return joined(parts, title=printing.event.title, language=printing.event.language)


def is_over(printing: Printing, now: datetime) -> bool:
    """Whether its file had its hour."""
    return printing.ended_at is not None and printing.ended_at <= now - LIFE


def over(until: datetime) -> ColumnElement[bool]:
    """Those that ended by then, or were never drawn for a day."""
    return or_(Printing.ended_at <= until, Printing.asked_at <= until - MOST_PATIENCE)


def _draw_next(number: int, token: str) -> int:
    """The next batch of one printing; nobody waits for a lock while it is drawn."""
    row = db.session.get_one(Printing, number)
    event, start, stock, both = row.event, row.position, row.stock, row.both_sides
    batch = row.badge_ids[start : start + AT_ONCE]
    chosen, whole = labels.of_event(event, batch), start + len(batch) == row.total
    pdf = drawing(event, chosen, stock, both_sides=both)
    db.session.rollback()
    octets = pdf() if chosen else b""
    values = jobs.LET_GO | {"position": start + len(batch)}
    mine = update(Printing).where(
        Printing.id == number, Printing.lease_token == token, Printing.position == start
    )
    if not jobs.changed(mine.values(values | ({"ended_at": clock.now()} if whole else {}))):
        db.session.rollback()  # it took too long, and is in other hands
        return 0
    if octets:
        db.session.add(Sheets(printing_id=number, start=start, octets=octets))
    db.session.commit()
    return len(batch)


def _waits() -> ColumnElement[bool]:
    return Printing.ended_at.is_(None)


def _give_up(number: int) -> None:
    jobs.changed(update(Printing).where(Printing.id == number).values(ended_at=clock.now()))
