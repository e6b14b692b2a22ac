"""Passkeys: asked for and answered by a form, with one call of the browser's own in between."""

import secrets

from flask import Blueprint, Response, current_app, request, session, url_for
from werkzeug.wrappers import Response as BaseResponse

from netevent import access, clock
from netevent.errors import N_, Conflict, Invalid
from netevent.forms.signins import AskForm
from netevent.models import Passkey, SignIn
from netevent.operations import passkeys, signins
from netevent.views import replies
from netevent.views.languages import back_to
from netevent.views.replays import form_key
from netevent.views.signins import asking, device, listing, welcome

bp = Blueprint("passkeys", __name__)
CHALLENGED = "passkey"  # the secret of the row that holds this browser's challenge
LATER = "passkey-later"
HALF_A_YEAR = 180 * 24 * 3600


@bp.post("/signin/passkey/challenge")
@access.anyone
@access.repeatable("the challenge comes from the key of its form")
def challenge() -> Response:
    return _json(passkeys.options_to_enter(_challenged()))


@bp.post("/signin/passkey")
@access.anyone
def enter() -> BaseResponse:
    """Sign in with a passkey; every failure looks the same."""
    next_path = back_to(request.form.get("next", ""), url_for("today.show"))
    try:
        token = passkeys.enter(
            _challenge_row(), access.my_signin(), request.form.get("credential", ""), device=device(), now=clock.now()
        )  # fmt: skip
    except Invalid as refusal:
        return asking(AskForm(), next_path, 422, refused=replies.words(refusal))
    return welcome(token, next_path)


@bp.post("/me/passkeys/challenge")
@access.person
@access.proved_lately
@access.repeatable("the challenge comes from the key of its form")
def challenge_to_add() -> Response:
    return _json(passkeys.options_to_add(access.me(), _challenged()))


@bp.post("/me/passkeys")
@access.person
@access.proved_lately
def add() -> BaseResponse:
    said = request.form.get("credential", "")
    try:
        passkeys.add(access.me(), _challenge_row(), said, device=device(), now=clock.now())
    except (Invalid, Conflict) as refusal:
        return listing(422, refused=replies.words(refusal))
    return replies.go(url_for("signins.listed"), N_("Your passkey is ready. It signs you in from now on."))


@bp.post("/me/passkeys/<int:passkey_id>/remove")
@access.person
@access.proved_lately
def remove(passkey_id: int) -> BaseResponse:
    passkeys.remove(access.mine(Passkey.of_person(access.me().id), passkey_id))
    return replies.go(
        url_for("signins.listed"), N_("The passkey is removed. It opens nothing here any more.")
    )


@bp.post("/me/passkeys/later")
@access.person
@access.repeatable("a cookie, no row")
def later() -> BaseResponse:
    """Not now: this browser does not ask again for half a year."""
    response = replies.go(url_for("events.listed"))
    response.set_cookie(
        LATER, "1", max_age=HALF_A_YEAR, samesite="Lax", httponly=True,
        secure=current_app.config["SETTINGS"].https,
    )  # fmt: skip
    return response


def wanted() -> bool:
    """Whether to ask the person at hand for a passkey."""
    return LATER not in request.cookies and passkeys.missing(access.me())


def _challenged() -> SignIn:
    row, session[CHALLENGED] = passkeys.open_challenge(form_key() or secrets.token_hex(16), clock.now())
    return row


def _challenge_row() -> SignIn | None:
    token = session.pop(CHALLENGED, None)
    return signins.live(token, clock.now()) if isinstance(token, str) else None


def _json(options: str) -> Response:
    return Response(options, mimetype="application/json")
