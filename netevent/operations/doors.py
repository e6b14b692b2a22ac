"""Letting people in at a door: one welcome for everybody, whatever is sent twice, late, or by two doors at once."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.exc import IntegrityError

from netevent.errors import N_, Conflict, Invalid, NotFound, Refusal
from netevent.extensions import db
from netevent.models import CheckIn, Device, Event, Person, Scan, Undo
from netevent.operations import arrivals, guests
from netevent.operations.checkins import FASTER, TRIES, kind_of, let_in, refuse_unless_open
from netevent.operations.guests import Whom
from netevent.operations.links import derive
from netevent.operations.replays import KEY
from netevent.operations.tallies import count, step_of

AHEAD = timedelta(minutes=2)  # how far the clock of a device may be before ours

FUTURE = N_("The clock of this device is ahead of ours. Set it right, then scan once more.")
TAKEN_AWAY = N_("This device was taken away before that.")
NOBODY_IN = N_("This check-in is not known here.")
MALFORMED = "A nonce has 16 to 64 letters, digits, dashes or underscores; a UUID is one."
USED = "This nonce was used for another scan. Draw a new one for each."


@dataclass(frozen=True, slots=True)
class Answer:
    """What a door is told of one scan: `at` and `door` are those of the arrival that counts.

    `fresh`: told for the first time; the same nonce is told the same ever after.
    """

    id: int
    result: str
    name: str
    at: datetime
    door: str
    fresh: bool


@dataclass(frozen=True, slots=True)
class _Reading:
    """One code as it was read: `at` only when the device said when."""

    nonce: str
    fingerprint: str
    at: datetime | None
    device_at: datetime | None
    door: str
    device_id: int | None
    now: datetime

    @property
    def moment(self) -> datetime:
        return self.at or self.now


def admit(
    event: Event,
    whom: Whom,
    *,
    nonce: str,
    now: datetime,
    at: datetime | None = None,
    device_at: datetime | None = None,
    door: str = "",
    device: Device | None = None,
) -> Answer:
    """Let somebody in. `at` is when they came, if that was before now, and `device_at` what the device's own clock showed
    then; `door` is where, if it is not the device's own. Raises NotFound, Conflict or Invalid, and keeps nothing then."""
    if not KEY.fullmatch(nonce):
        raise Invalid("nonce", MALFORMED)
    fingerprint = _fingerprint(event, whom, at, door)
    where, device_id = door or (device.door if device else ""), device.id if device else None
    reading = _Reading(nonce, fingerprint, at, device_at, where, device_id, now)
    try:
        _refuse_moment(event, reading, device)
    except Refusal:
        if earlier := _answered(reading):
            return earlier
        raise
    card = guests.card_in(whom)
    for _ in range(TRIES):
        try:
            return (
                (_usual(event, card, reading) if card else None)
                or _answered(reading)
                or _admit(event, guests.behind(event, whom, now), reading)
            )
        except (IntegrityError, guests.Taken):  # another door was faster: in already, or the same scan
            db.session.rollback()
    raise Conflict(FASTER)


def _fingerprint(event: Event, whom: Whom, at: datetime | None, door: str) -> str:
    """What a nonce is for: told once more, it must be the same."""
    said = (event.id, whom.strip() if isinstance(whom, str) else whom, at and at.timestamp(), door)
    return derive("scan", repr(said)).hex()


def undo(
    event: Event, checkin_id: int, *, now: datetime, device: Device | None = None, by: Person | None = None
) -> None:
    """Take an arrival back; a second time changes nothing. Raises NotFound for one that never was."""
    there = CheckIn.held(event.id, id=checkin_id)
    if there is None:
        if Undo.of_checkin(event.id, checkin_id) is None:
            raise NotFound(NOBODY_IN)
        return
    db.session.add(
        Undo(
            event_id=event.id, person_id=there.person_id, registration_id=there.registration_id, checkin_id=there.id,
            at=there.at, door=there.door, nonce=there.nonce, undone_at=now,
            device_id=device.id if device else None, by_id=by.id if by else None,
        )
    )  # fmt: skip
    count(event.id, kind_of(there.registration_id), there.at, by=-1)
    db.session.delete(there)
    db.session.commit()


