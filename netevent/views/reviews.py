"""`/me/reviews`: looking back at events, 90 and 180 days later."""

from flask import Blueprint, request, url_for
from flask_babel import format_decimal
from werkzeug.wrappers import Response

from netevent import access, clock
from netevent.errors import N_
from netevent.forms.checkins import REASONS
from netevent.forms.reviews import CHOICES, MET, ReviewForm
from netevent.models import Review
from netevent.operations import reviews
from netevent.views import replies

bp = Blueprint("reviews", __name__)


@bp.get("/me/reviews")
@access.person
def listed() -> Response:
    me = access.me()
    return replies.page(
        "reviews/listed.html",
        waiting=reviews.waiting(me, clock.now()),
        given=reviews.given(me),
        choices=CHOICES,
    )


@bp.route("/me/reviews/<code>/<int:day>", methods=["GET", "POST"])
@access.person
@access.repeatable("it says the whole review each time")
def show(code: str, day: int) -> Response:
    me, now, sent = access.me(), clock.now(), request.method == "POST"
    look = reviews.look_back(me, access.event_of(code), day, now)
    form = ReviewForm(request.form) if sent else ReviewForm(data=_typed(look.review))
    if not sent or not form.validate():
        shapes = {"met": MET, "choice": CHOICES, "reasons": REASONS}
        return replies.page("reviews/review.html", 422 if sent else 200, look=look, form=form, shapes=shapes)
    reviews.give(me, look.event, day, form.words, now)
    return replies.go(
        url_for(".listed"), N_("Kept, for you alone. You can change it here whenever you like.")
    )


def _typed(review: Review | None) -> dict[str, str]:
    """A review as somebody would type it into the form."""
    if review is None:
        return {}
    words = {name: getattr(review, name) for name in ("met", "learned", "cost", "choice")}
    return words | {"hours": "" if review.hours is None else format_decimal(review.hours)}
