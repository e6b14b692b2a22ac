"""Planning a morning: who gets which suggestions today, kept as rows before anything is sent."""

import logging
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError, OperationalError

from netevent.domain import prompts
from netevent.domain.schedules import expires_at, local_to_utc, morning_after
from netevent.domain.schedules.mornings import MORNING, SILENCE
from netevent.extensions import db
from netevent.models import CheckIn, Digest, Encounter, OutboxMail, Person, Prompt
from netevent.operations import facts
from netevent.operations.posting import post

BATCH = 200
AFTER_A_MISHAP = timedelta(hours=1)

log = logging.getLogger(__name__)


def plan_due(now: datetime) -> int:
    """Plan the digest of everybody whose morning has come. Returns how many digests were made.

    Each person is a transaction of their own, so that one mishap costs one person's plan and no more.
    """
    made, seen = 0, set[int]()
    while due := [person_id for person_id in _due(now) if person_id not in seen]:
        seen.update(due)  # nobody twice in one pass, whatever went wrong the first time
        made += sum(_plan_for(person_id, now) for person_id in due)
    return made


def preview_due(now: datetime) -> str:
    """What `plan_due` would do at this moment, in words and without names; nothing is kept."""
    due = list(db.session.scalars(select(Person).where(Person.digest_at <= now)))
    mails = 0
    for person in due:
        zone, today = facts.zone_of(person), _today(person, now)
        mails += bool(prompts.plan(facts.owner_of(person, zone, now), facts.contacts_of(person, zone), today))
    waiting = db.session.scalar(
        select(func.count())
        .select_from(OutboxMail)
        .where(OutboxMail.state == "queued", OutboxMail.run_at <= now)
    )
    db.session.rollback()
    return f"{len(due)} people to look at, {mails} digests to write, {waiting} mails waiting in the outbox."


def wake(person: Person, now: datetime) -> None:
    """Look at this person's people on the next working morning at the latest; the caller commits."""
    morning = morning_after(_today(person, now), facts.zone_of(person), _hour(person))
    person.digest_at = min(person.digest_at, morning) if person.digest_at else morning


def _due(now: datetime) -> list[int]:
    return list(
        db.session.scalars(
            select(Person.id)
            .where(Person.digest_at <= now)
            .order_by(Person.digest_at, Person.id)
            .limit(BATCH)
        )
    )


def _plan_for(person_id: int, now: datetime) -> int:
    person = db.session.get(Person, person_id)
    if person is None:  # merged or gone since
        return 0
    try:
        digest = _plan(person, now)
        db.session.commit()
    except IntegrityError:  # another worker planned the same person in this moment
        db.session.rollback()
        return 0
    except OperationalError:  # the database is away: the next pass may find it back
        raise
    except Exception:  # rows that cannot be planned must not stop those behind them
        db.session.rollback()
        log.exception("the morning of person %d cannot be planned", person_id)
        _postpone(person_id, now)
        return 0
    return 1 if digest else 0


def _postpone(person_id: int, now: datetime) -> None:
    db.session.execute(update(Person).where(Person.id == person_id).values(digest_at=now + AFTER_A_MISHAP))
    db.session.commit()


def _plan(person: Person, now: datetime) -> Digest | None:
    zone, today = facts.zone_of(person), _today(person, now)
    if morning := _awaited(person, zone, now):
        person.digest_at = morning
        return None
    if not person.email and _asked_to_prove(person):
        person.digest_at = None  # nothing more until the address is proved
        return None
    owner, contacts = facts.owner_of(person, zone, now), facts.contacts_of(person, zone)
    plan = prompts.plan(owner, contacts, today)
    digest = _keep(person, plan, today, zone, now) if plan and not _planned(person, today) else None
    owner, contacts = facts.owner_of(person, zone, now), facts.contacts_of(person, zone)
    next_day = prompts.next_look(owner, contacts, today)
    person.digest_at = local_to_utc(next_day, time(_hour(person)), zone) if next_day else None
    return digest


def _awaited(person: Person, zone: str, now: datetime) -> datetime | None:
    """The morning to wait for, in the evening and at night (RK8); None by day."""
    here = now.astimezone(ZoneInfo(zone))
    if here.hour >= SILENCE:
        return morning_after(here.date(), zone, _hour(person))
    if here.hour < _hour(person):
        return morning_after(here.date() - timedelta(days=1), zone, _hour(person))
    return None


def _keep(person: Person, plan: prompts.Plan, today: date, zone: str, now: datetime) -> Digest:
    last = CheckIn.latest_of(person.id)
    digest = Digest(person_id=person.id, event_id=last.event_id if last else None, day=today, created_at=now)
    db.session.add(digest)
    db.session.flush()
    lines = [*plan.prompts, plan.self_line] if plan.self_line else list(plan.prompts)
    notes = _notes_of([line.contact_id for line in lines if line.contact_id])
    for position, line in enumerate(lines):
        db.session.add(_row(line, digest, position, notes, now))
    _post(person, digest, zone, now)
    db.session.flush()
    return digest


def _row(line: prompts.Prompt, digest: Digest, position: int, notes: dict[int, int], now: datetime) -> Prompt:
    return Prompt(
        owner_id=digest.person_id,
        digest_id=digest.id,
        contact_id=line.contact_id,
        encounter_id=notes.get(line.contact_id or 0),
        promise_id=line.promise_id,
        event_id=line.event_id,
        kind=line.kind,
        position=position,
        wording=line.wording,
        slots=prompts.pack(line.slots),
        shown_on=digest.day,
        created_at=now,
    )


def _post(person: Person, digest: Digest, zone: str, now: datetime) -> None:
    kind = "morning" if person.email else "neutral"
    if person.address:
        post(
            kind,
            dedupe_key=f"{kind}:{digest.id}",
            address=person.address,
            language=person.language,
            now=now,
            person_id=person.id,
            event_id=digest.event_id,
            digest_id=digest.id,
            expires_at=expires_at(digest.day, zone),
        )


def _notes_of(contact_ids: list[int]) -> dict[int, int]:
    """The newest encounter of each contact."""
    rows = db.session.execute(
        select(Encounter.contact_id, Encounter.id)
        .where(Encounter.contact_id.in_(contact_ids))
        .order_by(Encounter.at, Encounter.id)
    )
    return {row.contact_id: row.id for row in rows}


def _planned(person: Person, today: date) -> bool:
    return (
        db.session.scalar(select(Digest.id).where(Digest.person_id == person.id, Digest.day == today))
        is not None
    )


def _asked_to_prove(person: Person) -> bool:
    """The neutral mail goes once."""
    return (
        db.session.scalar(
            select(OutboxMail.id)
            .where(OutboxMail.person_id == person.id, OutboxMail.kind == "neutral")
            .limit(1)
        )
        is not None
    )


def _hour(person: Person) -> int:
    """Nine, unless the organiser of the last event moved it."""
    last = CheckIn.latest_of(person.id)
    return last.event.mail_hour if last else MORNING


def _today(person: Person, now: datetime) -> date:
    return now.astimezone(ZoneInfo(facts.zone_of(person))).date()
