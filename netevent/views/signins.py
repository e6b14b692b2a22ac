"""Getting in and out: ask for a code, type it, or press the button behind the link; and who is in as me."""

from flask import Blueprint, request, session, url_for
from flask_babel import get_locale
from flask_login import current_user, logout_user
from werkzeug.wrappers import Response

from netevent import access, clock
from netevent.domain import browsers, slips
from netevent.errors import N_, Invalid, NotFound
from netevent.forms.signins import AskForm, CodeForm
from netevent.models import Passkey, SignIn
from netevent.operations import passkeys, proofs, signins
from netevent.views import replies
from netevent.views.languages import back_to
from netevent.views.replays import SAFE, form_key

bp = Blueprint("signins", __name__)
SOON = N_("The last code is only just on its way. Wait half a minute before you ask again.")
PENDING = "asked"  # the secret of a browser that asked for a code and is nobody yet
bp.record_once(lambda setup: setup.app.jinja_env.globals.update(slips=slips.MEANT))
LEFT = N_("You are signed out on this device.")


@bp.route("/signin", methods=["GET", "POST"])
@access.anyone
@access.repeatable("the browser's secret comes from the key of its form")
def ask() -> Response:
    form = AskForm(request.form)
    next_path = back_to(request.values.get("next", ""), url_for("today.show"))
    if request.method != "POST" or not form.validate():
        return asking(form, next_path, 422 if request.method == "POST" else 200)
    _, token = signins.ask(
        form.email.data or "",
        language=str(get_locale()),
        next_path=next_path,
        now=clock.now(),
        browser=access.my_signin(),
        key=form_key(),
        device=device(),
    )
    if token:
        session[PENDING] = token
    return replies.go(url_for("signins.code"))


@bp.route("/signin/confirm", methods=["GET", "POST"])
@access.person
def confirm() -> Response:
    """Show once more that it is you, and go on where you were."""
    signin, next_path = access.my_signin(), back_to(request.values.get("next", ""), url_for("today.show"))
    if request.method != "POST" or signin is None:
        return asking(AskForm(), next_path)
    session.pop(PENDING, None)
    signins.ask_once_more(signin, language=str(get_locale()), next_path=next_path, now=clock.now())
    return replies.go(url_for("signins.code"))


@bp.route("/signin/code", methods=["GET", "POST"])
@access.anyone
def code() -> Response:
    signin = _asking()
    form = CodeForm(request.form)
    if request.method != "POST" or not form.validate():
        return _code(form, signin, 422 if request.method == "POST" else 200)
    try:
        token = proofs.by_code(signin, form.code.data or "", clock.now())
    except Invalid as refusal:
        form.code.errors = [replies.words(refusal)]
        return _code(form, signin, 422)
    return welcome(token, signin.next_path)


@bp.post("/signin/again")
@access.anyone
def again() -> Response:
    asked = signins.ask_again(_asking(), language=str(get_locale()), now=clock.now())
    return replies.go(url_for("signins.code"), N_("A new code is on its way.") if asked else SOON)


@bp.route("/signin/<token>", methods=["GET", "POST"])
@access.anyone
def link(token: str) -> Response:
    """Mail scanners open links, so opening shows a button and only pressing it signs in."""
    asked = proofs.linked(token, clock.now())
    if request.method != "POST":
        return replies.page("signins/link.html", address=asked.email)
    mine = next((row for row in (access.my_signin(), _pending()) if row and row.id == asked.id), None)
    signin, secret = proofs.by_link(token, mine, clock.now(), device())
    return welcome(secret, signin.next_path)


@bp.route("/signin/morning/<token>", methods=["GET", "POST"])
@access.anyone
def morning(token: str) -> Response:
    digest = proofs.morning_digest(token)
    if request.method != "POST":
        return replies.page("signins/link.html", address=digest.person.address)
    secret = proofs.by_morning(token, access.my_signin(), clock.now(), device())
    return welcome(secret, url_for("today.show"))


