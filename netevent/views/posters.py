"""`/events/CODE/poster`: the sheet with the code, for a wall, a table or the screen."""

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response

from netevent import access
from netevent.files.filenames import disposition
from netevent.files.posters import SHEETS, Size, poster_pdf, poster_svg
from netevent.models import Event
from netevent.views import replies
from netevent.views.takeaways import poster_of

bp = Blueprint("posters", __name__)


@bp.get("/events/<code>/poster")
@access.organiser
def show(event: Event) -> Response:
    """The poster is chosen on the page of its event."""
    return replies.go(url_for("events.show", code=event.code, _anchor="poster"))


@bp.get("/events/<code>/poster.pdf")
@access.organiser
def pdf(event: Event) -> Response:
    size = request.args.get("size", "")
    sheet: Size = size if size in SHEETS else "A4"
    file = poster_pdf(poster_of(event, request.args.get("second", "")), sheet)
    return replies.file(file, "application/pdf", disposition("attachment", f"{event.title} {sheet}", "pdf"))


@bp.get("/events/<code>/poster.svg")
@access.organiser
def svg(event: Event) -> Response:
    """What the page shows of it, A4."""
    file = poster_svg(poster_of(event, request.args.get("second", "")))
    return replies.file(file, "image/svg+xml", disposition("inline", event.title, "svg"))
