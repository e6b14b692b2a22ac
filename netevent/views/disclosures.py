"""`/me/data/request`: asking for what others noted about me."""

from flask import Blueprint, g, url_for
from werkzeug.wrappers import Response

from netevent import access, clock
from netevent.errors import N_
from netevent.operations import disclosures
from netevent.views import replies

bp = Blueprint("disclosures", __name__)


@bp.post("/me/data/request")
@access.person
@access.proved_lately
def ask() -> Response:
    g.made = disclosures.ask(access.me(), clock.now()).id
    return replies.go(url_for("exports.show"), N_("We asked. The answer comes within 30 days."))
