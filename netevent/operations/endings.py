"""What becomes of a mail after an attempt: its state, what is written down of the attempt, and what follows."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from sqlalchemy import Update, bindparam, func, select

from netevent.extensions import db
from netevent.mails.answers import Answer, Outcome
from netevent.models import Attempt, OutboxMail
from netevent.operations import deferrals, leases, suppressions
from netevent.operations.leases import Held

RETRIES = (1, 5, 15, 60)  # minutes after the first, second, third and every later "not now" of the server
NO_SERVER = timedelta(minutes=1)  # nobody said anything about this mail
UNWRITTEN = "unwritten"  # an outcome that no server had a part in
PATIENCE = (Outcome.LATER, UNWRITTEN)
GIVE_UP = timedelta(hours=24)
WEEK, SOFT = timedelta(days=7), 5  # mails of a week that were put off until it was too late


@dataclass(frozen=True, slots=True)
class Ending:
    """A state with its reason. `outcome` is empty where nothing was tried; `late`: its day is over."""

    state: str
    words: str = ""
    outcome: str = ""
    late: bool = False
    bad_address: bool = False


def of(answer: Answer, held: Held) -> Ending:
    """What the server's answer means for this mail."""
    words, outcome = answer.words.replace(held.address, "…"), answer.outcome  # servers repeat the address
    if outcome is Outcome.SENT:
        return Ending("sent", "", outcome)
    if outcome is Outcome.REFUSED:
        state = "unclear" if held.ambiguous else "failed"  # an earlier copy may have arrived
        return Ending(state, words, outcome, bad_address=answer.bad_address)
    if outcome is Outcome.AMBIGUOUS and held.ambiguous:
        return Ending("unclear", words, outcome)
    return Ending("queued", words, outcome)


def settle(held: Held, ending: Ending, now: datetime) -> str:
    """Write the ending down and let go of the mail; the state it is in, '' when the lease was lost and another worker
    will say."""
    run_at = _next_try(held, ending, now) if ending.state == "queued" else None
    unknown = held.ambiguous + (ending.outcome == Outcome.AMBIGUOUS)
    state = ending.state
    if run_at and run_at > held.created_at + GIVE_UP:
        state, run_at = ("unclear" if unknown else "failed"), None
    mine = leases.changed(
        _letting_go(),
        mail=held.id,
        token=held.token,
        to=state,
        again=run_at,
        end=None if run_at else now,
        words=ending.words[:300],
        unknown=unknown,
    )
    if not mine:
        db.session.rollback()
        return ""
    _note(held.id, ending, now)
    if ending.late and held.digest_id:
        deferrals.defer(held.digest_id, now)
    db.session.commit()
    _silence(held, ending, state, now)
    return state


def _note(mail_id: int, ending: Ending, now: datetime) -> None:
    if ending.outcome:
        row = {"mail_id": mail_id, "at": now, "outcome": str(ending.outcome), "words": ending.words[:300]}
        db.session.connection().execute(_noting(), row)


def _next_try(held: Held, ending: Ending, now: datetime) -> datetime:
    """Later and later where the server asks for patience; soon where it is not there, or nobody knows."""
    if ending.outcome not in PATIENCE:
        return now + NO_SERVER
    before = db.session.scalar(
        select(func.count()).where(Attempt.mail_id == held.id, Attempt.outcome.in_(PATIENCE))
    )
    return now + timedelta(minutes=RETRIES[min(before or 0, len(RETRIES) - 1)])


def _silence(held: Held, ending: Ending, state: str, now: datetime) -> None:
    """No more mail to an address that the server refuses, and no more digests to one it puts off again and again."""
    if ending.bad_address:
        suppressions.suppress(held.address, "all", ending.words, now)
    elif state in {"failed", "expired"} and _put_off(held.address, now) >= SOFT:
        suppressions.suppress(held.address, "digests", "put off again and again", now)


def _put_off(address: str, now: datetime) -> int:
    """How many mails of the last week were put off by the server until they were given up."""
    put_off = select(Attempt.mail_id).where(Attempt.outcome == Outcome.LATER)
    given_up = OutboxMail.state.in_(("failed", "expired")), OutboxMail.ended_at > now - WEEK
    count = db.session.scalar(
        select(func.count()).where(OutboxMail.address == address, *given_up, OutboxMail.id.in_(put_off))
    )
    db.session.rollback()
    return count or 0


@cache
def _letting_go() -> Update:
    """Built once: it is asked for every mail."""
    outbox = leases.table()
    moment = outbox.c.run_at.type
    return (
        outbox.update()
        .where(outbox.c.id == bindparam("mail"), outbox.c.lease_token == bindparam("token"))
        .values(
            state=bindparam("to"),
            run_at=func.coalesce(bindparam("again", type_=moment), outbox.c.run_at),
            ended_at=bindparam("end", type_=moment),
            last_error=bindparam("words"),
            ambiguous=bindparam("unknown"),
            lease_token=None,
            lease_until=None,
        )
    )


@cache
def _noting():  # type: ignore[no-untyped-def]
    return db.metadata.tables[Attempt.__tablename__].insert()
