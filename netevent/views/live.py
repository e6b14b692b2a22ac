"""`/events/CODE/live`: the room as it fills, drawn on the server."""

from datetime import datetime

from flask import Blueprint, request
from werkzeug.wrappers import Response

from netevent import access, clock
from netevent.models import CheckIn, Event
from netevent.operations import attendance
from netevent.operations.attendance import Attendance
from netevent.operations.checkins import state_of
from netevent.views import replies
from netevent.views.charts import Chart, chart_of
from netevent.views.venns import venn_of

bp = Blueprint("live", __name__)
LAST = 5
WIDTHS = {"wide": 560, "narrow": 330}


@bp.get("/events/<code>/live")
@access.organiser
def show(event: Event) -> Response:
    now, figures = clock.now(), attendance.attendance_of(event)
    version = attendance.version_of(event, figures, now)
    if request.args.get("v") == version and replies.is_htmx():
        return replies.unchanged()
    big = request.args.get("big") == "1"
    return replies.page(
        "live/big.html" if big else "live/show.html",
        partial="live/_big.html" if big else "live/_attendance.html",
        me=access.me(),
        event=event,
        now=now,
        state=state_of(event, now),
        version=version,
        figures=figures,
        venn=venn_of(figures.expected, figures.came, figures.walked_in),
        charts=_charts(event, figures, now),
        last=CheckIn.last_arrivals(event.id, LAST),
    )


def _charts(event: Event, figures: Attendance, now: datetime) -> dict[str, Chart]:
    """The same arrivals for a desk and for a phone; the style sheet shows one of them."""
    if not figures.bars:
        return {}
    until = now if state_of(event, now) == "open" else None
    return {name: chart_of(figures.bars, event.tz, width, until) for name, width in WIDTHS.items()}
