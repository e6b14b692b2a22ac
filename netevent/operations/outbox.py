"""Sending what waits in the outbox: each mail once, by whichever worker comes first.

A handful of mails is taken with one lease and written at once; then each is handed over. Just before it leaves, its
`ambiguous` count goes up by one, and the server's answer takes that back: so a worker that dies in between leaves
behind, in the row, that nobody knows.
"""

import logging
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.orm.interfaces import LoaderOption

from netevent import clock
from netevent.extensions import db
from netevent.mails.answers import Outcome
from netevent.mails.message import Letter, Unsafe
from netevent.mails.transport import Transport
from netevent.models import Attempt, Digest, Encounter, OutboxMail, Prompt
from netevent.operations import endings, leases, letters, verdicts
from netevent.operations.endings import UNWRITTEN, Ending
from netevent.operations.leases import Held

HANDFUL = 20  # mails written together; what is written waits for less than the lease, so that it still holds
MINUTE = timedelta(minutes=1)

Counts = Counter[str]
"""How many attempts ended in which state; "queued" means: to be tried again."""
Moment = Callable[[], datetime]
"""Goes on while the server takes its time."""

log = logging.getLogger(__name__)


def send_due(
    now: datetime, transport: Transport, *, limit: int = 100, halted: Callable[[], bool] = lambda: False
) -> Counts:
    """Send up to `limit` mails that are due at `now`; stops early when the server cannot be reached, or is slower
    than a lease."""
    counts: Counts = Counter()
    started = clock.now()

    def moment() -> datetime:
        return now + (clock.now() - started)

    while limit > 0 and (held := leases.take(moment(), min(limit, HANDFUL))):
        limit -= len(held)
        done, go_on = _send(held, transport, moment, halted)
        counts.update(end for end in done if end)
        if not go_on:
            break
    return counts


def allowance(now: datetime, rate: int) -> int:
    """How many more mails may be tried now, if all workers together try `rate` a minute."""
    tried = db.session.scalar(select(func.count()).where(Attempt.at > now - MINUTE, Attempt.at <= now))
    db.session.rollback()
    return max(0, rate - (tried or 0))


def _send(
    held: Sequence[Held], transport: Transport, moment: Moment, halted: Callable[[], bool]
) -> tuple[list[str], bool]:
    """One attempt for each: the states they ended in, and whether to go on. What was not tried is let go of."""
    ends: list[str] = []
    taken_at = moment()
    written = _write(held, taken_at)
    for number, mail in enumerate(held, 1):
        late = moment() - taken_at
        if (
            late > leases.LEASE / 2
        ):  # the server is slow: the rest is written anew, as wishes may have changed
            leases.give_back(held[number - 1 :])
            return ends, True
        if late > leases.LEASE / 8:
            leases.renew(mail, moment())
        ending = _attempt(mail, written[mail.id], transport, moment)
        ends.append(endings.settle(mail, ending, moment()) if ending else "")
        if halted() or ending is None or ending.outcome == Outcome.NOT_STARTED:
            leases.give_back(held[number:])
            return ends, False
    return ends, True


def _attempt(mail: Held, letter: Letter | Ending, transport: Transport, moment: Moment) -> Ending | None:
    """How one attempt ended; None when the lease was lost, and another worker will say."""
    if isinstance(letter, Ending):
        return letter
    lost: list[bool] = []

    def fence() -> bool:
        mine = leases.hand_over(mail, moment())
        lost.append(not mine)
        return mine

    try:
        answer = transport.send(letter, fence)
    except Unsafe as error:
        return Ending("failed", str(error))
    return None if any(lost) else endings.of(answer, mail)


def _write(held: Sequence[Held], now: datetime) -> dict[int, Letter | Ending]:
    """The letter of each mail, or how it ended without one. Leaves no transaction open: nothing is held while the
    server is spoken to."""
    ids = [mail.id for mail in held]
    found = db.session.scalars(select(OutboxMail).options(*_WITH).where(OutboxMail.id.in_(ids)))
    rows = sorted(found, key=lambda row: ids.index(row.id))
    written: dict[int, Letter | Ending] = {**verdicts.of(rows, now)}
    for row in rows:
        if row.id not in written:
            written[row.id] = _letter(row, now)
    db.session.rollback()
    gone = Ending("expired", "its reason is gone")
    return {mail_id: written.get(mail_id, gone) for mail_id in ids}


def _letter(mail: OutboxMail, now: datetime) -> Letter | Ending:
    mail_id = mail.id
    try:
        return letters.letter_for(mail, now)
    except letters.NothingToSay as reason:
        return Ending("expired", str(reason))
    except Exception as error:  # one mail that cannot be written must not stop those behind it
        db.session.rollback()
        log.exception("mail %d cannot be written", mail_id)
        return Ending("queued", f"cannot be written: {type(error).__name__}", UNWRITTEN)


def _with() -> tuple[LoaderOption, ...]:
    """What letters are written from, read for a handful at once."""
    prompts = selectinload(OutboxMail.digest).selectinload(Digest.prompts)
    return (
        joinedload(OutboxMail.person),
        selectinload(OutboxMail.digest).joinedload(Digest.event),
        selectinload(OutboxMail.event),
        prompts.joinedload(Prompt.contact),
        prompts.joinedload(Prompt.encounter).selectinload(Encounter.event),
        prompts.joinedload(Prompt.promise),
    )


_WITH = _with()
