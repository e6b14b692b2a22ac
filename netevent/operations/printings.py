"""Badges as one file for a printer: asked for, drawn by the workers a few sheets at a time, gone an hour later."""

import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial

from flask_babel import force_locale, gettext
from sqlalchemy import ColumnElement, and_, delete, or_, select, update

from netevent import clock
from netevent.errors import N_, Conflict, NotFound
from netevent.extensions import db
from netevent.files import apart
from netevent.files.badges import STOCKS
from netevent.files.pdfs import joined
from netevent.models import Event, Person, Printing, Sheets
from netevent.operations import jobs, labels
from netevent.operations.labels import Label

MOST = 5000  # badges in one file: 30 MB, or 60 on both sides
AT_ONCE = 120  # badges drawn in about a second; whole sheets of every stock
MOST_AT_EVENT = 5  # files
USUAL = "a7"
LIFE = timedelta(hours=1)  # after the last sheet
MOST_PATIENCE = timedelta(days=1)  # with a house where no worker runs

ALT = N_("QR code of the badge")
NO_BADGES = N_("No badges yet. Make them first.")
BUSY = N_("%(most)s PDFs of this event are being made. Wait for one of them.")
GONE = N_("This PDF is not kept any more. Have it made once more.")

Halted = Callable[[], bool]

log = logging.getLogger(__name__)


def ask(
    event: Event, person: Person, stock: str, *, part: int = 1, both_sides: bool = False, now: datetime
) -> int:
    """Have the `part`-th MOST badges of an event drawn on a stock; gives the number of the printing.

    Whoever asks for what is being drawn for them already is led there. The oldest file of the event makes room.
    """
    stock = stock if stock in STOCKS else USUAL
    every = [label.id for label in labels.of_event(event)]
    if not every:
        raise Conflict(NO_BADGES)
    start = (min(max(part, 1), -(-len(every) // MOST)) - 1) * MOST
    wanted = every[start : start + MOST]
    db.session.execute(select(Event.id).where(Event.id == event.id).with_for_update(key_share=True))
    there = list(db.session.scalars(select(Printing).filter_by(event_id=event.id).order_by(Printing.id)))
    for one in there:
        said = one.person_id, one.stock, one.both_sides
        if one.state == "waiting" and said == (person.id, stock, both_sides) and one.badge_ids == wanted:
            return one.id
    _make_room(there)
    row = Printing(
        event_id=event.id, person_id=person.id, stock=stock, both_sides=both_sides, badge_ids=wanted,
        first=start + 1, total=len(wanted), asked_at=now,
    )  # fmt: skip
    db.session.add(row)
    db.session.commit()
    return row.id


def kept_of(event: Event, person: Person, now: datetime) -> list[Printing]:
    """What they asked for, the last first, while it is drawn or to be had."""
    asked = Printing.asked_by(event.id, person.id)
    return [one for one in asked if one.state != "failed" and not is_over(one, now)]


def drawing(event: Event, chosen: Sequence[Label], stock: str, *, both_sides: bool) -> Callable[[], bytes]:
    """What draws these badges as a PDF, in the event's language, and reads no row any more."""
    with force_locale(event.language):
        alt = str(gettext(ALT))
    return partial(
        apart.draw,
        [labels.drawn(label, event) for label in chosen],
        stock if stock in STOCKS else USUAL,
        title=event.title,
        alt=alt,
        language=event.language,
        both_sides=both_sides,
    )


def draw_due(*, halted: Halted = lambda: False, batches: int | None = None) -> int:
    """Draw what waits, at most so many batches, and forget what had its hour; how many badges were drawn."""
    done = 0
    while forget_one(clock.now()):
        db.session.commit()
    db.session.rollback()
    while batches is None or batches > 0:
        claimed = None if halted() else jobs.take(Printing, _waits(), give_up=_give_up)
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


def forget_one(now: datetime) -> int:
    """Take away the oldest that ended an hour ago, or was not drawn for a day; the caller commits.

    One at a time: its sheets are many, and SQLite overwrites them all.
    """
    never = and_(Printing.ended_at.is_(None), Printing.asked_at <= now - MOST_PATIENCE)
    over = or_(Printing.ended_at <= now - LIFE, never)
    number = db.session.scalar(select(Printing.id).where(over).order_by(Printing.id).limit(1))
    if number is not None:
        db.session.execute(delete(Printing).where(Printing.id == number))
    return int(number is not None)


def _make_room(there: Sequence[Printing]) -> None:
    """One more file may be kept; the caller commits."""
    if len(there) < MOST_AT_EVENT:
        return
    oldest = next((one for one in there if one.state != "waiting"), None)
    if oldest is None:
        raise Conflict(BUSY, most=MOST_AT_EVENT)
    db.session.execute(delete(Printing).where(Printing.id == oldest.id))


def _draw_next(number: int, token: str) -> int:
    """The next batch of one printing; nobody waits for a lock while it is drawn."""
    row = db.session.get_one(Printing, number)
    event, start, stock, both = row.event, row.position, row.stock, row.both_sides
    batch = row.badge_ids[start : start + AT_ONCE]
    chosen, whole = labels.of_event(event, batch), start + len(batch) == row.total
    pdf = drawing(event, chosen, stock, both_sides=both)
    db.session.rollback()
    octets = pdf() if chosen else b""
    values = jobs.LET_GO | {"position": start + len(batch), "drawn": Printing.drawn + len(chosen)}
    mine = update(Printing).where(
        Printing.id == number, Printing.lease_token == token, Printing.position == start
    )
    if not jobs.changed(mine.values(values | ({"ended_at": clock.now()} if whole else {}))):
        db.session.rollback()  # it took too long, and is in other hands
        return 0
    if octets:
        db.session.add(Sheets(printing_id=number, start=start, octets=octets))
    db.session.commit()
    return len(chosen)


def _waits() -> ColumnElement[bool]:
    return Printing.ended_at.is_(None)


def _give_up(number: int) -> None:
    jobs.changed(update(Printing).where(Printing.id == number).values(ended_at=clock.now()))
