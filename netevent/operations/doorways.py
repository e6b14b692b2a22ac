"""The doors of an event as they stand: who came in by each, which devices are heard of, and what does not add up."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import BindParameter, bindparam, func, select

from netevent.extensions import db
from netevent.models import CheckIn, Device, Event, Match, Registration, Scan, Undo
from netevent.models.checkins import POSTER
from netevent.models.registrations import told
from netevent.operations.checkins import state_of
from netevent.operations.tallies import step_of

LAST = 5  # arrivals that a live page names
MOST = 20  # of the things that do not add up
FRESH = timedelta(minutes=2)  # a device that was heard of since then is online
LATE = timedelta(minutes=5)  # longer than a transaction takes


@dataclass(frozen=True, slots=True)
class Door:
    """One place where people come in. `state` is that of its devices: online, offline, unseen, or '' without any."""

    name: str
    here: int
    last: datetime | None
    state: str = ""
    seen_at: datetime | None = None

    @property
    def is_poster(self) -> bool:
        return self.name == POSTER


@dataclass(frozen=True, slots=True)
class Welcome:
    """Somebody was let in: when, and where."""

    at: datetime
    door: str


@dataclass(frozen=True, slots=True)
class Twice:
    """One person whom more than one door took for a newcomer, in the order of the clock."""

    name: str
    welcomes: tuple[Welcome, ...]


@dataclass(frozen=True, slots=True)
class Afterwards:
    """What a device told of somebody when it was taken away already."""

    name: str
    welcome: Welcome
    received_at: datetime


@dataclass(frozen=True, slots=True)
class Arrival:
    """Somebody who came in; `place_id` is missing where they walked in."""

    id: int
    at: datetime
    door: str
    place_id: int | None
    name: str
    company: str


@dataclass(frozen=True, slots=True)
class Doorways:
    """All of this at one moment. It takes longer the more people are in, so that nobody reads it without need."""

    doors: tuple[Door, ...]
    twice: tuple[Twice, ...]
    afterwards: tuple[Afterwards, ...]
    last: tuple[Arrival, ...]


def read(event: Event, now: datetime) -> Doorways:
    twice, afterwards = let_in_twice(event), told_afterwards(event)
    return Doorways(tuple(doors_of(event, now)), tuple(twice), tuple(afterwards), _last(event))


def _last(event: Event) -> tuple[Arrival, ...]:
    return tuple(Arrival(*row) for row in db.session.execute(_ARRIVALS, {"at_event": event.id}))


def doors_of(event: Event, now: datetime) -> list[Door]:
    """The poster first, then every door somebody came in by or a device stands at, the busiest first."""
    devices = defaultdict[str, list[Device]](list)
    for device in Device.of_event(event.id):
        if device.revoked_at is None:
            devices[device.door].append(device)
    counted = select(CheckIn.door, func.count(), func.max(CheckIn.at)).where(CheckIn.event_id == event.id)
    came = {door: (here, last) for door, here, last in db.session.execute(counted.group_by(CheckIn.door))}
    doors = [_door(name, came.get(name), devices[name], now) for name in {POSTER, *came, *devices}]
    return sorted(doors, key=lambda door: (not door.is_poster, -door.here, door.name))


def _door(name: str, came: tuple[int, datetime] | None, devices: Sequence[Device], now: datetime) -> Door:
    here, last = came or (0, None)
    seen = max((device.seen_at for device in devices if device.seen_at), default=None)
    return Door(name, here, last, state_at(seen, now) if devices else "", seen)


def state_at(seen: datetime | None, now: datetime) -> str:
    """Whether a device was heard of within two minutes: online, offline, or unseen if it never was."""
    if seen is None:
        return "unseen"
    return "online" if now - seen <= FRESH else "offline"


def let_in_twice(event: Event) -> list[Twice]:
    """Who is in once and was let in by more than one door, the latest first.

    Arrivals that were taken back are none; of somebody whose two cards became one, both arrivals count as theirs.
    """
    numbers = [checkin for checkin, *_ in Scan.welcomed_twice(event.id)]
    if not numbers:
        return []
    rows = (
        select(CheckIn.id, told("name"), Scan.at, Scan.door, Scan.device_id)
        .join(CheckIn, CheckIn.id == Scan.checkin_id)
        .join(CheckIn.person)
        .outerjoin(Registration, Registration.id == CheckIn.registration_id)
        .where(CheckIn.event_id == event.id, Scan.checkin_id.in_(numbers), Scan.result == "welcome")
        .order_by(Scan.at, Scan.door, Scan.id)
    )
    names, found = dict[int, str](), defaultdict[int, dict[tuple[str, int | None], Welcome]](dict)
    for number, name, at, door, device_id in db.session.execute(rows):
        names[number] = name
        found[number].setdefault((door, device_id), Welcome(at, door))  # one door knows whom it let in
    twice = [Twice(names[n], tuple(doors.values())) for n, doors in found.items() if len(doors) > 1]
    return sorted(twice, key=lambda one: one.welcomes[-1].at, reverse=True)


def told_afterwards(event: Event) -> list[Afterwards]:
    """Whom devices let in and told of when they were taken away already, the latest first."""
    away = [device.revoked_at for device in Device.of_event(event.id) if device.revoked_at]
    if not away:
        return []
    rows = (
        select(told("name"), Scan.at, Scan.door, Scan.received_at)
        .join(Device, Device.id == Scan.device_id)
        .join(CheckIn, CheckIn.id == Scan.checkin_id)
        .join(CheckIn.person)
        .outerjoin(Registration, Registration.id == CheckIn.registration_id)
        .where(Scan.event_id == event.id, Scan.received_at > min(away), Scan.received_at > Device.revoked_at)
        .order_by(Scan.received_at.desc(), Scan.id.desc())
    )
    return [Afterwards(name, Welcome(at, door), told) for name, at, door, told in db.session.execute(rows)]


def marks_of(event: Event, now: datetime) -> tuple[object, ...]:
    """What changes whenever a live page shows anything new besides its counts; it costs a few entries of an index.

    The latest scan alone would not do: one that was received before it may become visible after it.
    """
    here, is_open = {"at_event": event.id}, state_of(event, now) == "open"
    return (
        *_last(event),
        *map(tuple, db.session.execute(_NUMBERS, here | {"since": step_of(now) - LATE})),
        *(_mark(*device, now=now, is_open=is_open) for device in db.session.execute(_DEVICES, here)),
    )


def _mark(
    number: int, door: str, seen: datetime | None, away: datetime | None, *, now: datetime, is_open: bool
) -> tuple[object, ...]:
    """Of a silent device the page says for how long: it is another one every minute, as long as the doors are open."""
    if away or not is_open:
        return number, door, away
    state = state_at(seen, now)
    return number, door, state, minutes_since(seen, now) if state == "offline" else None


def minutes_since(moment: datetime | None, now: datetime) -> int:
    """In whole minutes of the clock, so that all ages on a page change at the same instant."""
    return int(now.timestamp()) // 60 - int(moment.timestamp()) // 60 if moment else 0


_EVENT: BindParameter[int] = bindparam("at_event")
_ARRIVALS = (
    select(CheckIn.id, CheckIn.at, CheckIn.door, CheckIn.registration_id, told("name"), told("company"))
    .join(CheckIn.person)
    .outerjoin(Registration, Registration.id == CheckIn.registration_id)
    .where(CheckIn.event_id == _EVENT)
    .order_by(CheckIn.id.desc())
    .limit(LAST)
)
_NUMBERS = select(
    select(func.count()).where(Undo.event_id == _EVENT).scalar_subquery(),
    select(func.count(Match.id)).where(Match.event_id == _EVENT).scalar_subquery(),
    select(func.count(Match.undone_at)).where(Match.event_id == _EVENT).scalar_subquery(),
    select(func.count())
    .where(Scan.event_id == _EVENT, Scan.received_at >= bindparam("since"))
    .scalar_subquery(),
)
_DEVICES = (
    select(Device.id, Device.door, Device.seen_at, Device.revoked_at)
    .where(Device.event_id == _EVENT)
    .order_by(Device.id)
)
"""Built once, as every open tab asks them every few seconds."""
