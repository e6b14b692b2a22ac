"""`/me/address`: another address for one's mail, proved by a code that goes there."""

from flask import Blueprint, request, url_for
from flask_babel import get_locale
from werkzeug.wrappers import Response

from netevent import access, clock
from netevent.domain import slips
from netevent.errors import N_, Conflict, Invalid
from netevent.forms.signins import AddressForm, CodeForm
from netevent.models import AddressChange
from netevent.operations import addresses
from netevent.views import replies
from netevent.views.signins import remember

bp = Blueprint("addresses", __name__)


@bp.route("/me/address", methods=["GET", "POST"])
@access.person
@access.proved_lately
def show() -> Response:
    form, me, signin = AddressForm(request.form), access.me(), access.my_signin()
    if request.method != "POST" or signin is None:
        return _page(form, 200)
    if not form.validate():
        return _page(form, 422)
    try:
        addresses.ask(me, signin, form.email.data or "", language=str(get_locale()), now=clock.now())
    except Invalid as refusal:
        form.email.errors = [replies.words(refusal)]
        return _page(form, 422)
    return replies.go(url_for(".code"))


@bp.route("/me/address/code", methods=["GET", "POST"])
@access.person
@access.proved_lately
def code() -> Response:
    """The code of the new address; only then it is said whether the address is free."""
    form, signin = CodeForm(request.form), access.my_signin()
    if signin is None:
        return replies.go(url_for(".show"))
    change = addresses.waiting(signin)
    if request.method != "POST" or not form.validate():
        return _code(form, change, 422 if request.method == "POST" else 200)
    try:
        token = addresses.prove(change, signin, form.code.data or "", clock.now())
    except Invalid as refusal:
        form.code.errors = [replies.words(refusal)]
        return _code(form, change, 422)
    except Conflict as refusal:
        taken = AddressForm(data={"email": change.email})
        taken.email.errors = [replies.words(refusal)]
        return _page(taken, 409)
    remember(token)
    return replies.go(
        url_for("signins.listed"),
        N_("Your mail goes to %(email)s from now on. Every other device is signed out."),
        email=change.email,
    )


def _page(form: AddressForm, status: int) -> Response:
    return replies.page("me/address.html", status, form=form, person=access.me())


def _code(form: CodeForm, change: AddressChange, status: int) -> Response:
    return replies.page(
        "me/address_code.html", status, form=form, change=change, meant=slips.meant(change.email)
    )
