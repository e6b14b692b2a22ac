"""Looking after the outbox: what waits and for how long, why nothing leaves, and what an operator does by hand."""

from collections import Counter
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.engine import CursorResult

from netevent.errors import N_, Conflict, Invalid, NotFound
from netevent.extensions import db
from netevent.mails.answers import Outcome
from netevent.models import Attempt, OutboxMail
from netevent.operations import audits, suppressions

RECENT = timedelta(minutes=30)
STILL = timedelta(minutes=10)  # so long a mail that nobody tried tells that no worker runs
UNSENT = ("queued", "sending")

REFUSED_US = N_("The mail server does not let this site in. The mails wait, and leave when it does.")
AWAY = N_("The mail server cannot be reached. The mails wait, and leave when it is back.")
ASLEEP = N_("Mails wait, and nothing sends them at the moment. Tell whoever runs this site.")

NO_SUCH = N_("There is no mail with the number %(number)s.")
ONE = N_("Give one address, like ben@example.org.")
OVER = N_("The time of this mail is over: whoever waits for it asks for a new one.")
WHY_NOT = {
    "sending": N_("A worker has this mail in its hands. Look again in a minute."),
    "sent": N_("This mail was sent."),
    "unclear": N_(
        "Nobody knows whether this mail arrived, and it was handed over twice: it is never sent again."
    ),
    "suppressed": N_("This mail was not wanted. Lift the address first, and wait for the next mail."),
    "expired": OVER,
    "failed": N_("This mail has ended already."),
}


def counts() -> Counter[str]:
    """How many mails are in which state."""
    rows = db.session.execute(select(OutboxMail.state, func.count()).group_by(OutboxMail.state))
    return Counter({row.state: row[1] for row in rows})


def oldest_unsent(now: datetime) -> timedelta | None:
    """For how long the mail has been waiting that has waited longest since it was first due; None when none is."""
    tried = select(func.min(Attempt.at)).where(Attempt.mail_id == OutboxMail.id).scalar_subquery()
    first = db.session.execute(
        select(func.coalesce(tried, OutboxMail.run_at).label("first"))
        .where(OutboxMail.state.in_(UNSENT), (OutboxMail.run_at <= now) | (OutboxMail.attempts > 0))
        .order_by("first")
        .limit(1)
    ).scalar()
    return max(now - first, timedelta()) if first else None


def trouble(now: datetime) -> str | None:
    """Why mail does not leave at the moment, in an English sentence of the catalogue; None when all is well."""
    latest = db.session.execute(
        select(Attempt.outcome, Attempt.words)
        .where(Attempt.at > now - RECENT, Attempt.at <= now, Attempt.outcome != "stopped")
        .order_by(Attempt.at.desc(), Attempt.id.desc())
        .limit(1)
    ).first()
    if latest and latest.outcome == Outcome.NOT_STARTED:
        return REFUSED_US if latest.words[:1].isdigit() else AWAY
    due = select(OutboxMail.id).where(OutboxMail.state.in_(UNSENT), OutboxMail.run_at < now - STILL).limit(1)
    return ASLEEP if latest is None and db.session.scalar(due) else None


def listed(state: str | None, address: str | None, count: int) -> list[OutboxMail]:
    """The newest mails first; of one state, or to one address."""
    wanted = select(OutboxMail).order_by(OutboxMail.id.desc()).limit(count)
    if state:
        wanted = wanted.where(OutboxMail.state == state)
    if address:
        wanted = wanted.where(OutboxMail.address == _compared(address))
    return list(db.session.scalars(wanted))


def mail_of(number: int) -> OutboxMail:
    """Raises NotFound."""
    mail = OutboxMail.of_id(number)
    if mail is None:
        raise NotFound(NO_SUCH, number=number)
    return mail


def retry(number: int, now: datetime) -> None:
    """Try a mail that failed, or that waits for a later try, as soon as a worker is free. Raises Conflict for any
    other: what may have arrived twice is never sent again."""
    mail = mail_of(number)
    if mail.expires_at and mail.expires_at <= now:
        raise Conflict(OVER)
    fresh = {"state": "queued", "run_at": now, "ended_at": None}
    _change(mail, ("queued", "failed"), now, "retry", fresh)


def drop(number: int, now: datetime) -> None:
    """Do not send a mail that waits. Raises Conflict when it has ended, or is in the hands of a worker."""
    ended = {"state": "suppressed", "ended_at": now, "last_error": "dropped by whoever runs the site"}
    _change(mail_of(number), ("queued",), now, "drop", ended)


def bounced(address: str, now: datetime) -> None:
    """An address that came back: it gets no mail any more, what waits included. Again and again without complaint."""
    suppressions.suppress(_compared(address), "all", "bounced, entered by hand", now)
    audits.note("bounce", "outbox", now=now, via="command")
    db.session.commit()


def lift(address: str, now: datetime) -> None:
    """The mailbox takes mail again. Who unsubscribed stays unsubscribed: that is theirs to take back."""
    suppressions.lift(_compared(address), "all")
    audits.note("lift", "outbox", now=now, via="command")
    db.session.commit()


def _change(
    mail: OutboxMail, states: tuple[str, ...], now: datetime, verb: str, values: dict[str, Any]
) -> None:
    """One conditional update, so that no worker holds what is changed here."""
    where: ColumnElement[bool] = OutboxMail.state.in_(states)
    result = db.session.execute(update(OutboxMail).where(OutboxMail.id == mail.id, where).values(**values))
    if not isinstance(result, CursorResult) or not result.rowcount:
        db.session.rollback()
        raise Conflict(WHY_NOT.get(mail.state, OVER))
    audits.note(verb, "outbox", now=now, row_id=mail.id, event_id=mail.event_id, via="command")
    db.session.commit()


def _compared(address: str) -> str:
    """As addresses are kept; raises Invalid for what is none."""
    compared = address.strip().casefold()
    if not compared.partition("@")[2] or len(compared.split()) != 1:
        raise Invalid("address", ONE)
    return compared
