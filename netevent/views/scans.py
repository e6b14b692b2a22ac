from flask import Blueprint
from werkzeug.wrappers import Response

from netevent import access
from netevent.views import replies

bp = Blueprint("scans", __name__)


@bp.get("/scan")
@access.person
def show() -> Response:
    return replies.page("pages/home.html")
