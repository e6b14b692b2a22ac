"""Who asks: the browser with a live sign-in, and the person it belongs to."""

from flask import g, request
from flask_login import AnonymousUserMixin, LoginManager, current_user

from netevent import clock
from netevent.errors import N_, Refusal
from netevent.models import Device, Person, SignIn
from netevent.operations import devices, signins


class NotSignedIn(Refusal):
    """The page needs a person; views/errors.py sends the browser to the sign-in page."""


class NoToken(Refusal):
    """The address is for devices, and no token of one came along."""


def me() -> Person:
    """The person of this browser; raises NotSignedIn."""
    found = my_signin()
    if found is None or found.person is None:
        raise NotSignedIn(N_("Sign in to see this page."))
    return found.person


def maybe_me() -> Person | None:
    return found.person if (found := my_signin()) else None


def my_signin() -> SignIn | None:
    """The live sign-in row of this browser, if it has one."""
    return current_user.signin if current_user.is_authenticated else None


def my_device(*, lately: bool = False) -> Device:
    """The device whose token was sent; raises NoToken. Whoever is signed in on it counts for nothing.

    `lately`: also one that was taken away within the last day, or whose event is over.
    """
    ask_nobody()
    since = clock.now() - devices.HANDS_OVER if lately else None
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    found = devices.of_token(token.strip(), since) if scheme.casefold() == "bearer" else None
    if found is None:
        raise NoToken("Send the token of a device of this event: Authorization: Bearer TOKEN.")
    if not lately and clock.now() > devices.forgets_at(found.event):
        raise NoToken(
            "This event is over. The token still takes what was scanned before, at /checkins/batch."
        )
    return found


def ask_nobody() -> None:
    """For the rest of this request the visitor is unknown: the database, which knows them, does not answer."""
    g._login_user = AnonymousUserMixin()  # where Flask-Login keeps whom it found


def bind(login: LoginManager) -> None:
    """Teach Flask-Login that the id of a user is the secret of a live sign-in row, read on every request."""
    login.session_protection = None  # phones change networks all evening
    login.user_loader(_load)


class Visitor:
    """What Flask-Login calls a user: a browser with a live sign-in."""

    is_authenticated = True
    is_active = True
    is_anonymous = False

    def __init__(self, token: str, signin: SignIn) -> None:
        self.token = token
        self.signin = signin
        self.seen_at = signin.seen_at

    def get_id(self) -> str:
        return self.token


def _load(token: str) -> Visitor | None:
    signin = signins.live(token, clock.now())
    return Visitor(token, signin) if signin and signin.person else None
