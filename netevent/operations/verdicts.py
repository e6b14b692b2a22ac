"""Why a mail is not sent: too late, not wanted, or too many of them."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import and_, func, or_, select

from netevent.extensions import db
from netevent.models import OutboxMail, Pause, Person
from netevent.operations import digests, facts, letters, suppressions
from netevent.operations.endings import Ending
from netevent.operations.leases import NOBODY_SAID

MOST_AMBIGUOUS = 2  # one resend with the same Message-ID, then it rests
Budget = tuple[tuple[timedelta, int], ...]
"""How many mails may leave in how long."""
MOST_CODES: Budget = ((timedelta(hours=1), 10),)  # codes to an address that is proved
MOST_UNPROVED: Budget = ((timedelta(hours=1), 3), (timedelta(days=1), 6))  # mails to an address nobody proved


def of(mails: Sequence[OutboxMail], now: datetime) -> dict[int, Ending]:
    """The ending of each mail that is not to be sent, by its id. The others count as sent for those behind them."""
    addresses = {mail.address for mail in mails}
    lists, proved, paused = suppressions.scopes_of_all(addresses), _proved(addresses), _paused(mails, now)
    endings: dict[int, Ending] = {}
    leaving: Counter[str] = Counter()
    for mail in mails:
        ending = _useless(mail, now) or _unwanted(mail, lists[mail.address], paused)
        if ending is None and _budget(mail, mail.address in proved):
            ending = _too_many(mail, mails, leaving[mail.address], mail.address in proved, now)
        if ending:
            endings[mail.id] = ending
        else:
            leaving[mail.address] += 1
    return endings


def _useless(mail: OutboxMail, now: datetime) -> Ending | None:
    if mail.ambiguous >= MOST_AMBIGUOUS:
        return Ending("unclear", mail.last_error or NOBODY_SAID)
    if mail.expires_at and mail.expires_at <= now:
        reason = mail.last_error or "too late to be of use"
        return Ending("unclear", reason) if mail.ambiguous else Ending("expired", reason, late=True)
    return None


def _unwanted(mail: OutboxMail, scopes: set[str], paused: set[int]) -> Ending | None:
    if "all" in scopes or ("digests" in scopes and mail.kind in letters.DIGESTS):
        return Ending("suppressed", "this address gets no such mail")
    return Ending("expired", "the person paused these mails") if mail.id in paused else None


def _budget(mail: OutboxMail, proved: bool) -> Budget:
    """Three an hour and six a day to an address nobody proved: it may belong to somebody else (T13).

    Codes to a proved one are counted too, or anybody could fill that mailbox.
    """
    if mail.kind in letters.OWED:
        return ()
    if proved:
        return MOST_CODES if mail.kind in letters.CODES else ()
    return MOST_UNPROVED


def _too_many(
    mail: OutboxMail, together: Sequence[OutboxMail], leaving: int, proved: bool, now: datetime
) -> Ending | None:
    """Whether its budget is used up by mails that left before it, and by those that leave together with it."""
    left_at = func.coalesce(OutboxMail.ended_at, OutboxMail.lease_until, OutboxMail.run_at)
    ahead = and_(
        OutboxMail.state == "sending", OutboxMail.id < mail.id
    )  # or two workers would count each other
    may_have_arrived = or_(OutboxMail.state.in_(("sent", "unclear")), ahead, OutboxMail.ambiguous > 0)
    others = and_(
        OutboxMail.address == mail.address,
        OutboxMail.id.not_in([one.id for one in together]),
        may_have_arrived,
    )
    for span, most in _budget(mail, proved):
        count = db.session.scalar(select(func.count()).where(others, left_at > now - span)) or 0
        if count + leaving >= most:
            return Ending("suppressed", "enough mails for now to this address")
    return None


def _proved(addresses: Iterable[str]) -> set[str]:
    """Which of them belong to somebody."""
    return {
        email
        for email in db.session.scalars(select(Person.email).where(Person.email.in_(addresses)))
        if email
    }


def _paused(mails: Sequence[OutboxMail], now: datetime) -> set[int]:
    """Digests of people who asked for rest since they were planned."""
    waiting = [(mail, mail.digest) for mail in mails if mail.digest]
    pauses = Pause.open_of_mails([digest.person_id for _, digest in waiting])
    return {
        mail.id
        for mail, digest in waiting
        if any(
            until > facts.local(now, digests.zone_of(digest)) for until in pauses.get(digest.person_id, ())
        )
    }
