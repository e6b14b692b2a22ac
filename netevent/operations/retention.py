"""What is taken away when its time is over. The worker does it once an hour; nobody has to ask.

A rule is one entry of RULES: what goes, how long after what. Its function gets the moment up to which things are
over, takes a handful of them away, and says how many; it is asked again until there are none.
"""

import logging
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, delete, func, or_, select

from netevent.domain.schedules.mornings import UNSTATED_LENGTH
from netevent.errors import N_
from netevent.extensions import db
from netevent.models import (
    AddressChange,
    Audit,
    Badge,
    CheckIn,
    Concern,
    Device,
    Disclosure,
    Draft,
    Event,
    Guess,
    Import,
    Invitation,
    Knock,
    Match,
    OutboxMail,
    Person,
    Registration,
    Replay,
    Scan,
    SignIn,
    Undo,
    Upload,
)
from netevent.models.types import Model
from netevent.operations import erasures, idleness, old_notes, printings
from netevent.operations.coaching import KEPT_DRAFTS
from netevent.operations.notices import KEPT_IDLE, KEPT_NOTES
from netevent.operations.signins import IDLE

HANDFUL = 1000  # rows in one transaction, so that nobody waits long for them
ASKED_ONCE = (
    "neutral",
    "idle",
    "old_notes",
)  # these mails tell that somebody was asked already; they stay with their person

log = logging.getLogger(__name__)

Sweep = Callable[[datetime, datetime], int]
"""Gets the moment up to which things are over, and now; gives how many were taken away."""


@dataclass(frozen=True, slots=True)
class Rule:
    """`what` is kept for `after` from `since` on. `whole`: it takes whole people or notes away, not single rows."""

    name: str
    what: str
    after: timedelta
    since: str
    sweep: Sweep
    whole: bool = False


def sweep(now: datetime) -> Counter[str]:
    """Take away all that is over at `now`; how many by rule. One rule that fails keeps no other from its work."""
    gone: Counter[str] = Counter()
    for rule in RULES:
        try:
            gone[rule.name] += _all(rule, now)
        except Exception:  # the mail behind it must leave all the same
            db.session.rollback()
            log.exception("the rule %s cannot be kept", rule.name)
    erasures.overwrite()
    return +gone


def _all(rule: Rule, now: datetime) -> int:
    count = 0
    while taken := rule.sweep(now - rule.after, now):
        db.session.commit()
        count += taken
    db.session.commit()  # on SQLite even a look holds the write lock until it ends
    return count


def _take(model: type[Model], over: ColumnElement[bool]) -> int:
    key = next(iter(model.__table__.primary_key))
    keys = list(db.session.scalars(select(key).where(over).limit(HANDFUL)))
    if keys:
        db.session.execute(delete(model).where(key.in_(keys)))
    return len(keys)


def _over(model: type[Model], column: str) -> Sweep:
    """Rows whose own moment is that long ago."""
    return lambda until, _: _take(model, model.__table__.columns[column] <= until)


def _after_event(*models: type[Model]) -> Sweep:
    """Rows of events that closed that long ago."""
    return lambda until, _: sum(
        _take(model, model.__table__.columns["event_id"].in_(_events(_closed(until)))) for model in models
    )


def _signins(until: datetime, _now: datetime) -> int:
    """Ended, or idle for as long as a sign-in may be; from then on the rule counts."""
    idle = and_(SignIn.ended_at.is_(None), SignIn.seen_at <= until - IDLE)
    return _take(SignIn, or_(SignIn.ended_at <= until, idle))


def _asked(until: datetime, _now: datetime) -> int:
    """Codes somebody asked for and never typed; a browser that belongs to a person has a rule of its own."""
    return _take(SignIn, and_(SignIn.person_id.is_(None), SignIn.asked_at <= until))


def _mails(until: datetime, _now: datetime) -> int:
    return _take(OutboxMail, and_(OutboxMail.ended_at <= until, OutboxMail.kind.not_in(ASKED_ONCE)))


def _lists(until: datetime, _now: datetime) -> int:
    """Lists that were never confirmed, or that no worker could bring in."""
    return _take(Import, and_(Import.id.in_(select(Upload.import_id)), Import.created_at <= until))


def _concerns(until: datetime, _now: datetime) -> int:
    unsettled = and_(Concern.settled_at.is_(None), Concern.event_id.in_(_events(_closed(until))))
    return _take(Concern, or_(Concern.settled_at <= until, unsettled))


