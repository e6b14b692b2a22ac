"""`/events/CODE/live`: the room as it fills, drawn on the server."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from threading import Lock
from typing import Any

from babel.dates import format_timedelta
from babel.lists import format_list
from flask import Blueprint, current_app, make_response, render_template, request
from flask_babel import get_locale
from werkzeug.wrappers import Response

from netevent import access, clock
from netevent.models import Event
from netevent.models.checkins import POSTER
from netevent.operations import attendance, doorways
from netevent.operations.attendance import Attendance
from netevent.operations.checkins import state_of
from netevent.operations.doorways import Door, Doorways
from netevent.views import replies
from netevent.views.charts import Chart, chart_of
from netevent.views.venns import venn_of

bp = Blueprint("live", __name__)
WIDTHS = {"wide": 560, "narrow": 330}
KEPT = 20  # versions; of one event several are shown for an instant, as its tabs do not ask at once
ONE_DRAWS = Lock()  # what all of them wait for anyway


@dataclass(frozen=True, slots=True)
class _Shown:
    """What is shown as long as the version is this one, and the part that is drawn of it in each language.

    In a full hall every arrival makes hundreds of open tabs ask for the same.
    """

    version: str
    read: Doorways
    parts: dict[tuple[str, str], str]


@bp.get("/events/<code>/live")
@access.organiser
def show(event: Event) -> Response:
    now, figures = clock.now(), attendance.attendance_of(event)
    version = attendance.version_of(event, figures, now)
    if request.args.get("v") == version and replies.is_htmx():
        return replies.unchanged()
    shown, big = _shown(event, version, now), request.args.get("big") == "1"
    values = partial(_values, event, figures, shown, now)
    if replies.is_htmx():
        return _part(shown, "live/_big.html" if big else "live/_attendance.html", values)
    return replies.page("live/big.html" if big else "live/show.html", me=access.me(), **values())


def _shown(event: Event, version: str, now: datetime) -> _Shown:
    kept: dict[tuple[int, str], _Shown] = current_app.extensions.setdefault("netevent.live", {})
    key = event.id, version
    with ONE_DRAWS:
        if key not in kept:
            if len(kept) >= KEPT:
                kept.pop(next(iter(kept)))
            kept[key] = _Shown(version, doorways.read(event, now), {})
        return kept[key]


def _part(shown: _Shown, template: str, values: Callable[[], dict[str, Any]]) -> Response:
    key = template, str(get_locale())
    with ONE_DRAWS:
        if key not in shown.parts:
            shown.parts[key] = render_template(template, **values())
    response = make_response(shown.parts[key])
    response.vary.add("HX-Request")
    return response


def _values(event: Event, figures: Attendance, shown: _Shown, now: datetime) -> dict[str, Any]:
    """All that the page and its part say."""
    return {
        "event": event,
        "now": now,
        "state": state_of(event, now),
        "version": shown.version,
        "figures": figures,
        "venn": venn_of(figures.expected, figures.came, figures.walked_in),
        "charts": _charts(event, figures, now),
        "doorways": shown.read,
        "silent": _silent(shown.read.doors),
        "most": doorways.MOST,
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
