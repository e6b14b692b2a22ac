"""Creating, changing and cancelling an event."""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, or_, select, update
from sqlalchemy.exc import IntegrityError

from netevent.domain.codes import EVENT_LENGTH, new_code
from netevent.domain.schedules import next_morning
from netevent.errors import N_, Conflict, Invalid
from netevent.extensions import db
from netevent.models import CheckIn, Digest, Event, Organiser, Person
from netevent.operations import audits, series

TRIES = 3
RECENT = timedelta(days=40)  # an event lasts a month at most, and its mail leaves a few days later
BEGUN = N_("This hour is over and cannot be moved any more.")
HOUR_OVER = N_("That hour is over. Choose a later one.")


@dataclass(frozen=True)
class Details:
    """What organisers say of an event; moments are aware, everything is checked by forms/events.py.

    `series` is the name of what it is a part of; empty when it stands alone.
    """

    title: str
    place: str
    starts_at: datetime
    ends_at: datetime | None
    zone: str
    host: str = ""
    language: str = "en"
    topics: tuple[str, ...] = ()
    series: str = ""
    mail_hour: int = 9


def create(owner: Person, details: Details, *, now: datetime) -> Event:
    """A new event and its owner's key to it."""
    for _ in range(TRIES):
        try:
            return _make(owner, details, now)
        except IntegrityError:  # a code that exists
            db.session.rollback()
    raise Conflict(N_("We could not create the event. Please send the form once more."))


def change(event: Event, details: Details, *, now: datetime, actor_id: int | None = None) -> bool:
    """New details under the old code; whoever waits for the mail of this event gets it at the new hour.

    Returns whether anything was new.
    """
    wanted = _columns(details, series.id_of(details.series, actor_id, event, now))
    if all(getattr(event, name) == value for name, value in wanted.items()):
        return False
    before = event.next_morning
    for name, value in wanted.items():
        setattr(event, name, value)
    _revise(event)
    _move_mails(event, before, now)
    audits.note("change", "events", now=now, actor_id=actor_id, event_id=event.id, row_id=event.id)
    db.session.commit()
    return True


def move_mail(event: Event, hour: int, *, now: datetime, actor_id: int | None = None) -> bool:
    """The mail of the morning after leaves at another hour, unless the first may have left. Calendars do not hold it.

    Returns whether the hour is new.
    """
    before = event.next_morning
    if before <= now:
        raise Conflict(BEGUN)
    if hour == event.mail_hour:
        return False
    if morning_at(event, hour) <= now:
        raise Invalid("mail_hour", HOUR_OVER)
    event.mail_hour = hour
    db.session.flush()
    _move_mails(event, before, now)
    audits.note("move", "mails", now=now, actor_id=actor_id, event_id=event.id)
    db.session.commit()
    return True


def morning_at(event: Event, hour: int) -> datetime:
    """When the mail would leave at that hour."""
    return next_morning(event.closes_at, event.tz, hour=hour, working_days=tuple(event.working_days))


def cancel(event: Event, *, now: datetime, actor_id: int | None = None) -> None:
    """Say that it will not take place. Nothing is erased; cancelling twice is cancelling once."""
    if event.cancelled_at:
        return
    call_off(event, now)
    audits.note("cancel", "events", now=now, actor_id=actor_id, event_id=event.id, row_id=event.id)
    db.session.commit()


def call_off(event: Event, now: datetime) -> None:
    """The state of an event that will not take place; the caller commits."""
    event.cancelled_at = now
    _revise(event)


def _make(owner: Person, details: Details, now: datetime) -> Event:
    series_id = series.id_of(details.series, owner.id, None, now)
    event = Event(code=new_code(EVENT_LENGTH), created_at=now, **_columns(details, series_id))
    db.session.add(event)
    db.session.flush()
    db.session.add(Organiser(event_id=event.id, person_id=owner.id, role="owner", since=now))
    audits.note("create", "events", now=now, actor_id=owner.id, event_id=event.id, row_id=event.id)
    db.session.commit()
    return event


def _columns(details: Details, series_id: int | None) -> dict[str, object]:
    said = {name: value for name, value in asdict(details).items() if name != "series"}
    return said | {"topics": list(details.topics), "series_id": series_id}


def _revise(event: Event) -> None:
    event.revision = Event.revision + 1  # calendars take a higher number only (RFC 5545, SEQUENCE)
    db.session.flush()


def _move_mails(event: Event, before: datetime, now: datetime) -> None:
    """Move the next mail of everybody who is in and has not got the digest of this event."""
    morning = event.next_morning
    if morning == before:
        return
    due: ColumnElement[bool] = Person.digest_at == before
    if before > now:
        due = or_(due, Person.digest_at > morning)
    _set_morning(event, due, morning)
    for other in _other_evenings(event, now):
        if before <= other.next_morning < morning:
            _set_morning(other, Person.digest_at == morning, other.next_morning)


def _set_morning(event: Event, due: ColumnElement[bool], morning: datetime) -> None:
    there = select(CheckIn.person_id).where(CheckIn.event_id == event.id)
    done = select(Digest.person_id).where(Digest.event_id == event.id)
    db.session.execute(
        update(Person)
        .where(due, Person.id.in_(there), Person.id.not_in(done))
        .values(digest_at=morning)
        .execution_options(synchronize_session=False)  # the commit makes every loaded row fresh
    )


def _other_evenings(event: Event, now: datetime) -> list[Event]:
    """Recent events where people of this one were too: their mail may now be the sooner one."""
    there = select(CheckIn.person_id).where(CheckIn.event_id == event.id)
    shared = select(CheckIn.event_id).where(CheckIn.person_id.in_(there), CheckIn.event_id != event.id)
    return list(db.session.scalars(select(Event).where(Event.id.in_(shared), Event.starts_at > now - RECENT)))
