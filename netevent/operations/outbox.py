"""Sending what waits in the outbox: each mail once, by whichever worker comes first.

A mail is claimed by one conditional UPDATE with a lease, on SQLite as on PostgreSQL. Just before it leaves,
its `ambiguous` count goes up by one, and the server's answer takes that back: so a worker that dies in
between leaves behind, in the row, that nobody knows.
"""

import logging
import secrets
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, or_, select, update
from sqlalchemy.engine import CursorResult

from netevent import clock
from netevent.extensions import db
from netevent.mails.answers import Answer, Outcome
from netevent.mails.message import Letter, Unsafe
from netevent.mails.transport import Transport
from netevent.models import OutboxMail, Person
from netevent.operations import letters, suppressions

LEASE = timedelta(seconds=55)  # a stuck mail is taken up again within a minute
RETRIES = (1, 5, 15, 60)  # minutes after the first, second, third and every later try
GIVE_UP = timedelta(hours=24)
MOST_AMBIGUOUS = 2  # one resend with the same Message-ID, then it rests
MOST_CODES = ((timedelta(hours=1), 10),)  # codes to an address that is proved
MOST_UNPROVED = ((timedelta(hours=1), 3), (timedelta(days=1), 6))  # mails to an address nobody proved

Counts = Counter[str]
"""How many attempts ended in which state; "queued" means: to be tried again."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Attempt:
    """What one worker holds while it tries one mail. `moment()` goes on while the server takes its time."""

    token: str
    number: int
    ambiguous: int  # attempts before this one whose fate is unknown
    give_up_at: datetime
    moment: Callable[[], datetime]


def send_due(
    now: datetime, transport: Transport, *, limit: int = 100, halted: Callable[[], bool] = lambda: False
) -> Counts:
    """Send up to `limit` mails that are due at `now`; stops early when the server cannot be reached."""
    counts: Counts = Counter()
    started = clock.now()
    for mail_id in due(now, limit):
        state, go_on = _try(mail_id, transport, lambda: now + (clock.now() - started))
        counts.update([state] if state else [])
        if not go_on or halted():
            break
    return counts


def due(now: datetime, limit: int) -> list[int]:
    """The ids of mails to send now, codes before digests: somebody is waiting for those."""
    codes_first = case((OutboxMail.kind.in_(letters.CODES), 0), else_=1)
    query = select(OutboxMail.id).where(_free(now)).order_by(codes_first, OutboxMail.run_at, OutboxMail.id)
    found = list(db.session.scalars(query.limit(limit)))
    db.session.rollback()  # on SQLite even a look holds the write lock until it ends
    return found


def claim(mail_id: int, now: datetime) -> str | None:
    """Take a mail for one attempt: the token of the lease, or None when another worker was faster."""
    token = secrets.token_hex(16)
    mine = _change(
        and_(OutboxMail.id == mail_id, _free(now)),
        state="sending",
        attempts=OutboxMail.attempts + 1,
        lease_token=token,
        lease_until=now + LEASE,
    )
    return token if mine else None


def _try(mail_id: int, transport: Transport, moment: Callable[[], datetime]) -> tuple[str, bool]:
    """One attempt: the state it ended in ('' when the mail was not ours), and whether to go on."""
    token = claim(mail_id, moment())
    if token is None:
        return "", True
    mail = db.session.get_one(OutboxMail, mail_id)
    attempt = Attempt(token, mail.attempts, mail.ambiguous, mail.created_at + GIVE_UP, moment)
    ending = _verdict(mail, attempt)
    if ending:
        return _end(attempt, *ending), True
    letter = _letter(mail, attempt)
    if not isinstance(letter, Letter):
        return letter, True
    try:
        answer = transport.send(letter, lambda: _about_to_leave(attempt))
    except Unsafe as error:
        return _end(attempt, "failed", str(error)), True
    return _record(attempt, letter.to_address, answer), answer.outcome is not Outcome.NOT_STARTED


def _verdict(mail: OutboxMail, attempt: Attempt) -> tuple[str, str] | None:
    """The state and the reason when this mail is not to be sent."""
    now = attempt.moment()
    if mail.ambiguous >= MOST_AMBIGUOUS:
        return "unclear", mail.last_error or "a worker stopped twice while handing it over"
    if mail.expires_at and mail.expires_at <= now:
        return ("unclear" if mail.ambiguous else "expired"), mail.last_error or "too late to be of use"
    scopes = suppressions.scopes_of(mail.address)
    if "all" in scopes or ("digests" in scopes and mail.kind in letters.DIGESTS):
        return "suppressed", "this address gets no such mail"
    if _too_many(mail, now):
        return "suppressed", "enough mails for now to an address nobody has proved"
    return None


def _too_many(mail: OutboxMail, now: datetime) -> bool:
    """Three an hour and six a day to an address nobody proved: it may belong to somebody else (T13).

    Codes to a proved one are counted too, or anybody could fill that mailbox.
    """
    if mail.kind in letters.OWED:
        return False
    proved = Person.of_email(mail.address) is not None
    if proved and mail.kind not in letters.CODES:
        return False
    left_at = func.coalesce(OutboxMail.ended_at, OutboxMail.lease_until, OutboxMail.run_at)
    may_have_arrived = or_(OutboxMail.state.in_(("sent", "unclear", "sending")), OutboxMail.ambiguous > 0)
    others = and_(OutboxMail.address == mail.address, OutboxMail.id != mail.id, may_have_arrived)
    return any(
        (db.session.scalar(select(func.count()).where(others, left_at > now - span)) or 0) >= most
        for span, most in (MOST_CODES if proved else MOST_UNPROVED)
    )


def _letter(mail: OutboxMail, attempt: Attempt) -> Letter | str:
    """The letter to send, or the state in which the mail ended instead. Leaves no transaction open."""
    mail_id = mail.id
    try:
        letter = letters.letter_for(mail, attempt.moment())
    except letters.NothingToSay as reason:
        return _end(attempt, "expired", str(reason))
    except Exception as error:  # one mail that cannot be written must not stop those behind it
        db.session.rollback()
        log.exception("mail %d cannot be written", mail_id)
        return _later(attempt, f"cannot be written: {type(error).__name__}")
    db.session.rollback()  # nothing is held while the server is spoken to
    return letter


def _about_to_leave(attempt: Attempt) -> bool:
    """The fence: false when the lease was lost; else the fate of the mail is unknown until the answer."""
    now = attempt.moment()
    return _change(
        and_(OutboxMail.lease_token == attempt.token, OutboxMail.lease_until > now),
        ambiguous=attempt.ambiguous + 1,
        lease_until=now + LEASE,
    )


def _record(attempt: Attempt, address: str, answer: Answer) -> str:
    """Write down what the server's answer means for this mail, and for the address."""
    if answer.outcome is Outcome.SENT:
        return _end(attempt, "sent", "")
    if answer.outcome is Outcome.AMBIGUOUS:
        if attempt.ambiguous + 1 >= MOST_AMBIGUOUS:
            return _end(attempt, "unclear", answer.words, ambiguous=attempt.ambiguous + 1)
        return _later(attempt, answer.words, ambiguous=attempt.ambiguous + 1)
    if answer.outcome is Outcome.REFUSED:
        if answer.bad_address:
            suppressions.suppress(address, "all", answer.words, attempt.moment())
        return _end(attempt, "failed", answer.words)
    return _later(attempt, answer.words)


