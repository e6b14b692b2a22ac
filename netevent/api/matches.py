"""`/api/v1/events/CODE/checkins/ID/registration`: a walk-in was on the list after all, or was not."""

from flask import Blueprint, jsonify
from werkzeug.wrappers import Response

from netevent import access, clock
from netevent.api import bodies, moments
from netevent.api.checkins import MOST, NO_CONTENT
from netevent.models import Device, Event
from netevent.operations import devices, matches

bp = Blueprint("api_matches", __name__)
ADDRESS = f"/events/<code>/checkins/<int(max={MOST}):checkin_id>/registration"


@bp.put(ADDRESS)
@access.device
@access.repeatable("a walk-in has one place")
def match(event: Event, device: Device, checkin_id: int) -> Response:
    place_id = bodies.place(bodies.sent())
    devices.seen(device, clock.now())
    there = matches.match(event, checkin_id, place_id, now=clock.now(), device=device)
    name = there.person.name
    return jsonify(id=there.id, result="already", name=name, at=moments.written(there.at), door=there.door)


@bp.delete(ADDRESS)
@access.device
@access.repeatable("a match is taken back once")
def part(event: Event, device: Device, checkin_id: int) -> tuple[str, int]:
    devices.seen(device, clock.now())
    matches.part(event, checkin_id, now=clock.now())
    return "", NO_CONTENT
