"""`/people/ID/write`: a first line of one's own message, and the coach beside it. It is sent from elsewhere."""

from typing import Any

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response

from netevent import access, clock
from netevent.domain import pitches
from netevent.errors import N_, Said
from netevent.models import Contact, Encounter, Promise
from netevent.operations import coaching, contacts, sentences
from netevent.views import replies
from netevent.views.people import CONTACT, possible

bp = Blueprint("writing", __name__)
bp.url_value_preprocessor(possible)
bp.record_once(
    lambda setup: setup.app.jinja_env.globals.update(remark_on=lambda line: pitches.review_line(line or ""))
)

READ = "coach/_read.html"


@bp.route(f"{CONTACT}/write", methods=["GET", "POST"])
@access.person
@access.repeatable("it reads the draft and changes nothing the writer sees")
def show(contact_id: int) -> Response:
    contact = access.my_contact(contact_id)
    note = next(iter(Encounter.of_contact(contact.id)), None)
    promise = next((one for one in contacts.open_promises(contact) if one.direction == "mine"), None)
    return replies.page(
        "people/write.html",
        partial=READ,
        contact=contact,
        card=contacts.their_card(contact),
        note=note,
        promise=promise,
        greeting=sentences.greeting(contact),
        starter=_starter(note, promise),
        coach_at=url_for(".show", contact_id=contact.id),
        **read_with_coach(contact),
    )


@bp.post("/coach")
@access.person
@access.repeatable("it reads the line and keeps nothing of it")
def line() -> Response:
    """One line of another form, read while it is written."""
    draft = request.form.get(request.args.get("of", ""), "")
    return replies.page(
        "coach/line.html", partial="coach/_line.html", draft=draft, remark=pitches.review_line(draft)
    )


def read_with_coach(contact: Contact) -> dict[str, Any]:
    """The draft that was sent here and what the coach says of it; nothing before one was sent."""
    if request.method != "POST":
        return {}
    draft = request.form.get("text", "").replace("\r\n", "\n").replace("\0", "")[: coaching.MOST]
    return {"draft": draft, "review": coaching.review_of(contact, draft, clock.now())}


def _starter(note: Encounter | None, promise: Promise | None) -> Said:
    """A first line from what was noted, about them; the rest is the writer's own."""
    if promise:
        return Said(N_("I promised this: “%(promise)s”."), {"promise": promise.text.rstrip(".")})
    if note and note.care:
        return Said(N_("I remember these words: “%(care)s”."), {"care": note.care.rstrip(".")})
    if note and note.event:
        return Said(N_("It was good to talk with you at %(event)s."), {"event": note.event.title})
    return Said(N_("It was good to talk with you."), {})
