"""`/events/CODE/log`: what organisers did here."""

from flask import Blueprint
from werkzeug.wrappers import Response

from netevent import access
from netevent.errors import N_
from netevent.models import Audit, Event, Person
from netevent.views import replies

bp = Blueprint("audits", __name__)

SHOWN = 200
DEEDS = {
    ("create", "events"): N_("created the event"),
    ("change", "events"): N_("changed the details"),
    ("cancel", "events"): N_("cancelled the event"),
    ("move", "mails"): N_("moved the mail of the morning after"),
    ("give", "organisers"): N_("gave a key to the event"),
    ("change", "organisers"): N_("changed somebody’s role"),
    ("take", "organisers"): N_("took a key to the event away"),
    ("leave", "organisers"): N_("left the team"),
    ("send", "invitations"): N_("invited somebody to the team"),
    ("withdraw", "invitations"): N_("withdrew an invitation to the team"),
    ("accept", "invitations"): N_("joined the team"),
    ("make", "devices"): N_("added a device"),
    ("revoke", "devices"): N_("took a device away"),
    ("settle", "concerns"): N_("took care of a concern"),
}


@bp.get("/events/<code>/log")
@access.organiser
def listed(event: Event) -> Response:
    """Names are looked up when the page is read: the log itself holds numbers."""
    entries = Audit.of_event(event.id, SHOWN)
    return replies.page(
        "audits/listed.html",
        me=access.me(),
        event=event,
        entries=entries,
        names=Person.names_of({entry.actor_id for entry in entries if entry.actor_id}),
        deeds=DEEDS,
    )
