"""Devices at the doors: made with a token that is shown once, known by its hash, taken back."""

import secrets
from base64 import urlsafe_b64encode
from datetime import datetime, timedelta

from sqlalchemy import or_, select, update
from sqlalchemy.exc import SQLAlchemyError

from netevent.domain.codes import normal
from netevent.errors import N_, Conflict, Invalid, NotFound
from netevent.extensions import db
from netevent.forms.text import UNSTORABLE, is_blank, one_line
from netevent.models import Device, Event, Person
from netevent.operations import audits, organisers
from netevent.operations.checkins import OVER
from netevent.operations.links import derive
from netevent.operations.signins import hash_of

BYTES = 32  # of chance in a token
MOST_OF_A_NAME = 120
HANDS_OVER = timedelta(days=1)  # after it was taken away
REMEMBERS = timedelta(days=1)  # after the event: then a door forgets the list
SEEN_EVERY = timedelta(minutes=1)
MOST_AT_EVENT = 100

MANY = N_("This event has %(most)s devices. Take one away that is not used, then add this one.")
NAMELESS = N_("Give the door a name of up to 120 characters, for example Main door.")


def make(
    event: Event, door: str, *, now: datetime, by: Person | None = None, via: str = "web", form_key: str = ""
) -> str:
    """A new device of an event, by somebody on its team. Returns its token, which nobody can read again.

    With the key of a form there is one device for it, whose token the same person gets as often as they send it: the
    first answer may have been lost. The key itself is kept nowhere.
    """
    name = one_line(door)
    if is_blank(name) or len(name) > MOST_OF_A_NAME or UNSTORABLE.search(name):
        raise Invalid("door", NAMELESS)
    if by:
        organisers.held_key(event, by)  # taken away at this very moment, it would leave a device behind
    token = _token_of_form(event, by, name, form_key) if by and form_key else secrets.token_urlsafe(BYTES)
    if _is_made(token):
        return token
    if now > forgets_at(event):
        raise Conflict(OVER)
    if sum(device.revoked_at is None for device in Device.of_event(event.id)) >= MOST_AT_EVENT:
        raise Conflict(MANY, most=MOST_AT_EVENT)
    device = Device(
        event_id=event.id,
        door=name,
        token_hash=hash_of(token),
        made_by_id=by.id if by else None,
        created_at=now,
    )
    db.session.add(device)
    db.session.flush()
    audits.note(
        "make", "devices", now=now, actor_id=device.made_by_id, event_id=event.id, row_id=device.id, via=via
    )
    db.session.commit()
    return token


def _token_of_form(event: Event, by: Person, door: str, form_key: str) -> str:
    """As random as any other to whoever has not the secret of this house."""
    return urlsafe_b64encode(derive("device", repr((event.id, by.id, door, form_key)))).decode().rstrip("=")


def _is_made(token: str) -> bool:
    return db.session.scalar(select(Device.id).where(Device.token_hash == hash_of(token))) is not None


def make_for(code: str, door: str, *, now: datetime) -> str:
    """The same by command; raises NotFound for a code that is no event's."""
    event = Event.of_code(normal(code))
    if event is None:
        raise NotFound(audits.NO_SUCH_EVENT, code=code)
    return make(event, door, now=now, via="command")


def forgets_at(event: Event) -> datetime:
    """When a device has to erase the guest list (conventions page, section 4)."""
    return event.closes_at + REMEMBERS


def of_token(token: str, revoked_since: datetime | None = None) -> Device | None:
    """The device that holds a token, unless it was revoked, or revoked before a moment."""
    return Device.of_hash(hash_of(token), revoked_since) if token else None


def revoke(device: Device, *, now: datetime, by: Person | None = None) -> None:
    """Its token opens nothing from the next request on; what it scanned stays."""
    ended = update(Device).where(Device.id == device.id, Device.revoked_at.is_(None)).values(revoked_at=now)
    if db.session.execute(ended.returning(Device.id)).first() is not None:
        audits.note(
            "revoke", "devices", now=now, actor_id=by.id if by else None, event_id=device.event_id, row_id=device.id
        )  # fmt: skip
    db.session.commit()


def seen(device: Device, now: datetime) -> None:
    """It did something; noted once a minute, and never at the cost of what it does."""
    if device.seen_at and now - device.seen_at < SEEN_EVERY:
        return
    try:
        db.session.execute(
            update(Device)
            .where(Device.id == device.id, or_(Device.seen_at.is_(None), Device.seen_at <= now - SEEN_EVERY))
            .values(seen_at=now)
        )
        db.session.commit()
    except SQLAlchemyError:
        db.session.rollback()