def undo_scan(
    event: Event, nonce: str, *, now: datetime, device: Device | None = None, by: Person | None = None
) -> None:
    """The same by the nonce of a scan that found the arrival, for devices that never heard its number.

    Raises NotFound when that scan never came, or to a device that was taken away and did not let them in by it.
    """
    scan = Scan.of_nonce(nonce) if KEY.fullmatch(nonce) else None
    if scan is None or scan.event_id != event.id:
        raise NotFound(NOBODY_IN)
    if device and device.revoked_at and not (scan.device_id == device.id and _let_in_by(scan)):
        raise NotFound(NOBODY_IN)
    undo(event, scan.checkin_id, now=now, device=device, by=by)


def _let_in_by(scan: Scan) -> bool:
    """Whether it was this scan that let them in, and not one of another door, or their own phone."""
    arrival = CheckIn.of_nonce(scan.nonce) or Undo.of_checkin(scan.event_id, scan.checkin_id)
    return arrival is not None and arrival.nonce == scan.nonce


def _usual(event: Event, card: str, reading: _Reading) -> Answer | None:
    """The welcome of somebody with a card who comes for the first time; None for all that is not as simple."""
    at, door = reading.moment, reading.door
    arrived = arrivals.let_in(event, card, _scan(event, reading, "welcome", at, door))
    if arrived is None:
        return None
    db.session.commit()
    number, name = arrived
    return Answer(number, "welcome", name, at, door, fresh=True)


def _answered(reading: _Reading) -> Answer | None:
    """What this nonce was told before, looked up ahead of everything that may have changed since."""
    scan = Scan.of_nonce(reading.nonce)
    if scan is None:
        return None
    if scan.fingerprint != reading.fingerprint:
        raise Invalid("nonce", USED)
    return Answer(
        scan.checkin_id,
        scan.result,
        guests.told_as(scan.event_id, scan.person).name,
        scan.told_at,
        scan.told_door,
        fresh=False,
    )


def _refuse_moment(event: Event, reading: _Reading, device: Device | None) -> None:
    """Whether the doors were open is asked for the scan; its upload may come days later."""
    if device and device.revoked_at and reading.moment > device.revoked_at:
        raise Conflict(TAKEN_AWAY)
    if reading.moment > reading.now + AHEAD:
        raise Invalid("at", FUTURE)
    refuse_unless_open(event, reading.moment)


def _admit(event: Event, person: Person, reading: _Reading) -> Answer:
    """The arrival, if it is one, and the scan, in one transaction."""
    there = CheckIn.held(event.id, person_id=person.id)
    first = there is None or _was_earlier(reading, there)
    if there is None:
        number = let_in(event, person, nonce=reading.nonce, at=reading.moment, door=reading.door)
    else:
        number = there.id
        if first:
            _move_up(there, reading)
    at, door = (reading.moment, reading.door) if first or there is None else (there.at, there.door)
    answer = Answer(
        number, "welcome" if first else "already", guests.told_as(event.id, person).name, at, door, fresh=True
    )
    told = _scan(event, reading, answer.result, at, door)
    db.session.add(Scan(**told, person_id=person.id, checkin_id=number))
    db.session.commit()
    return answer


def _scan(event: Event, reading: _Reading, result: str, at: datetime, door: str) -> dict[str, Any]:
    """What is kept of a reading; `at` and `door` are what its device is told."""
    return {
        "event_id": event.id, "device_id": reading.device_id, "nonce": reading.nonce, "fingerprint": reading.fingerprint,
        "result": result, "at": reading.moment, "device_at": reading.device_at,
        "received_at": reading.now, "door": reading.door, "told_at": at, "told_door": door,
    }  # fmt: skip


def _was_earlier(reading: _Reading, there: CheckIn) -> bool:
    """Uploaded late, and yet the true first. Of two at the same instant one door's name decides, so that the rows
    are the same in whatever order they come in; a scan without a time of its own is as late as it arrives."""
    return reading.at is not None and (reading.at, reading.door) < (there.at, there.door)


def _move_up(there: CheckIn, reading: _Reading) -> None:
    """The earlier step is counted first: two doors that do this at once wait for each other in one order."""
    kind = kind_of(there.registration_id)
    if step_of(reading.moment) != step_of(there.at):
        count(there.event_id, kind, reading.moment)
        count(there.event_id, kind, there.at, by=-1)
    there.at, there.door = reading.moment, reading.door
