"""`/events/CODE/import`: a list of guests is uploaded, looked at, and brought in once somebody confirms it."""

from typing import Any

from flask import Blueprint, Response, render_template, request, session, stream_with_context, url_for
from flask_babel import gettext
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response as BaseResponse

from netevent import access, clock
from netevent.domain.imports import FIELDS, REASONS, LeftOut, Table, worth_guessing
from netevent.errors import N_, Invalid, NotFound, Refusal
from netevent.files.filenames import disposition
from netevent.files.tables import csv_bytes
from netevent.forms.imports import ColumnsForm, UploadForm
from netevent.models import Event, Import
from netevent.operations import imports
from netevent.views import replies

bp = Blueprint("imports", __name__)
FORM_AROUND = 64 * 1024  # what a form puts around its file
SAMPLES = 3
LEFT_OUT_HEADER = ("line", "reason", "name", "email")
TEMPLATE = (("Ada Moreau", "ada@example.org", "Atelier Nord", "Architect"), ("Ben Adler", "", "", ""))
KINDS = {
    "email_twice": N_("The same address twice"),
    "ticket_twice": N_("The same ticket twice"),
    "bad_address": N_("No mail can reach the address"),
    "status": N_("Not coming, by their status"),
    "nobody": N_("No name and no address"),
    "ragged": N_("More cells than headings"),
    "crowd": N_("An order for a whole crowd"),
}
DROPPED = N_("Nothing was brought in. The list is gone from here.")


@bp.url_value_preprocessor
def make_room(endpoint: str | None, _values: dict[str, Any] | None) -> None:
    """A list may be longer than any other form, before anybody reads the form; for people who are signed in."""
    if endpoint == "imports.upload" and session.get("_user_id"):
        request.max_content_length = imports.MOST_BYTES + FORM_AROUND


@bp.errorhandler(RequestEntityTooLarge)
def too_large(_error: RequestEntityTooLarge) -> BaseResponse:
    page = render_template("errors/error.html", sentence=gettext(imports.TOO_LARGE), status=413, number="")
    return Response(page, 413)


@bp.get("/events/<code>/import")
@access.organiser
@access.proved_lately
def show(event: Event) -> BaseResponse:
    return _form(event, UploadForm())


@bp.post("/events/<code>/import")
@access.organiser
@access.proved_lately
@access.repeatable("the same list sent twice is kept once, by its fingerprint, until it is confirmed")
def upload(event: Event) -> BaseResponse:
    file, form = request.files.get("file"), UploadForm()
    try:
        if file is None or not file.filename:
            raise Invalid("file", imports.NO_FILE)
        code, me = event.code, access.me().id
        octets = file.stream.read(imports.MOST_BYTES + 1)
        import_id = imports.upload(event, me, file.filename, octets, now=clock.now())
    except Refusal as refusal:
        form.file.errors = [replies.words(refusal)]
        return _form(event, form, 422)
    return replies.go(url_for(".look", code=code, import_id=import_id))


@bp.get("/events/<code>/import/template.csv")
@access.organiser
@access.proved_lately
def template(event: Event) -> BaseResponse:  # noqa: ARG001 - the same for every event
    body = b"".join(csv_bytes(("name", "email", "company", "role"), TEMPLATE))
    return replies.file(body, "text/csv; charset=utf-8", disposition("attachment", "guests", "csv"))


@bp.get("/events/<code>/import/<int:import_id>")
@access.organiser
@access.proved_lately
def look(event: Event, import_id: int) -> BaseResponse:
    """Its preview; before that the columns where nobody knows them, after it how far it came."""
    row = _of(event, import_id)
    if row.state != "draft":
        partial = "imports/_progress.html"
        return replies.page(
            "imports/progress.html", partial=partial, me=access.me(), event=event, row=row, kinds=KINDS
        )
    found = None if request.args.get("columns") else imports.preview(row)
    if found is None:
        return _columns(event, row, ColumnsForm())
    return replies.page(
        "imports/preview.html",
        me=access.me(),
        event=event,
        row=row,
        found=found,
        kinds=KINDS,
        reason_of=_reason_of,
    )


@bp.post("/events/<code>/import/<int:import_id>/columns")
@access.organiser
@access.proved_lately
def columns(event: Event, import_id: int) -> BaseResponse:
    row, form = _of(event, import_id), ColumnsForm()
    try:
        imports.choose(row, _choice(imports.table_and_plan(row)[0]))
    except Refusal as refusal:
        form.columns.errors = [replies.words(refusal)]
        return _columns(event, row, form, 422)
    return replies.go(url_for(".look", code=event.code, import_id=import_id))


@bp.post("/events/<code>/import/<int:import_id>/confirm")
@access.organiser
@access.proved_lately
def confirm(event: Event, import_id: int) -> BaseResponse:
    row = _of(event, import_id)
    imports.confirm(row, now=clock.now(), actor_id=access.me().id)
    return replies.go(url_for(".look", code=event.code, import_id=import_id))


@bp.post("/events/<code>/import/<int:import_id>/drop")
@access.organiser
@access.proved_lately
def drop(event: Event, import_id: int) -> BaseResponse:
    imports.drop(_of(event, import_id))
    return replies.go(url_for(".show", code=event.code), DROPPED)


@bp.get("/events/<code>/import/<int:import_id>/left-out.csv")
@access.organiser
@access.proved_lately
def left_out(event: Event, import_id: int) -> BaseResponse:
    """Every row that stays out, with its reason in the reader's language."""
    rows = (
        (one.line, _reason_of(one), one.name, one.email) for one in imports.left_out(_of(event, import_id))
    )
    body = stream_with_context(csv_bytes(LEFT_OUT_HEADER, rows))
    response = Response(body, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = disposition("attachment", f"{event.title} left out", "csv")
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _of(event: Event, import_id: int) -> Import:
    row = Import.of_event(event.id, import_id)
    if row is None:
        raise NotFound(access.NOT_THERE)
    return row


def _form(event: Event, form: UploadForm, status: int = 200) -> BaseResponse:
    running = Import.running_of(event.id)
    return replies.page("imports/show.html", status, me=access.me(), event=event, form=form, running=running)


def _columns(event: Event, row: Import, form: ColumnsForm, status: int = 200) -> BaseResponse:
    table, plan = imports.table_and_plan(row)
    samples = [cells for _, (_, cells) in zip(range(SAMPLES), table.rows(), strict=False)]
    chosen = _choice(table) if form.errors else worth_guessing(table, plan)
    shown = [
        (heading, chosen[place], [cells[place][:60] for cells in samples if cells[place : place + 1] != [""] and place < len(cells)])
        for place, heading in enumerate(table.header)
    ]  # fmt: skip
    return replies.page(
        "imports/columns.html",
        status,
        me=access.me(),
        event=event,
        row=row,
        form=form,
        columns=shown,
        fields=FIELDS,
    )


def _choice(table: Table) -> list[str]:
    """What was chosen for each column of a list."""
    return [request.form.get(f"column-{place}", "") for place in range(len(table.header))]


def _reason_of(one: LeftOut) -> str:
    return str(gettext(REASONS[one.kind], **one.slots))
