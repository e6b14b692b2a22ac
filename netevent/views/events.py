"""`/events`: an organiser's events, and one event's page with its poster."""

from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date
from flask import Blueprint, g, request, url_for
from flask_babel import get_locale
from werkzeug.wrappers import Response

from netevent import access, clock
from netevent.errors import N_
from netevent.files.posters import SHEETS
from netevent.forms.events import MAIL_HOURS, EventForm, moments, zones
from netevent.models import Event, Organiser
from netevent.operations import attendance, events, series
from netevent.operations.checkins import state_of
from netevent.views import passkeys, replies
from netevent.views.languages import LANGUAGES
from netevent.views.takeaways import typed_address

bp = Blueprint("events", __name__)
CREATED = N_("Your event is ready. Here are its code and its poster.")


@bp.get("/events")
@access.person
def listed() -> Response:
    me, now = access.me(), clock.now()
    keys = Organiser.keys_of(me.id)
    return replies.page(
        "events/listed.html",
        me=me,
        coming=[key for key in reversed(keys) if key.event.closes_at >= now],
        past=[key for key in keys if key.event.closes_at < now],
        states={key.event_id: state_of(key.event, now) for key in keys},
        passkey_wanted=passkeys.wanted(),
    )


@bp.get("/events/new")
@access.host
def new() -> Response:
    me = access.me()
    latest = next((key.event for key in Organiser.keys_of(me.id)), None)
    start = {
        "zone": latest.zone if latest else me.zone,
        "language": str(get_locale() or "en"),
        "mail_hour": "9",
    }
    return _form(EventForm(data=start), None)


@bp.post("/events")
@access.host
def create() -> Response:
    form = EventForm(request.form)
    if not form.validate():
        return _form(form, None, 422)
    event = events.create(access.me(), events.Details(**form.details), now=clock.now())
    g.made = event.id
    return replies.go(url_for(".show", code=event.code), CREATED)


@bp.get("/events/<code>")
@access.organiser
def show(event: Event) -> Response:
    morning, now = event.next_morning.astimezone(event.tz), clock.now()
    return replies.page(
        "events/show.html",
        me=access.me(),
        event=event,
        series=series.of_event(event),
        address=typed_address(event),
        expected=attendance.attendance_of(event).expected,
        mail_day=format_date(morning.date(), "EEEE", locale=get_locale()),
        morning=morning,
        is_past=now >= morning,
        sizes=SHEETS,
    )


@bp.get("/events/<code>/edit")
@access.organiser
def edit(event: Event) -> Response:
    return _form(EventForm(data=_typed(event)), event)


@bp.post("/events/<code>/edit")
@access.organiser
def change(event: Event) -> Response:
    form = EventForm(request.form)
    if not form.validate():
        return _form(form, event, 422)
    changed = events.change(event, events.Details(**form.details), now=clock.now(), actor_id=access.me().id)
    said = N_("Saved. Calendars that hold the event hear of it.") if changed else N_("Nothing was changed.")
    return replies.go(url_for(".show", code=event.code), said)


@bp.get("/events/<code>/cancel")
@access.organiser
def confirm_cancelling(event: Event) -> Response:
    return replies.page("events/cancel.html", me=access.me(), event=event)


@bp.post("/events/<code>/cancel")
@access.organiser
def cancel(event: Event) -> Response:
    events.cancel(event, now=clock.now(), actor_id=access.me().id)
    return replies.go(url_for(".show", code=event.code), N_("The event is cancelled. Its page says so."))


def _form(form: EventForm, event: Event | None, status: int = 200) -> Response:
    me = access.me()
    return replies.page(
        "events/form.html",
        status,
        me=me,
        event=event,
        form=form,
        zones=_zones_by_region(),
        hours=[(str(hour), f"{hour:02}:00") for hour in MAIL_HOURS],
        choices=list(LANGUAGES.items()),
        known_series=series.of_organiser(me.id),
    )


def _typed(event: Event) -> dict[str, Any]:
    """An event as somebody would type it into the form."""
    starts, starts_which = _clock_face(event.starts_at, event.tz)
    ends, ends_which = _clock_face(event.ends_at, event.tz) if event.ends_at else ("", "")
    part_of = series.of_event(event)
    return {
        "title": event.title,
        "place": event.place,
        "starts": starts,
        "starts_which": starts_which,
        "ends": ends,
        "ends_which": ends_which,
        "host": event.host,
        "zone": event.zone,
        "language": event.language,
        "topics": ", ".join(event.topics),
        "series": part_of.name if part_of else "",
        "mail_hour": str(event.mail_hour),
    }


def _clock_face(moment: Any, zone: ZoneInfo) -> tuple[str, str]:
    """What the clock shows, and 'first' or 'second' where it shows that twice."""
    local = moment.astimezone(zone)
    twice = len(moments(local.replace(tzinfo=None, fold=0), zone)) == 2
    return f"{local:%Y-%m-%dT%H:%M}", ("second" if local.fold else "first") if twice else ""


def _zones_by_region() -> list[tuple[str, list[tuple[str, str]]]]:
    regions: dict[str, list[tuple[str, str]]] = {}
    for zone in zones():
        region, slash, place = zone.partition("/")
        if (slash and region != "Etc") or zone == "UTC":
            regions.setdefault(region, []).append((zone, (place or zone).replace("_", " ")))
    return list(regions.items())
