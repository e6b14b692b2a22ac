"""Long work of the workers, each piece in one pair of hands: taken by one conditional UPDATE, and for a short time.

Whoever is killed holds nothing for longer than the lease; whoever was too slow finds at the next step that it is in
other hands.
"""

import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Update, and_, or_, select, update
from sqlalchemy.engine import CursorResult

from netevent import clock
from netevent.extensions import db
from netevent.models.jobs import Job

LEASE = timedelta(seconds=60)
MOST_TRIES = 5

LET_GO: dict[str, Any] = {"tries": 0, "lease_until": None, "lease_token": None}  # nosec B105 - no password
"""The values of one in nobody's hands."""


def take(
    kind: type[Job], waits: ColumnElement[bool], *, give_up: Callable[[int], None]
) -> tuple[int, str] | None:
    """The oldest that waits and is in nobody's hands, and the token of its lease.

    A lease counts from this moment on, however long ago the pass of its worker began. `give_up` ends one that was begun
    too often, in the same transaction.
    """
    now = clock.now()
    free = and_(waits, _free(kind, now))
    waiting = db.session.scalars(select(kind.id).where(free).order_by(kind.id)).all()
    db.session.rollback()
    for number in waiting:
        token = secrets.token_hex(16)
        taken = {"lease_token": token, "lease_until": now + LEASE, "tries": kind.tries + 1}
        if not changed(update(kind).where(kind.id == number, free).values(taken)):
            db.session.rollback()
            continue
        tries = db.session.scalar(select(kind.tries).where(kind.id == number)) or 0
        if tries > MOST_TRIES:
            give_up(number)
        db.session.commit()
        if tries <= MOST_TRIES:
            return number, token
    return None


def let_go(kind: type[Job], number: int, token: str) -> None:
    """Others may go on with it."""
    mine = update(kind).where(kind.id == number, kind.lease_token == token)
    changed(mine.values(LET_GO))
    db.session.commit()


def changed(statement: Update) -> bool:
    """Whether a conditional update changed its row; the caller commits."""
    result = db.session.execute(statement.execution_options(synchronize_session=False))
    return isinstance(result, CursorResult) and result.rowcount == 1


def _free(kind: type[Job], now: datetime) -> ColumnElement[bool]:
    """In nobody's hands; a clock that was wrong may have set a lease no worker would set now."""
    return or_(kind.lease_until.is_(None), kind.lease_until <= now, kind.lease_until > now + 2 * LEASE)
