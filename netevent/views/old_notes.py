"""`/people/resting`: notes about people at rest that are close to their end, to look through and keep."""

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response

from netevent import access, clock
from netevent.errors import N_
from netevent.operations import facts, old_notes
from netevent.views import replies

bp = Blueprint("old_notes", __name__)


@bp.route("/people/resting", methods=["GET", "POST"])
@access.person
@access.repeatable("keeping what is kept changes nothing")
def show() -> Response:
    me, now = access.me(), clock.now()
    notes = old_notes.of(me, now)
    if request.method != "POST":
        return replies.page("people/resting.html", notes=notes, zone=facts.zone_of(me))
    chosen = set(request.form.getlist("keep"))
    old_notes.keep((note for note in notes if str(note.contact.id) in chosen), now)
    return replies.go(url_for("old_notes.show"), N_("Saved. These notes stay.") if chosen else N_("Saved."))