def _invitations(until: datetime, _now: datetime) -> int:
    """Used, withdrawn, or over by themselves."""
    end = func.coalesce(Invitation.used_at, Invitation.withdrawn_at, Invitation.expires_at)
    return _take(Invitation, end <= until)


def _provisional(until: datetime, now: datetime) -> int:
    """People who never proved an address, after the last event they came to or were expected at."""
    later = _events(~_closed(until))
    awaited = or_(
        select(CheckIn.id).where(CheckIn.person_id == Person.id, CheckIn.event_id.in_(later)).exists(),
        select(Registration.id)
        .where(Registration.person_id == Person.id, Registration.event_id.in_(later))
        .exists(),
    )
    gone = select(Person).where(Person.email.is_(None), Person.created_at <= until, ~awaited).limit(HANDFUL)
    people = list(db.session.scalars(gone))
    for person in people:
        erasures.erase(person, now)
    return len(people)


def _closed(until: datetime) -> ColumnElement[bool]:
    """Whether an event was over by then; without a stated end, three hours after its start."""
    unstated = and_(Event.ends_at.is_(None), Event.starts_at <= until - UNSTATED_LENGTH)
    return or_(and_(Event.ends_at.is_not(None), Event.ends_at <= until), unstated)


def _events(which: ColumnElement[bool]) -> Select[int]:
    return select(Event.id).where(which)


def _days(number: int) -> timedelta:
    return timedelta(days=number)


RULES = (
    Rule("provisional", N_("people who never proved an address"), _days(180), N_("their last event"), _provisional, whole=True),
    Rule("idle", N_("people who did nothing here, warned twice"), KEPT_IDLE, N_("their last visit"), idleness.sweep, whole=True),
    Rule("old_notes", N_("notes about people at rest or closed, warned twice"), KEPT_NOTES, N_("the last sign between the two"), old_notes.sweep, whole=True),
    Rule("attendance", N_("names of guests; the counts stay"), _days(180), N_("the end of the event"), _after_event(CheckIn, Registration)),
    Rule("scans", N_("codes read at the doors, and arrivals taken back"), _days(180), N_("the end of the event"), _after_event(Scan, Undo, Match)),
    Rule("devices", N_("keys of the devices at the doors"), _days(180), N_("the end of the event"), _after_event(Device)),
    Rule("knocks", N_("requests to connect by a badge"), _days(37), N_("the end of the event"), _after_event(Knock)),
    Rule("badges", N_("codes on printed badges"), _days(37), N_("the end of the event"), _after_event(Badge)),
    Rule("concerns", N_("what somebody told an organiser"), _days(180), N_("the end of the matter, or else of the event"), _concerns),
    Rule("disclosures", N_("requests for notes others wrote"), _days(365), N_("the answer"), _over(Disclosure, "answered_at")),
    Rule("drafts", N_("fingerprints of drafts; their text is never kept"), KEPT_DRAFTS, N_("the draft"), _over(Draft, "at")),
    Rule("signins", N_("devices that are signed out"), _days(30), N_("the end of the sign-in"), _signins),
    Rule("imports", N_("lists of guests as they were uploaded; sooner once they are in"), _days(1), N_("the upload"), _lists),
    Rule("printings", N_("badges drawn for a printer"), printings.LIFE, N_("the last sheet"), lambda _, now: printings.forget_one(now)),
    Rule("asked", N_("codes nobody typed"), _days(1), N_("the question"), _asked),
    Rule("address_changes", N_("addresses nobody confirmed"), _days(1), N_("the question"), _over(AddressChange, "asked_at")),
    Rule("invitations", N_("invitations to the team of an event"), _days(30), N_("the end of the invitation"), _invitations),
    Rule("guesses", N_("wrong codes"), _days(1), N_("the try"), _over(Guess, "at")),
    Rule("outbox", N_("the list of mails; their text is never kept"), _days(30), N_("their end"), _mails),
    Rule("replays", N_("keys of forms"), _days(30), N_("the form"), _over(Replay, "at")),
    Rule("audits", N_("what organisers and operators did"), _days(730), N_("the act"), _over(Audit, "at")),
)  # fmt: skip
"""In this order: who is looked for by their events goes before those are forgotten."""
