"""`/events/CODE/registrations`: who is expected, and who came."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from flask import Blueprint, Response, request, stream_with_context
from werkzeug.wrappers import Response as BaseResponse

from netevent import access
from netevent.files.filenames import disposition
from netevent.files.tables import Cell, csv_bytes, json_rows
from netevent.models import Event
from netevent.operations import attendance
from netevent.views import replies
from netevent.views.takeaways import GUEST_HEADER, guest_row

bp = Blueprint("registrations", __name__)
PAGE = 100
LONGEST_SEARCH = 100

Octets = Callable[[Sequence[str], Iterable[Sequence[Cell]]], Iterator[bytes]]


@bp.get("/events/<code>/registrations")
@access.organiser
def listed(event: Event) -> BaseResponse:
    wanted = request.args.get("q", "")[:LONGEST_SEARCH].strip()
    asked = request.args.get("status", "")
    only = asked if asked in attendance.STATUSES else ""
    everybody = list(attendance.guests_of(event))
    matching = attendance.found(everybody, wanted)
    shown = attendance.by_name([one for one in matching if only in ("", one.status)])
    pages = max(1, -(-len(shown) // PAGE))
    page = min(max(request.args.get("page", 1, type=int), 1), pages)
    return replies.page(
        "registrations/listed.html",
        partial="registrations/_guests.html",
        me=access.me(),
        event=event,
        nobody=not everybody,
        wanted=wanted,
        only=only,
        counts={"": len(matching)}
        | {s: sum(one.status == s for one in matching) for s in attendance.STATUSES},
        guests=shown[(page - 1) * PAGE : page * PAGE],
        page=page,
        pages=pages,
    )


@bp.get("/events/<code>/registrations.csv")
@access.organiser
@access.proved_lately
def table(event: Event) -> BaseResponse:
    """The whole list for a spreadsheet."""
    return _taken(event, csv_bytes, "csv", "text/csv; charset=utf-8")


@bp.get("/events/<code>/registrations.json")
@access.organiser
@access.proved_lately
def rows(event: Event) -> BaseResponse:
    """The same for a program."""
    return _taken(event, json_rows, "json", "application/json")


def _taken(event: Event, octets: Octets, ending: str, kind: str) -> BaseResponse:
    """All of them, row by row; a list of 20,000 never stands in memory at once.

    The log does not tell of it: looking changes no row, and the log is one.
    """
    lines = (guest_row(guest, event) for guest in attendance.guests_of(event))
    response = Response(stream_with_context(octets(GUEST_HEADER, lines)), content_type=kind)
    response.headers["Content-Disposition"] = disposition("attachment", event.title, ending)
    response.headers["Cache-Control"] = "private, no-store"
    return response
