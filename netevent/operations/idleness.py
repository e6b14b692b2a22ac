"""People who have done nothing here for two years: asked twice by mail, then erased as if by themselves."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import func, select

from netevent.extensions import db
from netevent.models import CheckIn, Encounter, OutboxMail, Person, Prompt, SignIn
from netevent.operations import erasures
from netevent.operations.notices import KEPT_IDLE
from netevent.operations.posting import post

WARNED = (timedelta(days=60), timedelta(days=30))  # before the end, by one mail each
NOTICE = timedelta(days=28)  # at least, between a warning and what it warns of; the worker may have rested
SIGNS = (
    (SignIn.person_id, SignIn.seen_at),
    (Prompt.owner_id, Prompt.answered_at),
    (Encounter.owner_id, Encounter.saved_at),
    (CheckIn.person_id, CheckIn.at),
)


def sweep(until: datetime, now: datetime) -> int:
    """Warn whoever is near the end, and erase whoever was warned twice and is past it; commits."""
    over = 0
    for person, last in list(_idle(now - KEPT_IDLE + WARNED[0])):
        first, second = (_warning(person, number, last) for number in range(len(WARNED)))
        if first is None:
            _warn(person, 0, last, now)
        elif second is None and last <= now - KEPT_IDLE + WARNED[1] and first.created_at <= now - NOTICE:
            _warn(person, 1, last, now)
        elif second is not None and last <= until and second.created_at <= now - NOTICE:
            erasures.erase(person, now)
            over += 1
    db.session.commit()
    return over


def _idle(since: datetime) -> Iterator[tuple[Person, datetime]]:
    """Everybody without a sign of life since that moment, each with the last one."""
    quiet = func.coalesce(Person.active_at, Person.created_at) <= since
    for person in list(db.session.scalars(select(Person).where(quiet, Person.email.is_not(None)))):
        last = _last_sign(person)
        person.active_at = last
        if last <= since:
            yield person, last


def _last_sign(person: Person) -> datetime:
    found = [person.active_at or person.created_at]
    for whose, at in SIGNS:
        latest = select(at).where(whose == person.id, at.is_not(None)).order_by(at.desc()).limit(1)
        found += [moment for moment in db.session.scalars(latest) if moment]
    return max(found)


def _warn(person: Person, number: int, last: datetime, now: datetime) -> None:
    post(
        "idle",
        dedupe_key=_key(person, number, last),
        address=person.address,
        language=person.language,
        now=now,
        person_id=person.id,
    )
    db.session.commit()


def _warning(person: Person, number: int, last: datetime) -> OutboxMail | None:
    return OutboxMail.of_cause(_key(person, number, last))


def _key(person: Person, number: int, last: datetime) -> str:
    """One mail for each warning of each time somebody was away."""
    return f"idle:{number + 1}:{person.id}:{last:%Y%m%d%H%M%S}"
