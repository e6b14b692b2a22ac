from flask import Blueprint
from werkzeug.wrappers import Response

from netevent import access
from netevent.views import replies

bp = Blueprint("me", __name__)


@bp.get("/me")
@access.person
def show() -> Response:
    return replies.page("pages/home.html")


@bp.get("/me/qr")
@access.person
def qr() -> Response:
    return replies.page("pages/home.html")
