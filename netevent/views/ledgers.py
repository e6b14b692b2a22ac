"""`/me/ledger`: what one gave and what one received, in sentences and one word; nobody else sees it."""

from flask import Blueprint
from werkzeug.wrappers import Response

from netevent import access, clock
from netevent.errors import N_
from netevent.operations import facts, ledgers
from netevent.views import replies

bp = Blueprint("ledgers", __name__)

WORDS = {
    "quiet": N_("Quiet"),
    "mostly_giving": N_("Mostly giving"),
    "about_even": N_("About even"),
    "mostly_receiving": N_("Mostly receiving"),
}


@bp.get("/me/ledger")
@access.person
def show() -> Response:
    me = access.me()
    ledger = ledgers.of(me, clock.now())
    return replies.page("me/ledger.html", ledger=ledger, word=WORDS[ledger.word], zone=facts.zone_of(me))
