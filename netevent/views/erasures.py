"""`/me/data/erase`: making everything about me vanish."""

from flask import Blueprint, session, url_for
from flask_login import logout_user
from werkzeug.wrappers import Response

from netevent import access, clock
from netevent.errors import N_
from netevent.operations import erasures
from netevent.views import replies

bp = Blueprint("erasures", __name__)


@bp.get("/me/data/erase")
@access.person
@access.proved_lately
def confirm() -> Response:
    """What goes, and what that means for others."""
    me = access.me()
    return replies.page("data/erase.html", person=me, orphans=erasures.orphans(me, clock.now()))


@bp.post("/me/data/erase")
@access.person
@access.proved_lately
def act() -> Response:
    """The browser forgets as well, notes that wait to be sent included."""
    erasures.erase(access.me(), clock.now())
    logout_user()
    session.clear()
    response = replies.go(url_for("pages.home"), N_("Everything about you is erased. Farewell."))
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response
