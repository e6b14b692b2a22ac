"""`/events/CODE/devices`: what checks people in at the doors, the token of each, shown once, and taking it away."""

from functools import partial

from flask import Blueprint, current_app, request, url_for
from werkzeug.wrappers import Response

from netevent import access, clock
from netevent.errors import N_
from netevent.forms.doors import DoorForm
from netevent.models import Device, Event, Person
from netevent.operations import devices
from netevent.operations.doorways import state_at
from netevent.views import replies
from netevent.views.live import ago

bp = Blueprint("devices", __name__)
CREATED = 201


@bp.get("/events/<code>/devices")
@access.organiser
def listed(event: Event) -> Response:
    now, everything = clock.now(), Device.of_event(event.id)
    return replies.page(
        "devices/listed.html",
        me=access.me(),
        event=event,
        held=[device for device in everything if device.revoked_at is None],
        away=[device for device in everything if device.revoked_at],
        makers=Person.names_of({device.made_by_id for device in everything if device.made_by_id}),
        state_of={device.id: state_at(device.seen_at, now) for device in everything},
        ago=partial(ago, now=now),
    )


@bp.route("/events/<code>/devices/new", methods=["GET", "POST"])
@access.organiser
@access.proved_lately
def add(event: Event) -> Response:
    """The answer itself shows the token, and nobody keeps it: a copy of the form is led to the page of the device."""
    form = DoorForm(request.form)
    if request.method != "POST" or not form.validate():
        status = 422 if request.method == "POST" else 200
        return replies.page("devices/new.html", status, me=access.me(), event=event, form=form)
    token = devices.make(event, form.door.data or "", now=clock.now(), by=access.me())
    device = devices.of_token(token)
    base = current_app.config["SETTINGS"].base_url
    answer = replies.page(
        "devices/made.html", CREATED, me=access.me(), event=event, device=device, token=token, base=base
    )
    answer.headers["Location"] = url_for(".show", code=event.code, device_id=device.id if device else 0)
    answer.headers["Cache-Control"] = "no-store"
    return answer


@bp.get("/events/<code>/devices/<int:device_id>")
@access.organiser
@access.proved_lately
def show(event: Event, device_id: int) -> Response:
    """One device, and the button that takes it away; nothing brings it back, so the page names it first."""
    device, now = access.mine(Device.of_event(event.id), device_id), clock.now()
    return replies.page(
        "devices/show.html",
        me=access.me(),
        event=event,
        device=device,
        maker=Person.names_of({device.made_by_id}).get(device.made_by_id, "") if device.made_by_id else "",
        ago=partial(ago, now=now),
    )


@bp.post("/events/<code>/devices/<int:device_id>/revoke")
@access.organiser
@access.proved_lately
def revoke(event: Event, device_id: int) -> Response:
    device = access.mine(Device.of_event(event.id), device_id)
    devices.revoke(device, now=clock.now(), by=access.me())
    said = N_("The device is taken away. It can check nobody in any more.")
    return replies.go(url_for(".listed", code=event.code), said)
