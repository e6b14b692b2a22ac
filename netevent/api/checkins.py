"""`/api/v1/events/CODE/checkins`: letting people in, one by one or a queue at once, and taking it back."""

from typing import Any

from flask import Blueprint, jsonify
from werkzeug.wrappers import Response

from netevent import access, clock
from netevent.api import bodies, moments, problems
from netevent.errors import Refusal
from netevent.extensions import db
from netevent.models import Device, Event
from netevent.operations import devices, doors

bp = Blueprint("api_checkins", __name__)

OK, CREATED, NO_CONTENT = 200, 201, 204
MOST = 2**63 - 1


@bp.post("/events/<code>/checkins")
@access.device
@access.repeatable("by nonce")
def check_in(event: Event, device: Device) -> tuple[Response, int]:
    wanted = bodies.checkin(bodies.sent())
    devices.seen(device, clock.now())
    answer = _admit(event, device, wanted)
    return jsonify(_told(answer)), _status(answer)


@bp.post("/events/<code>/checkins/batch")
@access.former_device
@access.repeatable("by nonce")
def check_in_many(event: Event, device: Device) -> Response:
    """Each has its own transaction, and its own answer: one that is refused keeps no other from being stored.

    A device that was taken away may hand over what it scanned before, for a day; it is told no names.
    """
    wanted = bodies.batch(bodies.sent())
    devices.seen(device, clock.now())
    return jsonify(results=[_one_of(event, device, said, place) for place, said in enumerate(wanted)])


@bp.delete(f"/events/<code>/checkins/<int(max={MOST}):checkin_id>")
@access.device
@access.repeatable("a check-in is taken back once")
def undo(event: Event, device: Device, checkin_id: int) -> tuple[str, int]:
    devices.seen(device, clock.now())
    doors.undo(event, checkin_id, now=clock.now(), device=device)
    return "", NO_CONTENT


def _one_of(event: Event, device: Device, said: Any, place: int) -> dict[str, Any]:
    try:
        wanted = bodies.queued(said)
        if isinstance(wanted, bodies.Undo):
            doors.undo_scan(event, wanted.nonce, now=clock.now(), device=device)
            return {"nonce": wanted.nonce, "status": NO_CONTENT}
        answer = _admit(event, device, wanted)
    except Refusal as refusal:
        db.session.rollback()
        refused = problems.of_refusal(refusal, f"/checkins/{place}")
        return {"nonce": bodies.nonce_of(said), "status": refused["status"], "problem": refused}
    told = _told(answer) | ({"name": ""} if device.revoked_at else {})
    return {"nonce": wanted.nonce, "status": _status(answer), "checkin": told}


def _admit(event: Event, device: Device, wanted: bodies.CheckIn) -> doors.Answer:
    return doors.admit(
        event, wanted.whom, nonce=wanted.nonce, at=wanted.at, device_at=wanted.clock, door=wanted.door,
        device=device, now=clock.now(),
    )  # fmt: skip


def _status(answer: doors.Answer) -> int:
    return CREATED if answer.fresh and answer.result == "welcome" else OK


def _told(answer: doors.Answer) -> dict[str, Any]:
    return {
        "id": answer.id,
        "result": answer.result,
        "name": answer.name,
        "at": moments.written(answer.at),
        "door": answer.door,
    }
