"""Planning a morning: who gets which suggestions today, kept as rows before anything is sent.

Due people are read, planned and written in batches, each one transaction. A batch that cannot be written is done
again one by one, so that a mishap costs one person's plan and no more.
"""

import logging
from collections.abc import Sequence
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError, OperationalError

from netevent.domain import prompts
from netevent.domain.schedules import local_to_utc, morning_after
from netevent.domain.schedules.mornings import MORNING, SILENCE
from netevent.extensions import db
from netevent.models import Digest, OutboxMail, Person
from netevent.operations import circles, facts, planned
from netevent.operations.circles import Circle

BATCH = 100  # people whose rows are held at once; a hall that checks in waits for one batch at most
AFTER_A_MISHAP = timedelta(hours=1)

log = logging.getLogger(__name__)


def plan_due(now: datetime) -> int:
    """Plan the digest of everybody whose morning has come. Returns how many digests were made."""
    made, seen = 0, set[int]()
    while due := [person_id for person_id in _due(now) if person_id not in seen]:
        seen.update(due)  # nobody twice in one pass, whatever went wrong the first time
        made += _plan_together(due, now)
    return made


def preview_due(now: datetime) -> str:
    """What `plan_due` would do at this moment, in words and without names; nothing is kept."""
    due = list(db.session.scalars(select(Person).where(Person.digest_at <= now)))
    mails = sum(
        not _planned(circle) and bool(prompts.plan(circle.owner, circle.contacts, circle.today))
        for circle in circles.of_all(due, now)
    )
    waiting = db.session.scalar(
        select(func.count())
        .select_from(OutboxMail)
        .where(OutboxMail.state == "queued", OutboxMail.run_at <= now)
    )
    db.session.rollback()
    return f"{len(due)} people to look at, {mails} digests to write, {waiting} mails waiting in the outbox."


def wake(person: Person, now: datetime) -> None:
    """Look at this person's people on the next working morning at the latest; the caller commits."""
    zone = facts.zone_of(person)
    last = facts.last_event_of(person)
    hour = last.mail_hour if last else MORNING
    morning = morning_after(now.astimezone(ZoneInfo(zone)).date(), zone, hour)
    person.digest_at = min(person.digest_at, morning) if person.digest_at else morning


def zone_of(digest: Digest) -> str:
    """The clock of its day: the person's own, else that of the event they came from."""
    person, event = digest.person, digest.event
    return person.zone or (event.zone if event else facts.zone_of(person))


def _due(now: datetime) -> list[int]:
    return list(
        db.session.scalars(
            select(Person.id)
            .where(Person.digest_at <= now)
            .order_by(Person.digest_at, Person.id)
            .limit(BATCH)
        )
    )


def _plan_together(ids: Sequence[int], now: datetime) -> int:
    """One transaction for all of them, or else one for each."""
    try:
        made = _plan(ids, now)
        db.session.commit()
    except OperationalError:  # the database is away: the next pass may find it back
        raise
    except Exception as mishap:
        db.session.rollback()
        if len(ids) > 1:
            return sum(_plan_together([person_id], now) for person_id in ids)
        if not isinstance(
            mishap, IntegrityError
        ):  # else another worker planned the same person in this moment
            log.exception("the morning of person %d cannot be planned", ids[0])
            _postpone(ids[0], now)
        return 0
    return made


def _postpone(person_id: int, now: datetime) -> None:
    """Rows that cannot be planned must not stop those behind them."""
    db.session.execute(update(Person).where(Person.id == person_id).values(digest_at=now + AFTER_A_MISHAP))
    db.session.commit()


def _plan(ids: Sequence[int], now: datetime) -> int:
    people = list(db.session.scalars(select(Person).where(Person.id.in_(ids)).order_by(Person.id)))
    unproved = [person.id for person in people if not person.email]
    asked = _asked_to_prove(unproved)
    mornings = [
        (circle, made)
        for circle in circles.of_all(people, now)
        if (made := _morning(circle, asked, now)) is not None
    ]
    planned.keep([(circle, made) for circle, made in mornings if made], now)
    return sum(bool(made) for _, made in mornings)


def _morning(circle: Circle, asked: set[int], now: datetime) -> prompts.Plan | None:
    """What this morning brings, and when to look again; None when it is not yet time, or nothing may come."""
    person, today = circle.person, circle.today
    if morning := _awaited(circle, now):
        person.digest_at = morning
        return None
    if person.id in asked:
        person.digest_at = None  # nothing more until the address is proved
        return None
    made, next_day = prompts.morning(circle.owner, circle.contacts, today, silent=_planned(circle))
    person.digest_at = local_to_utc(next_day, time(circle.hour), circle.zone) if next_day else None
    return made


def _planned(circle: Circle) -> bool:
    """Whether this day has its digest already."""
    return any(day == circle.today for day, _ in circle.owner.last_digests)


def _awaited(circle: Circle, now: datetime) -> datetime | None:
    """The morning to wait for, in the evening and at night (RK8); None by day."""
    here = now.astimezone(ZoneInfo(circle.zone))
    if here.hour >= SILENCE:
        return morning_after(here.date(), circle.zone, circle.hour)
    if here.hour < circle.hour:
        return morning_after(here.date() - timedelta(days=1), circle.zone, circle.hour)
    return None


def _asked_to_prove(ids: Sequence[int]) -> set[int]:
    """Who got the neutral mail: it goes once."""
    if not ids:
        return set()
    sent = select(OutboxMail.person_id).where(OutboxMail.person_id.in_(ids), OutboxMail.kind == "neutral")
    return {person_id for person_id in db.session.scalars(sent) if person_id}
