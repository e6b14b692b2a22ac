from flask import Blueprint
from werkzeug.wrappers import Response

from netevent import access
from netevent.views import replies

bp = Blueprint("people", __name__)


@bp.get("/people")
@access.person
def listed() -> Response:
    return replies.page("pages/home.html")


@bp.get("/people/<int:contact_id>")
@access.person
def show(contact_id: int) -> Response:
    return replies.page("pages/home.html")
