"""`/pause/TOKEN`, from the foot of a mail: opening asks for how long, the button pauses. Nobody has to sign in."""

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response

from netevent import access, clock
from netevent.forms.wishes import SPANS, PauseForm
from netevent.models import Person
from netevent.operations import pauses
from netevent.views import replies

bp = Blueprint("pauses", __name__)


@bp.get("/pause/<token>")
@access.anyone
def show(token: str) -> Response:
    return _page(pauses.of_link(token), token, PauseForm.fresh())


@bp.post("/pause/<token>")
@access.anyone
def begin(token: str) -> Response:
    person, form = pauses.of_link(token), PauseForm(request.form)
    if not form.validate():
        return _page(person, token, form, 422)
    pauses.pause_mails(person, form.span.data or "", clock.now())
    return replies.go(url_for(".show", token=token))


@bp.post("/pause/<token>/end")
@access.anyone
def go_on(token: str) -> Response:
    pauses.go_on(pauses.of_link(token), clock.now())
    return replies.go(url_for(".show", token=token))


def _page(person: Person, token: str, form: PauseForm, status: int = 200) -> Response:
    """The address and the pause, and nothing else of the person."""
    paused = pauses.running(person, pauses.MAILS, pauses.today_of(person, clock.now()))
    return replies.page(
        "pauses/show.html", status, form=form, spans=SPANS, address=person.email, paused=paused, token=token
    )
