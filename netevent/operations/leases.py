"""Which worker holds which mails: taken by one conditional UPDATE, on SQLite as on PostgreSQL, and for a short time.

A worker that dies holds nothing for longer than the lease. Whoever takes a mail over changes its token, so one that
took too long finds at the fence that it holds nothing any more, and hands nothing over.
"""

import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Table, Update, and_, bindparam, case, or_, select, update
from sqlalchemy.engine import CursorResult

from netevent.extensions import db
from netevent.models import Attempt, OutboxMail
from netevent.operations import letters

LEASE = timedelta(
    seconds=40
)  # after it, others take over; longer than one answer may take (transport.TIMEOUT)
LONGEST_WAIT = timedelta(hours=2)  # no attempt sets a later one; a clock that was wrong may have
NOBODY_SAID = "a worker stopped and did not say how it ended"


@dataclass(frozen=True, slots=True)
class Held:
    """One mail in the hands of one worker. `ambiguous` are the attempts before this one whose fate is unknown."""

    id: int
    token: str
    kind: str
    address: str
    digest_id: int | None
    ambiguous: int
    created_at: datetime


def take(now: datetime, limit: int) -> list[Held]:
    """Up to `limit` mails that are due, in the order in which they should leave; none when none are due."""
    while waiting := due(now, limit):
        token = secrets.token_hex(16)
        if _claim([mail_id for mail_id, _ in waiting], token, now):
            return _held(token, dict(waiting), now)
        db.session.rollback()  # another worker was faster with all of them
    return []


def due(now: datetime, limit: int) -> list[tuple[int, str]]:
    """The ids and states of mails to take now: first codes, as somebody waits for them; then what is too late, as it
    needs no server."""
    first = case((OutboxMail.kind.in_(letters.CODES), 0), (OutboxMail.expires_at <= now, 1), else_=2)
    query = select(OutboxMail.id, OutboxMail.state).where(free(now))
    found = db.session.execute(query.order_by(first, OutboxMail.run_at, OutboxMail.id).limit(limit))
    waiting = [(row.id, row.state) for row in found]
    db.session.rollback()  # on SQLite even a look holds the write lock until it ends
    return waiting


def free(now: datetime) -> ColumnElement[bool]:
    """Due and in nobody's hands. A clock that was wrong may have set times no attempt would set now."""
    waiting = or_(
        OutboxMail.run_at <= now, and_(OutboxMail.attempts > 0, OutboxMail.run_at > now + LONGEST_WAIT)
    )
    lease_over = or_(OutboxMail.lease_until <= now, OutboxMail.lease_until > now + 2 * LEASE)
    return or_(and_(OutboxMail.state == "queued", waiting), and_(OutboxMail.state == "sending", lease_over))


def hand_over(held: Held, now: datetime) -> bool:
    """The fence, right before a mail leaves: false when another worker has it, or its time is over; else its fate is
    unknown until the server answers, and the row says so."""
    fate = {"unknown": held.ambiguous + 1, "until": now + LEASE}
    mine = changed(_fence(), mail=held.id, token=held.token, now=now, **fate)
    db.session.commit()
    return mine


def renew(held: Held, now: datetime) -> None:
    """A conversation begins late, and may last: hold on to this mail for another lease."""
    mine = OutboxMail.id == held.id, OutboxMail.lease_token == held.token
    db.session.execute(_silently(update(OutboxMail).where(*mine).values(lease_until=now + LEASE)))
    db.session.commit()


def give_back(held: Sequence[Held]) -> None:
    """Let go of mails that were not tried."""
    if not held:
        return
    mine = OutboxMail.id.in_([one.id for one in held]), OutboxMail.lease_token == held[0].token
    free_again = (
        update(OutboxMail)
        .where(*mine)
        .values(state="queued", attempts=OutboxMail.attempts - 1, lease_token=None, lease_until=None)
    )
    db.session.execute(_silently(free_again))
    db.session.commit()


def changed(statement: Update, **values: Any) -> bool:
    """Whether a conditional update of the outbox changed its row; the caller commits."""
    result = db.session.connection().execute(statement, values)
    return isinstance(result, CursorResult) and result.rowcount == 1


def table() -> Table:
    return db.metadata.tables[OutboxMail.__tablename__]


def _claim(ids: Collection[int], token: str, now: datetime) -> int:
    """How many of them are ours from now on; the caller commits."""
    result = db.session.execute(
        _silently(
            update(OutboxMail)
            .where(OutboxMail.id.in_(ids), free(now))
            .values(
                state="sending", attempts=OutboxMail.attempts + 1, lease_token=token, lease_until=now + LEASE
            )
        )
    )
    return result.rowcount if isinstance(result, CursorResult) else 0


def _held(token: str, before: dict[int, str], now: datetime) -> list[Held]:
    """What was claimed, in the order of leaving. Who was stopped before is written down; ends the transaction."""
    mail = OutboxMail
    codes_first = case((mail.kind.in_(letters.CODES), 0), else_=1)
    columns = mail.id, mail.kind, mail.address, mail.digest_id, mail.ambiguous, mail.created_at
    rows = db.session.execute(
        select(*columns)
        .where(mail.id.in_(before), mail.lease_token == token)
        .order_by(codes_first, mail.run_at, mail.id)
    ).all()
    db.session.add_all(
        Attempt(mail_id=row.id, at=now, outcome="stopped", words=NOBODY_SAID)
        for row in rows
        if before[row.id] == "sending"
    )
    db.session.commit()
    return [
        Held(row.id, token, row.kind, row.address, row.digest_id, row.ambiguous, row.created_at)
        for row in rows
    ]


def _silently(statement: Update) -> Update:
    """Without a look at what the session holds."""
    return statement.execution_options(synchronize_session=False)


@cache
def _fence() -> Update:
    """Built once: it is asked for every mail."""
    outbox = table()
    return (
        outbox.update()
        .where(
            outbox.c.id == bindparam("mail"),
            outbox.c.lease_token == bindparam("token"),
            or_(
                outbox.c.expires_at.is_(None),
                outbox.c.expires_at > bindparam("now", type_=outbox.c.lease_until.type),
            ),
        )
        .values(
            ambiguous=bindparam("unknown"), lease_until=bindparam("until", type_=outbox.c.lease_until.type)
        )
    )
