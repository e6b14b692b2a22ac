"""`/api/v1/events/CODE/registrations` and `/attendance`: the guest list for a door device, a search in it, and the counts."""

from typing import Any

from flask import Blueprint, jsonify, request
from werkzeug.wrappers import Response

from netevent import access, clock
from netevent.access import floods
from netevent.api import moments
from netevent.models import Device, Event
from netevent.operations import attendance, rosters
from netevent.operations.entries import Guest, key_of

bp = Blueprint("api_registrations", __name__)

LONGEST_SEARCH = 100


@bp.get("/events/<code>/registrations")
@access.device
def listed(event: Event, device: Device) -> Response:  # noqa: ARG001 - whose token it is does not matter
    page = rosters.page(event, request.args.get("since", ""), clock.now())
    return jsonify(
        registrations=[_told(guest) for guest in page.guests],
        cursor=page.cursor,
        more=page.more,
        email_key=key_of(event.id).hex(),
        now=moments.written(clock.now()),
    )


@bp.get("/events/<code>/registrations/search")
@access.device
def found(event: Event, device: Device) -> Response:
    """Part of an address is all a device cannot look for by itself."""
    floods.search(f"device {device.id}")
    guests = rosters.found(event, request.args.get("q", "")[:LONGEST_SEARCH])
    return jsonify(registrations=[_told(guest) | {"address": masked} for guest, masked in guests])


@bp.get("/events/<code>/attendance")
@access.device
def counted(event: Event, device: Device) -> Response:  # noqa: ARG001 - whose token it is does not matter
    figures, doors = attendance.attendance_of(event), rosters.doors_of(event)
    return jsonify(
        expected=figures.expected,
        here=figures.here,
        walked_in=figures.walked_in,
        doors=[{"door": door, "here": count} for door, count in doors.items()],
    )


def _told(guest: Guest) -> dict[str, Any]:
    return {
        "id": guest.id,
        "name": guest.name,
        "company": guest.company,
        "status": guest.status,
        "at": moments.written(guest.at) if guest.at else None,
        "door": guest.door,
        "order": guest.order,
        "email": guest.email,
        "codes": list(guest.codes),
    }
