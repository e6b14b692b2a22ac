"""`/events/CODE/badges.pdf` and `/events/CODE/badges/printings`: the badges of an event as a file for a printer."""

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response

from netevent import access, clock
from netevent.errors import N_, Conflict
from netevent.files.filenames import disposition
from netevent.models import Event, Printing
from netevent.operations import labels, printings
from netevent.views import replies
from netevent.views.people import possible

bp = Blueprint("printings", __name__)
bp.url_value_preprocessor(possible)

TOO_MANY = N_("More than %(most)s badges take a while. Have the PDF made on the page of the badges.")


@bp.get("/events/<code>/badges.pdf")
@access.organiser
def pdf(event: Event) -> Response:
    """A few badges, drawn while somebody waits, on the sheets that were chosen."""
    found = labels.of_event(event)
    if len(found) > printings.AT_ONCE:
        raise Conflict(TOO_MANY, most=printings.AT_ONCE)
    draw = printings.drawing(event, found, request.args.get("stock", ""), both_sides="both" in request.args)
    return replies.file(draw(), "application/pdf", _file_name(event))


@bp.post("/events/<code>/badges/printings")
@access.organiser
def ask(event: Event) -> Response:
    said = request.form
    number = printings.ask(
        event,
        access.me(),
        said.get("stock", ""),
        part=said.get("part", 1, type=int),
        both_sides="both" in said,
        now=clock.now(),
    )
    return replies.go(url_for(".show", code=event.code, printing_id=number))


@bp.get("/events/<code>/badges/printings/<int:printing_id>")
@access.organiser
def show(event: Event, printing_id: int) -> Response:
    """How far it is, and then the file, for whoever asked for it."""
    row = _of(event, printing_id)
    return replies.page(
        "printings/show.html",
        partial="printings/_progress.html",
        me=access.me(),
        event=event,
        row=row,
        is_over=printings.is_over(row, clock.now()),
    )


@bp.get("/events/<code>/badges/printings/<int:printing_id>.pdf")
@access.organiser
def take(event: Event, printing_id: int) -> Response:
    row = _of(event, printing_id)
    return replies.file(
        printings.file_of(row, clock.now()), "application/pdf", _file_name(event, f" {row.first}-{row.last}")
    )


def _of(event: Event, printing_id: int) -> Printing:
    return access.mine(Printing.asked_by(event.id, access.me().id), printing_id)


def _file_name(event: Event, which: str = "") -> str:
    return disposition("attachment", f"{event.title} badges{which}", "pdf")
