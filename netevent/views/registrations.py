from flask import Blueprint
from werkzeug.wrappers import Response

from netevent import access
from netevent.views import replies

bp = Blueprint("registrations", __name__)


@bp.get("/events/<code>/registrations")
@access.organiser
def listed(event) -> Response:
    return replies.page("pages/home.html")
