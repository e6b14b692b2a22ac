"""The books: sums that must agree whatever went wrong, and each of them seen to agree.

Those of the doors and those of the mails (reliability page, section 2, identities 1, 2, 5 and 6).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import ColumnElement, Select, func, select

from netevent.extensions import db
from netevent.mails.answers import Outcome
from netevent.models import Attempt, CheckIn, Erasure, Event, OutboxMail, Scan, Suppression, Tally, Undo
from netevent.models.checkins import POSTER
from netevent.models.outbox import STATES
from netevent.operations import letters, suppressions
from netevent.operations.checkins import BEFORE
from netevent.operations.verdicts import MOST_AMBIGUOUS

BY_THEN = timedelta(seconds=60)  # an unsubscription is kept from the next mail on


@dataclass(frozen=True, slots=True)
class Entry:
    """Two sums that must be the same."""

    name: str
    is_: int
    should_be: int

    @property
    def balances(self) -> bool:
        return self.is_ == self.should_be


def entries() -> Iterator[Entry]:
    """Every entry, read now."""
    yield from _doors()
    yield from _mails()
    yield Entry("mails sent after their address wanted none", _unwanted(), 0)
    db.session.rollback()


def _doors() -> Iterator[Entry]:
    welcome = Scan.result == "welcome"
    answered = [_scans(Scan.result == result) for result in ("welcome", "already")]
    yield Entry("scans by answer", sum(answered), _scalar(select(func.count(Scan.nonce.distinct()))))
    let_in = select(func.count(Scan.checkin_id.distinct())).where(
        welcome, Scan.checkin_id.not_in(select(Undo.checkin_id))
    )
    by_themselves = _arrivals(CheckIn.id.not_in(select(Scan.checkin_id).where(welcome)))
    yield Entry(
        "people who are in, as welcomes not taken back and check-ins of their own",
        _arrivals(),
        _scalar(let_in) + by_themselves,
    )
    somebody_else = select(CheckIn.id).where(
        CheckIn.id == Scan.checkin_id, CheckIn.person_id != Scan.person_id
    )
    yield Entry("scans answered with somebody else", _scans(somebody_else.exists()), 0)
    yield Entry("arrivals at a door or a time that no welcome names", _elsewhere(), 0)
    yield Entry("events whose running counts are not those of their rows", _miscounted(), 0)
    yield Entry("steps of five minutes in which fewer than nobody came", _below_nobody(), 0)


def _elsewhere() -> int:
    """Whoever came by the poster, or was let in without a scan, came by themselves."""
    welcomed = select(Scan.id).where(Scan.checkin_id == CheckIn.id, Scan.result == "welcome")
    there = welcomed.where(Scan.door == CheckIn.door, Scan.at == CheckIn.at)
    return _arrivals(CheckIn.door != POSTER, welcomed.exists(), ~there.exists())


def _miscounted() -> int:
    """Whoever is erased stays counted, so after an erasure there may be more counted than are there, never fewer."""
    rows = select(CheckIn.event_id, func.count()).group_by(CheckIn.event_id)
    arrived = Tally.kind.in_(("came", "walked_in"))
    counts = select(Tally.event_id, func.sum(Tally.count)).where(arrived).group_by(Tally.event_id)
    counted = {event_id: int(total) for event_id, total in db.session.execute(counts)}
    begun = {event_id: at - BEFORE for event_id, at in db.session.execute(select(Event.id, Event.starts_at))}
    erased = db.session.scalar(select(func.max(Erasure.at)))
    wrong = 0
    for event_id, number in db.session.execute(rows):
        more = counted.get(event_id, 0) - number
        wrong += more < 0 or (more > 0 and (erased is None or erased < begun[event_id]))
    return wrong


def _below_nobody() -> int:
    steps = select(Tally.event_id).group_by(Tally.event_id, Tally.kind, Tally.step)
    below = steps.having(func.sum(Tally.count) < 0).subquery()
    return _scalar(select(func.count()).select_from(below))


def _mails() -> Iterator[Entry]:
    mail, all_mails = OutboxMail, _count(OutboxMail.id.is_not(None))
    by_state = [_count(mail.state == state) for state in STATES]
    arrived = select(Attempt.mail_id).where(Attempt.outcome == Outcome.SENT)
    yield Entry("mails by state", sum(by_state), all_mails)
    yield Entry("distinct Message-IDs", _scalar(select(func.count(mail.message_id.distinct()))), all_mails)
    yield Entry("mails that arrived, as attempts", _attempts(Outcome.SENT), _count(mail.state == "sent"))
    yield Entry("mails that arrived, but are not sent", _count(mail.state != "sent", mail.id.in_(arrived)), 0)
    yield Entry("mails handed over too often", _count(mail.ambiguous > MOST_AMBIGUOUS), 0)
    yield Entry(
        "unclear mails that were never handed over", _count(mail.state == "unclear", mail.ambiguous == 0), 0
    )
    yield Entry("ended mails without a moment, or waiting ones with one", _count(_half_ended()), 0)
    yield Entry("lost connections, as attempts beyond the mails' own count", _lost_too_often(), 0)


def _half_ended() -> ColumnElement[bool]:
    ended = OutboxMail.state.not_in(("queued", "sending"))
    return ended == OutboxMail.ended_at.is_(None)


def _lost_too_often() -> int:
    """Mails with more endings nobody is sure of than they count themselves; a killed worker leaves a count and no
    such attempt, never the other way round."""
    lost = select(func.count()).where(Attempt.mail_id == OutboxMail.id, Attempt.outcome == Outcome.AMBIGUOUS)
    return _count(lost.scalar_subquery() > OutboxMail.ambiguous)


def _unwanted() -> int:
    """Mails that left more than a minute after their address was put on a list."""
    latest = func.max(OutboxMail.ended_at)
    left = select(OutboxMail.address, OutboxMail.kind, latest).where(OutboxMail.state == "sent")
    since = {(row.address_hash, row.scope): row.since for row in db.session.scalars(select(Suppression))}
    count = 0
    for address, kind, ended_at in db.session.execute(left.group_by(OutboxMail.address, OutboxMail.kind)):
        hashed = suppressions.hash_of(address)
        scopes = ("all", "digests") if kind in letters.DIGESTS else ("all",)
        count += any(
            listed and ended_at and ended_at > listed + BY_THEN
            for listed in (since.get((hashed, scope)) for scope in scopes)
        )
    return count


def _count(*where: ColumnElement[bool]) -> int:
    return _scalar(select(func.count()).select_from(OutboxMail).where(*where))


def _scans(*where: ColumnElement[bool]) -> int:
    return _scalar(select(func.count()).select_from(Scan).where(*where))


def _arrivals(*where: ColumnElement[bool]) -> int:
    return _scalar(select(func.count()).select_from(CheckIn).where(*where))


def _attempts(outcome: str) -> int:
    return _scalar(select(func.count()).select_from(Attempt).where(Attempt.outcome == outcome))


def _scalar(query: Select[int]) -> int:
    return db.session.scalar(query) or 0
