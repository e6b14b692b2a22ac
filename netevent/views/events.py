from flask import Blueprint
from werkzeug.wrappers import Response

from netevent import access
from netevent.views import replies

bp = Blueprint("events", __name__)


@bp.get("/events")
@access.person
def listed() -> Response:
    return replies.page("pages/home.html")


@bp.get("/events/<code>")
@access.organiser
def show(event) -> Response:
    return replies.page("pages/home.html")
