from flask import Blueprint
from werkzeug.wrappers import Response

from netevent import access
from netevent.views import replies

bp = Blueprint("today", __name__)


@bp.get("/today")
@access.person
def show() -> Response:
    return replies.page("pages/home.html")
