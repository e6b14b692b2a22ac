"""Telling the organisers of an event: by whoever was there, read by owner and organisers alone."""

from flask import Blueprint, current_app, request, url_for
from werkzeug.wrappers import Response

from netevent import access, clock
from netevent.errors import N_
from netevent.forms.concerns import ConcernForm
from netevent.models import Concern, Event, Person
from netevent.operations import concerns
from netevent.views import replies
from netevent.views.people import possible

bp = Blueprint("concerns", __name__)
bp.url_value_preprocessor(possible)


@bp.route("/e/<code>/concern", methods=["GET", "POST"])
@access.person
def tell(code: str) -> Response:
    """`person` in the query names a contact of mine, `card` somebody whose card I see."""
    event, me = access.event_of(code), access.me()
    concerns.refuse_unless_there(event, me)
    about, form = concerns.was_there(event, _about()), ConcernForm(request.form or None)
    if request.method != "POST" or not form.validate():
        status = 422 if request.method == "POST" else 200
        contact = current_app.config["SETTINGS"].operator_contact
        return replies.page(
            "concerns/tell.html", status, event=event, about=about, form=form, operator=contact
        )
    concerns.tell(event, me, about, form.words.data or "", clock.now())
    return replies.go(
        url_for("privacy.show"), N_("Told. The organisers of the event read it, and nobody else.")
    )


@bp.post("/me/privacy/concerns/<int:concern_id>/takeback")
@access.person
def take_back(concern_id: int) -> Response:
    concerns.take_back(access.mine(Concern.told_by(access.me().id), concern_id))
    return replies.go(url_for("privacy.show"), N_("Taken back. It is gone from the organisers’ page, too."))


@bp.get("/events/<code>/concerns")
@access.organiser
def listed(event: Event) -> Response:
    me = access.me()
    return replies.page("concerns/listed.html", me=me, event=event, concerns=concerns.readable(event, me))


@bp.post("/events/<code>/concerns/<int:concern_id>/settle")
@access.organiser
def settle(event: Event, concern_id: int) -> Response:
    me = access.me()
    concerns.settle(access.mine(concerns.readable(event, me), concern_id), me, clock.now())
    return replies.go(url_for(".listed", code=event.code), N_("Marked as taken care of."))


def _about() -> Person | None:
    """Whom the link came from: a person of mine, or a card in front of me."""
    if card := request.args.get("card"):
        return access.card_of(card)
    contact_id = request.args.get("person", 0, type=int)
    return access.my_contact(contact_id).person if 0 < contact_id < 2**63 else None
