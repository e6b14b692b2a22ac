"""Getting in and out: ask for a code, type it, or press the button behind the link."""

from flask import Blueprint, request, session, url_for
from flask_babel import get_locale
from flask_login import logout_user
from werkzeug.wrappers import Response

from netevent import access, clock
from netevent.errors import N_, Invalid, NotFound
from netevent.forms.signins import AskForm, CodeForm
from netevent.models import SignIn
from netevent.operations import signins
from netevent.views import replies
from netevent.views.languages import back_to

bp = Blueprint("signins", __name__)
SOON = N_("The last code is only just on its way. Wait half a minute before you ask again.")
PENDING = "asked"  # the secret of a browser that asked for a code and is nobody yet


@bp.route("/signin", methods=["GET", "POST"])
@access.anyone
def ask() -> Response:
    form = AskForm(request.form)
    next_path = back_to(request.values.get("next", ""), url_for("today.show"))
    if request.method != "POST" or not form.validate():
        return replies.page(
            "signins/ask.html", 422 if request.method == "POST" else 200, form=form, next_path=next_path
        )
    _, token = signins.ask(
        form.email.data or "",
        language=str(get_locale()),
        next_path=next_path,
        now=clock.now(),
        browser=access.my_signin(),
    )
    if token:
        session[PENDING] = token
    return replies.go(url_for("signins.code"))


@bp.route("/signin/code", methods=["GET", "POST"])
@access.anyone
def code() -> Response:
    signin = _asking()
    form = CodeForm(request.form)
    if request.method != "POST" or not form.validate():
        return replies.page(
            "signins/code.html", 422 if request.method == "POST" else 200, form=form, signin=signin
        )
    try:
        token = signins.prove_by_code(signin, form.code.data or "", clock.now())
    except Invalid as refusal:
        form.code.errors = [replies.words(refusal)]
        return replies.page("signins/code.html", 422, form=form, signin=signin)
    return _welcome(token, signin.next_path)


@bp.post("/signin/again")
@access.anyone
def again() -> Response:
    asked = signins.ask_again(_asking(), language=str(get_locale()), now=clock.now())
    return replies.go(url_for("signins.code"), N_("A new code is on its way.") if asked else SOON)


@bp.route("/signin/<token>", methods=["GET", "POST"])
@access.anyone
def link(token: str) -> Response:
    """Mail scanners open links, so opening shows a button and only pressing it signs in."""
    asked = signins.linked(token, clock.now())
    if request.method != "POST":
        return replies.page("signins/link.html", address=asked.email)
    signin, secret = signins.prove_by_link(token, access.my_signin() or _pending(), clock.now())
    return _welcome(secret, signin.next_path)


@bp.route("/signin/morning/<token>", methods=["GET", "POST"])
@access.anyone
def morning(token: str) -> Response:
    digest = signins.morning_digest(token)
    if request.method != "POST":
        return replies.page("signins/link.html", address=digest.person.address)
    return _welcome(signins.prove_by_morning(token, access.my_signin(), clock.now()), url_for("today.show"))


@bp.post("/signout")
@access.person
def leave() -> Response:
    if signin := access.my_signin():
        signins.end(signin, clock.now())
    logout_user()
    session.clear()
    response = replies.go(url_for("pages.home"), N_("You are signed out on this device."))
    response.headers["Clear-Site-Data"] = '"cache"'  # pages go; a note that waits to be sent stays
    return response


def remember(token: str) -> None:
    """Keep the secret of a live sign-in in this browser."""
    session.permanent = True
    session.pop(PENDING, None)
    session["_user_id"] = token  # as login_user does, without its fingerprint of address and browser


def _welcome(token: str, next_path: str) -> Response:
    remember(token)
    return replies.go(next_path or url_for("today.show"))


def _asking() -> SignIn:
    """The sign-in of this browser that waits for a code: one at a check-in, or one just asked for."""
    mine = access.my_signin()
    signin = mine if mine and not mine.proved_at else _pending()
    if signin is None:
        raise NotFound(signins.OLD_CODE)
    return signin


def _pending() -> SignIn | None:
    token = session.get(PENDING)
    return signins.live(token, clock.now()) if isinstance(token, str) else None
