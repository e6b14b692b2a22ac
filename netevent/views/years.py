"""`/me/year`: the last twelve months with the people one met, as a quiet picture."""

from datetime import date

from babel.dates import format_date
from flask import Blueprint
from flask_babel import get_locale
from werkzeug.wrappers import Response

from netevent import access, clock
from netevent.operations import years
from netevent.views import replies

bp = Blueprint("years", __name__)


@bp.get("/me/year")
@access.person
def show() -> Response:
    return replies.page("years/year.html", year=years.of_person(access.me(), clock.now()))


@bp.app_template_filter("month")
def month(day: date) -> str:
    """'Nov' in the reader's language."""
    return format_date(day, "LLL", locale=get_locale())
