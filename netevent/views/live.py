from flask import Blueprint
from werkzeug.wrappers import Response

from netevent import access
from netevent.views import replies

bp = Blueprint("live", __name__)


@bp.get("/events/<code>/live")
@access.organiser
def show(event) -> Response:
    return replies.page("pages/home.html")