@bp.route("/signout", methods=["GET", "POST"])
@access.person
def leave() -> Response:
    """Whoever has not confirmed an address could not come back, and is told so first."""
    me, signin = access.me(), access.my_signin()
    if request.method != "POST":
        return replies.page("signins/leave.html", person=me)
    if not me.email and "sure" not in request.form:
        return replies.go(url_for("signins.leave"))
    if signin:
        signins.end(signin, clock.now())
    logout_user()
    session.clear()
    response = replies.go(url_for("pages.home"), LEFT)
    response.headers["Clear-Site-Data"] = '"cache"'  # pages go; a note that waits to be sent stays
    return response


@bp.get("/me/signins")
@access.person
def listed() -> Response:
    """Where I am signed in, and the passkeys that open my account."""
    return listing()


@bp.post("/me/signins/<int:signin_id>/end")
@access.person
def end(signin_id: int) -> Response:
    now = clock.now()
    signins.end(access.mine(signins.of_person(access.me(), now), signin_id), now)
    return replies.go(url_for("signins.listed"), N_("That device is signed out."))


@bp.post("/me/signins/end")
@access.person
def end_others() -> Response:
    if signin := access.my_signin():
        signins.end_others(signin, clock.now())
    return replies.go(url_for("signins.listed"), N_("Every other device is signed out."))


@bp.after_app_request
def note_visit(response: Response) -> Response:
    """Once a day, and only after something was done: looking changes no row."""
    done = request.method not in SAFE and response.status_code < 400
    token = session.get("_user_id", "")
    last = current_user.seen_at if done and token and current_user.is_authenticated else None
    if last and clock.now() - last > signins.SEEN_EVERY:
        signins.seen(token, clock.now())
        session.modified = True  # the cookie lives on as well
    return response


def remember(token: str) -> None:
    """Keep the secret of a live sign-in in this browser."""
    session.permanent = True
    session.pop(PENDING, None)
    session["_user_id"] = token  # as login_user does, without its fingerprint of address and browser


def welcome(token: str, next_path: str) -> Response:
    remember(token)
    return replies.go(next_path or url_for("today.show"))


def asking(form: AskForm, next_path: str, status: int = 200, refused: str = "") -> Response:
    """The page that asks who you are; or, for somebody known, whether it is still them."""
    me = access.maybe_me() if request.endpoint != "signins.ask" else None
    return replies.page(
        "signins/confirm.html" if me else "signins/ask.html",
        status,
        form=form,
        person=me,
        next_path=next_path,
        refused=refused,
        passkeys_possible=passkeys.possible() and (me is None or bool(Passkey.of_person(me.id))),
    )


def listing(status: int = 200, refused: str = "") -> Response:
    me, mine = access.me(), access.my_signin()
    rows = signins.of_person(me, clock.now())
    return replies.page(
        "me/signins.html",
        status,
        person=me,
        mine=mine,
        others=[row for row in rows if mine is None or row.id != mine.id],
        passkeys=Passkey.of_person(me.id),
        passkeys_possible=passkeys.possible(),
        refused=refused,
    )


def device() -> str:
    """What the list under Me calls this browser."""
    return browsers.named(request.user_agent.string)


def _code(form: CodeForm, signin: SignIn, status: int) -> Response:
    return replies.page(
        "signins/code.html", status, form=form, signin=signin, meant=slips.meant(signin.email)
    )


def _asking() -> SignIn:
    """The sign-in of this browser that waits for a code: one just asked for, or one at a check-in."""
    mine = access.my_signin()
    signin = _pending() or (mine if mine and not mine.used_at else None)
    if signin is None:
        raise NotFound(proofs.OLD_CODE)
    return signin


def _pending() -> SignIn | None:
    token = session.get(PENDING)
    return signins.live(token, clock.now()) if isinstance(token, str) else None
