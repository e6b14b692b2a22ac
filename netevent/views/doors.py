"""`/events/CODE/door`: letting people in, by camera or by name. A browser with scripts becomes a device of the event and
works on without a connection (static/js/door); without them the same page does everything by forms."""

from flask import Blueprint, jsonify, request, session, url_for
from werkzeug.wrappers import Response

from netevent import access, clock
from netevent.access import floods
from netevent.errors import N_, Conflict, Invalid, NotFound, Refusal
from netevent.forms.doors import DoorForm, WalkInForm
from netevent.forms.text import one_line
from netevent.models import CheckIn, Event, Scan
from netevent.operations import attendance, devices, doors, guests, rosters
from netevent.operations.guests import Line, Newcomer, Whom
from netevent.views import replies
from netevent.views.door_words import door_words
from netevent.views.replays import own_key

bp = Blueprint("doors", __name__)

LONGEST_SEARCH = 100
STATUS: dict[type[Refusal], int] = {NotFound: 404, Conflict: 409, Invalid: 422}


@bp.get("/events/<code>/door")
@access.staff
def show(event: Event) -> Response:
    scan = Scan.of_nonce(request.args.get("scan", ""))
    return _page(event, scan=scan if scan and scan.event_id == event.id else None)


@bp.post("/events/<code>/door")
@access.staff
def admit(event: Event) -> Response:
    """By a typed code, by the line of the list that was chosen, or by the name of a walk-in."""
    walk_in, nonce = WalkInForm(request.form), own_key()
    whom: Whom = request.form.get("code", "")
    if guest := request.form.get("guest", ""):
        whom = Line(guest)
    elif "name" in request.form:
        if not walk_in.validate():
            return _page(event, 422, walk_in=walk_in)
        whom = Newcomer(walk_in.name.data or "", walk_in.company.data or "")
    try:
        doors.admit(event, whom, nonce=nonce, door=_door(event), now=clock.now())
    except (NotFound, Conflict, Invalid) as refusal:
        return _page(event, STATUS[type(refusal)], refused=replies.words(refusal), walk_in=walk_in)
    return replies.go(url_for(".show", code=event.code, scan=nonce))


@bp.post("/events/<code>/door/undo")
@access.staff
def undo(event: Event) -> Response:
    doors.undo_scan(event, request.form.get("scan", ""), now=clock.now(), by=access.me())
    return replies.go(url_for(".show", code=event.code), N_("Taken back."))


@bp.post("/events/<code>/door/name")
@access.staff
@access.repeatable("it names the door of this browser")
def name(event: Event) -> Response:
    form = DoorForm(request.form)
    if not form.validate():
        return _page(event, 422, door_form=form)
    session[_key(event)] = form.door.data
    return replies.go(url_for(".show", code=event.code))


@bp.post("/events/<code>/door/device")
@access.staff
@access.repeatable("one form is one device, and is told its token again")
def enrol(event: Event) -> Response:
    """Make this browser a device of the event: the token is told to it alone."""
    form = DoorForm(request.form)
    if not form.validate():
        return _page(event, 422, door_form=form)
    token = devices.make(event, form.door.data or "", now=clock.now(), by=access.me(), form_key=own_key())
    session[_key(event)] = form.door.data
    return jsonify(
        token=token,
        door=form.door.data,
        forget_at=devices.forgets_at(event).isoformat(),
        now=clock.now().isoformat(),
    )


def _page(
    event: Event,
    status: int = 200,
    *,
    scan: Scan | None = None,
    refused: str = "",
    walk_in: WalkInForm | None = None,
    door_form: DoorForm | None = None,
) -> Response:
    kiosk = request.args.get("kiosk") == "1"
    wanted = one_line(request.args.get("q", ""))[:LONGEST_SEARCH]
    if wanted:
        floods.search(f"person {access.me().id}")
    return replies.page(
        "doors/show.html",
        status,
        event=event,
        strange=status == STATUS[NotFound],
        organises=access.my_key(event).role != "door",
        kiosk=kiosk,
        words=door_words(kiosk=kiosk),
        door=_door(event),
        doors=[door for door in rosters.doors_of(event) if door],
        figures=attendance.attendance_of(event),
        scan=scan,
        guest=guests.told_as(event.id, scan.person) if scan else None,
        arrived=_arrival_of(scan) if scan else None,
        refused=refused,
        typed=request.form.get("code", "")[:LONGEST_SEARCH],
        wanted=wanted,
        found=rosters.found(event, wanted) if wanted else [],
        walk_in=walk_in or WalkInForm(data={"name": wanted}),
        door_form=door_form or DoorForm(data={"door": _door(event)}),
    )


def _arrival_of(scan: Scan) -> CheckIn | None:
    """The arrival that this scan would take back, unless it is taken back already; they may be in again by another."""
    there = CheckIn.of(scan.event_id, scan.person_id)
    return there if there and there.id == scan.checkin_id else None


def _door(event: Event) -> str:
    return str(session.get(_key(event), ""))


def _key(event: Event) -> str:
    return f"door-{event.code}"