def _later(attempt: Attempt, words: str, *, ambiguous: int | None = None) -> str:
    """Back into the queue, until a day has passed."""
    unknown = attempt.ambiguous if ambiguous is None else ambiguous
    run_at = attempt.moment() + timedelta(minutes=RETRIES[min(attempt.number, len(RETRIES)) - 1])
    if run_at > attempt.give_up_at:
        return _end(attempt, "unclear" if unknown else "failed", words, ambiguous=unknown)
    return _settle(attempt, state="queued", run_at=run_at, last_error=words[:300], ambiguous=unknown)


def _end(attempt: Attempt, state: str, words: str, *, ambiguous: int | None = None) -> str:
    unknown = attempt.ambiguous if ambiguous is None else ambiguous
    ended_at = attempt.moment()
    return _settle(attempt, state=state, ended_at=ended_at, last_error=words[:300], ambiguous=unknown)


def _settle(attempt: Attempt, **values: Any) -> str:
    """Give the lease back with the outcome; '' when the lease was lost and another worker will say."""
    mine = _change(OutboxMail.lease_token == attempt.token, lease_token=None, lease_until=None, **values)
    return str(values["state"]) if mine else ""


def _free(now: datetime) -> ColumnElement[bool]:
    """Due and in nobody's hands. A clock that was wrong may have set times no attempt would set now."""
    waiting = or_(
        OutboxMail.run_at <= now,
        and_(OutboxMail.attempts > 0, OutboxMail.run_at > now + timedelta(minutes=2 * RETRIES[-1])),
    )
    lease_over = or_(OutboxMail.lease_until <= now, OutboxMail.lease_until > now + 2 * LEASE)
    return or_(and_(OutboxMail.state == "queued", waiting), and_(OutboxMail.state == "sending", lease_over))


def _change(where: ColumnElement[bool], **values: Any) -> bool:
    """One conditional update in a transaction of its own; whether it changed one row."""
    result = db.session.execute(
        update(OutboxMail).where(where).values(values).execution_options(synchronize_session=False)
    )
    db.session.commit()
    return isinstance(result, CursorResult) and result.rowcount == 1
