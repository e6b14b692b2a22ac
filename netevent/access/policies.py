"""Who may what: what every route declares, and the refusal to open a house with a route that declares nothing."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any, TypeVar, cast

from flask import Flask, abort, current_app, request

from netevent import clock
from netevent.access.loaders import device_event, organised_event, owned_event, staffed_event
from netevent.access.visitors import me, my_device, my_signin
from netevent.errors import N_, Forbidden, Refusal
from netevent.models import Event, Person

View = TypeVar("View", bound=Callable[..., Any])

LATELY = timedelta(hours=12)
OWN_SITES = {"same-origin", "none"}  # 'none' is somebody's own doing: an address typed, a bookmark


class NotProvedLately(Refusal):
    """The page needs a proof of the last hours; views/errors.py sends the browser to give one."""


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
    """For the owners and the organisers of the event named in the address; the view gets the event."""
    return _of_event(view, "organiser", organised_event)


def owner(view: View) -> View:
    """For the owners of the event named in the address; the view gets the event."""
    return _of_event(view, "owner", owned_event)


def staff(view: View) -> View:
    """For everybody with a key to the event named in the address, the door included; the view gets the event."""
    return _of_event(view, "staff", staffed_event)


def device(view: View) -> View:
    """For a device of the event named in the address, by its token alone; the view gets both."""

    @wraps(view)
    def checked(code: str, **rest: Any) -> Any:
        found = my_device()
        return view(event=device_event(found, code), device=found, **rest)

    cast(Any, checked).policy = "device"
    return cast(View, checked)


def former_device(view: View) -> View:
    """As `device`, and for one that was taken away less than a day ago, or whose event is over: it may hand over what
    it holds."""

    @wraps(view)
    def checked(code: str, **rest: Any) -> Any:
        found = my_device(lately=True)
        return view(event=device_event(found, code), device=found, **rest)

    cast(Any, checked).policy = "device"
    return cast(View, checked)


def proved_lately(view: View) -> View:
    """Beside its policy: whoever comes has proved to be this person within twelve hours (ASVS 7.1.1)."""

    @wraps(view)
    def checked(*args: Any, **kwargs: Any) -> Any:
        found = my_signin()
        if found is None or found.proved_at is None or clock.now() - found.proved_at > LATELY:
            raise NotProvedLately(N_("Show once more that it is you. It takes half a minute."))
        return view(*args, **kwargs)

    cast(Any, checked).proved_lately = True
    return cast(View, checked)


def repeatable(why: str) -> Callable[[View], View]:
    """This form needs no key: sending it twice is sending it once, because of `why`."""

    def declare(view: View) -> View:
        cast(Any, view).repeatable = why
        return view

    return declare


def refuse_unguarded(app: Flask) -> None:
    """Stop the start when a route has no declared policy: deny by default."""
    bare = [rule.endpoint for rule in app.url_map.iter_rules() if not policy_of(app, rule.endpoint)]
    if bare:
        raise RuntimeError(f"these routes declare no policy (see access/policies.py): {sorted(set(bare))}")
    app.before_request(_refuse_foreign_forms)


def policy_of(app: Flask, endpoint: str) -> str | None:
    """The declared policy of a route; Flask's own static files are public."""
    return "anyone" if endpoint == "static" else getattr(app.view_functions[endpoint], "policy", None)


def why_repeatable(app: Flask, endpoint: str | None) -> str | None:
    """The reason a form declares, or None when copies of it are told by their key (views/replays.py)."""
    return getattr(app.view_functions.get(endpoint or ""), "repeatable", None)


def _of_event(view: View, policy: str, load: Callable[[str], Event]) -> View:
    @wraps(view)
    def checked(code: str, **rest: Any) -> Any:
        return view(event=load(code), **rest)

    cast(Any, checked).policy = policy
    return cast(View, checked)


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


def _refuse_foreign_forms() -> None:
    """Beside the token, a form has to come from our own pages (W3C Fetch Metadata; RFC 6454, origin)."""
    one_click = request.endpoint == "unsubscribes.act"  # mail programs post it themselves (RFC 8058)
    if request.method in {"GET", "HEAD", "OPTIONS"} or one_click:
        return
    origin, site = request.headers.get("Origin"), request.headers.get("Sec-Fetch-Site", "same-origin")
    own = origin is None or origin in {request.host_url.rstrip("/"), current_app.config["SETTINGS"].base_url}
    if not own or site not in OWN_SITES:
        abort(403)
