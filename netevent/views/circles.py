"""`/people/circle`: how close to keep each of them, for a whole evening's people at once."""

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response

from netevent import access, clock
from netevent.errors import N_
from netevent.operations import contacts
from netevent.views import replies

bp = Blueprint("circles", __name__)


@bp.route("/people/circle", methods=["GET", "POST"])
@access.person
@access.repeatable("it says the whole choice each time")
def show() -> Response:
    me, code = access.me(), request.args.get("event", "")
    rows = [row for row in contacts.people_of(me) if not code or _met_at(row, code)]
    if request.method != "POST":
        return replies.page("people/circle.html", rows=rows)
    wanted = {row.contact: request.form.get(f"cadence-{row.contact.id}", "") for row in rows}
    contacts.change_cadences(wanted, clock.now())
    return replies.go(url_for("people.listed"), N_("Saved. It can change whenever you like."))


def _met_at(row: contacts.Row, code: str) -> bool:
    event = row.encounter.event
    return event is not None and event.code == code.upper()
