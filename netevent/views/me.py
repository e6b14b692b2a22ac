"""`/me`: one's own card and how the site looks; `/me/qr`: being scanned."""

from flask import Blueprint, current_app, request, url_for
from werkzeug.wrappers import Response

from netevent import access, clock
from netevent.errors import N_
from netevent.files import qrcodes
from netevent.files.filenames import disposition
from netevent.forms.people import CardForm
from netevent.models import Organiser
from netevent.operations import people
from netevent.operations.encounters import current_checkin
from netevent.views import replies
from netevent.views.languages import THEME
from netevent.views.takeaways import card_address

bp = Blueprint("me", __name__)

PIXELS = 16  # a module of the saved image
HALF_A_YEAR = 180 * 24 * 3600


@bp.route("/me", methods=["GET", "POST"])
@access.person
def show() -> Response:
    """The own card; only the name is needed."""
    me = access.me()
    if request.method != "POST":
        return _page(CardForm(obj=me))
    form = CardForm(request.form)
    if not form.validate():
        return _page(form, 422)
    people.write_card(me, form.data, clock.now())
    return replies.go(url_for(".show"), N_("Saved."))


@bp.route("/me/qr", methods=["GET", "POST"])
@access.person
@access.repeatable("it says the whole choice each time")
def qr() -> Response:
    """The code to be scanned, and what goes along with it."""
    me = access.me()
    if not me.name:
        return replies.go(url_for(".show"), N_("Add your name, and your QR is ready."))
    if request.method == "POST":
        people.give(me, email="email" in request.form, phone="phone" in request.form, now=clock.now())
        if not replies.is_htmx():
            return replies.go(url_for(".qr"))
    return replies.page(
        "me/qr.html",
        partial="me/_gives.html",
        person=me,
        code=qrcodes.path(card_address(me.card_code), "M"),
        link=current_app.config["SETTINGS"].base_url + url_for("cards.show", code=me.card_code),
        checkin=current_checkin(me, clock.now()),
    )


@bp.get("/me/qr.png")
@access.person
def qr_image() -> Response:
    me = access.me()
    image = qrcodes.png(card_address(me.card_code), "M", PIXELS)
    return replies.file(image, "image/png", disposition("attachment", f"QR {me.name}", "png"))


@bp.post("/me/theme")
@access.person
@access.repeatable("a cookie, no row")
def theme() -> Response:
    """Light or dark whatever the system says, or again as the system."""
    response, chosen = replies.go(url_for(".show")), request.form.get("theme", "")
    if chosen in {"light", "dark"}:
        response.set_cookie(
            THEME,
            chosen,
            max_age=HALF_A_YEAR,
            samesite="Lax",
            httponly=True,
            secure=current_app.config["SETTINGS"].https,
        )
    else:
        response.delete_cookie(THEME)
    return response


def _page(form: CardForm, status: int = 200) -> Response:
    me = access.me()
    organises = bool(Organiser.keys_of(me.id) or me.may_organise_since)
    return replies.page("me/me.html", status, form=form, person=me, organises=organises)
