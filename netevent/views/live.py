"""`/events/CODE/live`: the room as it fills, drawn on the server."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from babel.dates import format_timedelta
from babel.lists import format_list
from flask import Blueprint, current_app, make_response, render_template, request
from flask_babel import get_locale
from werkzeug.wrappers import Response

from netevent import access, clock
from netevent.models import CheckIn, Event
from netevent.models.checkins import POSTER
from netevent.operations import attendance, doorways
from netevent.operations.attendance import Attendance
from netevent.operations.checkins import state_of
from netevent.operations.doorways import Door
from netevent.views import replies
from netevent.views.charts import Chart, chart_of
from netevent.views.venns import venn_of

bp = Blueprint("live", __name__)
WIDTHS = {"wide": 560, "narrow": 330}
KEPT = 100  # parts of pages


@bp.get("/events/<code>/live")
@access.organiser
def show(event: Event) -> Response:
    now, figures = clock.now(), attendance.attendance_of(event)
    version = attendance.version_of(event, figures, now)
    if request.args.get("v") == version and replies.is_htmx():
        return replies.unchanged()
    big = request.args.get("big") == "1"
    read = partial(_read, event, figures, now, version)
    if replies.is_htmx():
        return _part(event, version, "live/_big.html" if big else "live/_attendance.html", read)
    return replies.page("live/big.html" if big else "live/show.html", me=access.me(), **read())


def _part(event: Event, version: str, template: str, read: Callable[[], dict[str, Any]]) -> Response:
    """Drawn once for all tabs that show this version: in a full hall every arrival makes hundreds of them ask."""
    drawings: dict[object, tuple[str, str]] = current_app.extensions.setdefault("netevent.live", {})
    key = event.id, template, str(get_locale())
    held, drawn = drawings.get(key, ("", ""))
    if held != version:
        drawn = render_template(template, **read())
        if len(drawings) >= KEPT:
            drawings.clear()
        drawings[key] = version, drawn
    response = make_response(drawn)
    response.vary.add("HX-Request")
    return response


def _read(event: Event, figures: Attendance, now: datetime, version: str) -> dict[str, Any]:
    """All that the page and its part show."""
    doors = doorways.doors_of(event, now)
    return {
        "event": event,
        "now": now,
        "state": state_of(event, now),
        "version": version,
        "figures": figures,
        "venn": venn_of(figures.expected, figures.came, figures.walked_in),
        "charts": _charts(event, figures, now),
        "doors": doors,
        "silent": _silent(doors),
        "twice": doorways.let_in_twice(event),
        "afterwards": doorways.told_afterwards(event),
        "most": doorways.MOST,
        "last": CheckIn.last_arrivals(event.id, doorways.LAST),
        "poster": POSTER,
        "ago": partial(ago, now=now),
    }


def ago(moment: datetime, now: datetime) -> str:
    """'8 minutes ago' in the reader's language; never less than one."""
    minutes = max(1, doorways.minutes_since(moment, now))
    return str(format_timedelta(timedelta(minutes=-minutes), add_direction=True, locale=get_locale()))


def _silent(doors: Sequence[Door]) -> tuple[int, str]:
    """How many doors are without a connection, and their names as a sentence lists them."""
    names = [door.name for door in doors if door.state == "offline"]
    return len(names), str(format_list(names, locale=get_locale()))


def _charts(event: Event, figures: Attendance, now: datetime) -> dict[str, Chart]:
    """The same arrivals for a desk and for a phone; the style sheet shows one of them."""
    if not figures.bars:
        return {}
    until = now if state_of(event, now) == "open" else None
    return {name: chart_of(figures.bars, event.tz, width, until) for name, width in WIDTHS.items()}
