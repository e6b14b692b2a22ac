"""Who may what: every view declares its policy, and rows are loaded through the person who asks."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from flask import Flask, abort, current_app, g, request
from flask_login import AnonymousUserMixin, LoginManager, current_user

from netevent import clock
from netevent.domain.codes import CARD_LENGTH, EVENT_LENGTH, is_code, normal
from netevent.errors import N_, Forbidden, NotFound, Refusal
from netevent.models import CheckIn, Contact, Encounter, Event, Organiser, Person, Prompt, SignIn
from netevent.operations import links, signins

View = TypeVar("View", bound=Callable[..., Any])

NO_SUCH_EVENT = N_("We do not know this event code. Check it against the poster, or ask at the door.")
NO_SUCH_PERSON = N_("This card is not shared here. Ask them to show their QR again.")
NO_SUCH_CONTACT = N_("This person is not among the people you met.")
OLD_PROMPT = N_("This link is no longer valid. Your people are still here once you sign in.")


class NotSignedIn(Refusal):
    """The page needs a person; views/errors.py sends the browser to the sign-in page."""


def anyone(view: View) -> View:
    """Open to everybody, signed in or not."""
    cast(Any, view).policy = "anyone"
    return view


def person(view: View) -> View:
    """For a signed-in person, a provisional one included."""
    return _guarded(view, "person", me)


def host(view: View) -> View:
    """For people who may create events."""
    return _guarded(view, "host", _me_as_host)


def organiser(view: View) -> View:
    """For the owner and the organisers of the event named in the address; the view gets the event."""

    @wraps(view)
    def checked(code: str, **rest: Any) -> Any:
        return view(event=_organised(code), **rest)

    cast(Any, checked).policy = "organiser"
    return cast(View, checked)


def me() -> Person:
    """The person of this browser; raises NotSignedIn."""
    found = my_signin()
    if found is None or found.person is None:
        raise NotSignedIn(N_("Sign in to see this page."))
    return found.person


def maybe_me() -> Person | None:
    found = my_signin()
    return found.person if found else None


def my_signin() -> SignIn | None:
    """The live sign-in row of this browser, if it has one."""
    return current_user.signin if current_user.is_authenticated else None


def event_of(code: str) -> Event:
    """The event of a code as somebody typed or scanned it; raises NotFound."""
    wanted = normal(code)
    event = Event.of_code(wanted) if is_code(wanted, EVENT_LENGTH) else None
    if event is None:
        raise NotFound(NO_SUCH_EVENT)
    return event


def card_of(code: str) -> Person:
    """The person who shows this card; raises NotFound."""
    wanted = normal(code)
    found = Person.of_card(wanted) if is_code(wanted, CARD_LENGTH) else None
    if found is None:
        raise NotFound(NO_SUCH_PERSON)
    return found


def my_contact(contact_id: int) -> Contact:
    """One of my own contacts; anybody else's looks like none at all."""
    contact = Contact.owned(me().id, contact_id)
    if contact is None:
        raise NotFound(NO_SUCH_CONTACT)
    return contact


def my_note(contact_id: int) -> Encounter:
    """My latest encounter with one of my contacts."""
    return Encounter.of_contact(my_contact(contact_id).id)[0]


def my_checkin() -> CheckIn | None:
    """Where I am, or was last."""
    return CheckIn.latest_of(me().id)


def prompt_of(token: str) -> tuple[Prompt, Contact]:
    """The one prompt a mail link speaks of, and the person it is about; the link is good for 35 days and for nothing else."""
    signed = links.read("prompt", token)
    prompt = Prompt.of_id(signed) if isinstance(signed, int) else None
    if prompt is None or prompt.contact is None:
        raise NotFound(OLD_PROMPT)
    return prompt, prompt.contact


def ask_nobody() -> None:
    """For the rest of this request the visitor is unknown: the database, which knows them, does not answer."""
    g._login_user = AnonymousUserMixin()  # where Flask-Login keeps whom it found


def bind(login: LoginManager) -> None:
    """Teach Flask-Login that the id of a user is the secret of a live sign-in row, read on every request."""
    login.session_protection = None  # phones change networks all evening
    login.user_loader(_load)


def refuse_unguarded(app: Flask) -> None:
    """Stop the start when a route has no declared policy: deny by default."""
    bare = [rule.endpoint for rule in app.url_map.iter_rules() if not policy_of(app, rule.endpoint)]
    if bare:
        raise RuntimeError(f"these routes declare no policy (see access.py): {sorted(set(bare))}")
    app.before_request(_refuse_foreign_forms)


def policy_of(app: Flask, endpoint: str) -> str | None:
    """The declared policy of a route; Flask's own static files are public."""
    return "anyone" if endpoint == "static" else getattr(app.view_functions[endpoint], "policy", None)


class Visitor:
    """What Flask-Login calls a user: a browser with a live sign-in."""

    is_authenticated = True
    is_active = True
    is_anonymous = False

    def __init__(self, token: str, signin: SignIn) -> None:
        self.token = token
        self.signin = signin

    def get_id(self) -> str:
        return self.token


def _load(token: str) -> Visitor | None:
    signin = signins.live(token, clock.now())
    return Visitor(token, signin) if signin and signin.person else None


def _guarded(view: View, policy: str, check: Callable[[], Person]) -> View:
    @wraps(view)
    def checked(*args: Any, **kwargs: Any) -> Any:
        check()
        return view(*args, **kwargs)

    cast(Any, checked).policy = policy
    return cast(View, checked)


def _me_as_host() -> Person:
    if me().may_organise_since is None:
        raise Forbidden(N_("Only organisers can create events. Ask whoever runs this site for the right."))
    return me()


def _organised(code: str) -> Event:
    event = event_of(code)
    key = Organiser.key(me().id, event.id)
    if key is None:
        raise NotFound(NO_SUCH_EVENT)
    if key.role == "door":
        raise Forbidden(N_("This page is for the organisers of the event."))
    return event


def _refuse_foreign_forms() -> None:
    """Beside the token, a form has to come from our own pages (Fetch metadata, RFC 6454 origin)."""
    if request.method in {"GET", "HEAD", "OPTIONS"}:
        return
    origin = request.headers.get("Origin")
    one_click = request.endpoint == "unsubscribes.act"  # mail programs post it themselves (RFC 8058)
    own = {request.host_url.rstrip("/"), current_app.config["SETTINGS"].base_url}
    if origin and origin not in own and not one_click:
        abort(403)
