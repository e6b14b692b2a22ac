"""`/unsubscribe/TOKEN`: opening shows a button, one click of a mail program acts at once (RFC 8058)."""

from flask import Blueprint, url_for
from werkzeug.wrappers import Response

from netevent import access, clock
from netevent.errors import N_
from netevent.extensions import csrf
from netevent.operations import unsubscribes
from netevent.views import replies

bp = Blueprint("unsubscribes", __name__)


@bp.get("/unsubscribe/<token>")
@access.anyone
def show(token: str) -> Response:
    address = unsubscribes.address_of(token)
    stopped = unsubscribes.stopped(address)
    return replies.page("unsubscribes/show.html", address=address, stopped=stopped, token=token)


@bp.post("/unsubscribe/<token>")
@csrf.exempt  # type: ignore[untyped-decorator]
@access.anyone
@access.repeatable("mail programs click again and again (RFC 8058)")
def act(token: str) -> Response:
    """Without cookie, sign-in or redirect: mail programs post here themselves."""
    address = unsubscribes.address_of(token)
    unsubscribes.unsubscribe(address, clock.now())
    return replies.page("unsubscribes/show.html", address=address, stopped=True, token=token)


@bp.post("/unsubscribe/<token>/undo")
@access.anyone
def undo(token: str) -> Response:
    unsubscribes.resubscribe(unsubscribes.address_of(token))
    return replies.go(url_for(".show", token=token), N_("The mails come again, when something fits."))
