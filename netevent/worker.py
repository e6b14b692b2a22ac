"""The loop that does what is due: plan the morning's digests, send what waits in the outbox."""

import gc
import logging
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from threading import Event

from flask import Flask, current_app

from netevent import clock
from netevent.config import Settings
from netevent.extensions import db
from netevent.mails.transport import open_transport
from netevent.operations import digests, outbox, retention
from netevent.operations.outbox import Counts

ALL = 100_000
PAUSE = 1.0  # seconds between two looks
TIDY = 3600.0  # seconds between two looks at what was kept for long enough
REST = 15.0  # seconds, after a pass in which the mail server or the database could not be reached

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Done:
    """What one pass did."""

    planned: int = 0
    mails: Counts = field(default_factory=Counts)
    well: bool = True
    gone: Counter[str] = field(default_factory=Counter)  # what its time was over for, by rule of retention

    def __str__(self) -> str:
        ends = ", ".join(f"{count} {state}" for state, count in sorted(self.mails.items()))
        gone = ", ".join(f"{count} {rule}" for rule, count in sorted(self.gone.items()))
        return f"Digests planned: {self.planned}. Mails: {ends or 'none due'}." + (
            f" Gone: {gone}." if gone else ""
        )


def run_once(
    now: datetime, *, limit: int = ALL, halted: Callable[[], bool] = lambda: False, tidy: bool = False
) -> Done:
    """Plan and send all that is due at `now`; `halted` ends it after the mail in hand.

    `tidy`: also take away what was kept for long enough; not for a moment that is only tried out.
    """
    gone = retention.sweep(now) if tidy else Counter()
    planned = digests.plan_due(now)
    settings: Settings = current_app.config["SETTINGS"]
    with open_transport(settings.mail_url) as transport:
        mails = outbox.send_due(now, transport, limit=limit, halted=halted)
    return Done(planned, mails, bool(mails["sent"]) or not mails["queued"], gone)


def run_forever(stop: Event) -> None:
    """Look again every second until `stop` is set; the mail in hand is finished first.

    NETEVENT_MAIL_RATE is kept by how many mails one look may send, and by the pause after it.
    """
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # each look has its own context
    settings: Settings = app.config["SETTINGS"]
    pause = max(PAUSE, 60 / settings.mail_rate)
    tidied: datetime | None = None
    spare_the_collector()
    while not stop.is_set():
        now = clock.now()
        tidy = tidied is None or (now - tidied).total_seconds() >= TIDY
        tidied = now if tidy else tidied
        done = _look(app, max(1, settings.mail_rate // 60), stop, tidy=tidy)
        stop.wait(pause if done.well else REST)


def spare_the_collector() -> None:
    """What the application is made of stays for good: the collector need not walk through it at every batch."""
    gc.collect()
    gc.freeze()


def _look(app: Flask, limit: int, stop: Event, *, tidy: bool) -> Done:
    """One pass that survives whatever goes wrong: the next one may find the database back."""
    with app.app_context():
        try:
            return run_once(clock.now(), limit=limit, halted=stop.is_set, tidy=tidy)
        except Exception:  # the loop is all that sends mail; it must outlive any one mishap
            db.session.rollback()
            log.exception("a pass of the worker failed")
            return Done(well=False)
