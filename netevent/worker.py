"""The loop that does what is due: plan the morning's digests, send what waits in the outbox, bring in lists of
guests, draw badges."""

import gc
import logging
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from threading import Event
from time import monotonic

from flask import Flask, current_app

from netevent import clock
from netevent.config import Settings
from netevent.extensions import db
from netevent.mails.transport import Transport, open_transport
from netevent.operations import digests, incoming, outbox, printings, retention
from netevent.operations.outbox import Counts

PAUSE = 1.0  # seconds between the beginnings of two looks
SHARE = 10  # chunks of an uploaded list in one look, so that no mail waits for the whole of it
TIDY = 3600.0  # seconds between two looks at what was kept for long enough
RESTS = (1.0, 5.0, 15.0)  # seconds, after each pass in a row that found no mail server or no database

Halted = Callable[[], bool]

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Done:
    """What one pass did."""

    planned: int = 0
    mails: Counts = field(default_factory=Counter)
    well: bool = True
    guests: int = 0  # rows of uploaded lists that were dealt with
    badges: int = 0  # drawn for a printer
    gone: Counter[str] = field(default_factory=Counter)  # what its time was over for, by rule of retention

    def __str__(self) -> str:
        ends = ", ".join(f"{count} {state}" for state, count in sorted(self.mails.items()))
        gone = ", ".join(f"{count} {rule}" for rule, count in sorted(self.gone.items()))
        return "".join(
            (
                f"Digests planned: {self.planned}. Mails: {ends or 'none due'}.",
                f" Rows brought in: {self.guests}." if self.guests else "",
                f" Badges drawn: {self.badges}." if self.badges else "",
                f" Gone: {gone}." if gone else "",
            )
        )


class Lines:
    """The lines of one worker to the mail server: kept from look to look while there is something to send."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        settings: Settings = app.config["SETTINGS"]
        self.transports = [open_transport(settings.mail_url) for _ in range(settings.mail_connections)]

    def send(self, now: datetime, limit: int, halted: Halted) -> Counts:
        """Up to `limit` mails, over all lines at once; each takes mails of its own, as another worker would."""
        first, *others = self.transports
        if not others:
            return outbox.send_due(now, first, limit=limit, halted=halted)
        share = -(-limit // len(self.transports))
        with ThreadPoolExecutor(len(self.transports)) as threads:
            sending = [threads.submit(self._send, now, line, share, halted) for line in self.transports]
        return sum((sent.result() for sent in sending), Counter[str]())

    def hang_up(self) -> None:
        """Say goodbye; the next mail opens a line again."""
        for transport in self.transports:
            with transport:
                pass

    def _send(self, now: datetime, transport: Transport, limit: int, halted: Halted) -> Counts:
        with self.app.app_context():
            return outbox.send_due(now, transport, limit=limit, halted=halted)


def run_once(
    now: datetime, *, lines: Lines | None = None, halted: Halted = lambda: False, tidy: bool = False
) -> Done:
    """Plan and send what is due at `now`, as much as NETEVENT_MAIL_RATE lets leave in a minute; `halted` ends it after
    the mail in hand.

    `tidy`: also take away what was kept for long enough, bring in the lists that wait, and draw the badges; not for a
    moment that is only tried out.
    """
    gone = retention.sweep(now) if tidy else Counter()
    planned = digests.plan_due(now)
    settings: Settings = current_app.config["SETTINGS"]
    limit = outbox.allowance(now, settings.mail_rate)
    if lines:
        limit = min(limit, max(1, settings.mail_rate // 60))
    kept = lines or Lines(_app())
    mails = kept.send(now, limit, halted)
    if not lines or not mails:
        kept.hang_up()
    guests = drawn = 0
    if lines or tidy:
        guests = incoming.bring_in_due(halted=halted, chunks=SHARE if lines else None)
        drawn = printings.draw_due(halted=halted, batches=1 if lines else None)
    return Done(planned, mails, bool(mails["sent"]) or not mails["queued"], guests, drawn, gone)


def run_forever(stop: Event) -> None:
    """Look again every second until `stop` is set; the mail in hand is finished first.

    NETEVENT_MAIL_RATE is kept twice: by how many mails one look may send, so that they leave evenly, and by what all
    workers together tried within the last minute.
    """
    app = _app()
    lines = Lines(app)
    settings: Settings = app.config["SETTINGS"]
    pause = max(PAUSE, 60 / settings.mail_rate)
    tidied: float | None = None
    unwell = 0
    spare_the_collector()
    while not stop.is_set():
        began = monotonic()
        tidy = tidied is None or began - tidied >= TIDY
        tidied = began if tidy else tidied
        done = _look(app, lines, stop, tidy=tidy)
        unwell = 0 if done.well else unwell + 1
        rest = RESTS[min(unwell, len(RESTS)) - 1] if unwell else pause - (monotonic() - began)
        stop.wait(max(0.0, rest))
    lines.hang_up()


def spare_the_collector() -> None:
    """What the application is made of stays for good: the collector need not walk through it at every batch."""
    gc.collect()
    gc.freeze()


def _look(app: Flask, lines: Lines, stop: Event, *, tidy: bool) -> Done:
    """One pass that survives whatever goes wrong: the next one may find the database back."""
    with app.app_context():
        try:
            return run_once(clock.now(), lines=lines, halted=stop.is_set, tidy=tidy)
        except Exception:  # the loop is all that sends mail; it must outlive any one mishap
            db.session.rollback()
            log.exception("a pass of the worker failed")
            return Done(well=False)


def _app() -> Flask:
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # each look has its own context
    return app
