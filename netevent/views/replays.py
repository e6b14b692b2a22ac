"""Every form sent with a key has one effect, however often it arrives (reliability page, G4).

Forms whose repetition is harmless by nature say so with `access.repeatable`, and why.
"""

import re
import secrets
from urllib.parse import urlsplit

from flask import Flask, Response, current_app, g, request, session
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as BaseResponse

from netevent import access, clock
from netevent.models import Replay
from netevent.operations import signins
from netevent.operations.replays import Once, fingerprint
from netevent.views import languages, replies

SAFE = {"GET", "HEAD", "OPTIONS"}
SEE_OTHER = 303


def register(app: Flask) -> None:
    app.before_request(_claim)
    app.after_request(_settle)
    app.teardown_request(_drop)
    app.jinja_env.globals["form_key"] = lambda: secrets.token_hex(16)


def form_key() -> str:
    """The key of the form at hand; '' when it has none."""
    return request.form.get("key", "") or request.headers.get("Idempotency-Key", "")


def own_key() -> str:
    """The key of a form that is kept with its row, without anything a database might choke on."""
    return re.sub(r"[^0-9A-Za-z_-]", "", form_key())[:64] or secrets.token_hex(16)


def _claim() -> BaseResponse | None:
    where = None if request.method in SAFE else request.endpoint
    key = form_key() if where and not access.why_repeatable(current_app, where) else ""
    if not key:
        return None
    g.once = once = Once(
        key, fingerprint(request.method, request.full_path, request.form.items(True)), clock.now()
    )
    earlier = once.claim()
    if earlier is None:
        return None
    g.pop("once").drop()
    return _as_before(earlier)


def _as_before(earlier: Replay) -> BaseResponse:
    """The answer the first copy got; a part of a page is not kept, so the page is loaded anew."""
    if place := earlier.location:
        return replies.go(request.path + place[1:] if place.startswith(".") else place)
    return (
        Response(status=204, headers={"HX-Refresh": "true"})
        if replies.is_htmx()
        else replies.go(languages.here())
    )


def _settle(response: Response) -> Response:
    once: Once | None = g.pop("once", None)
    if once is None:
        return response
    if g.get("not_signed_in") or response.status_code >= 500:
        once.drop()
        return response
    location = _place(response)
    status = SEE_OTHER if location and response.status_code < 400 else response.status_code
    once.settle(status, location, _row_of(location), _person_id())
    return response


def _drop(_error: BaseException | None) -> None:
    once: Once | None = g.pop("once", None)
    if once:
        once.drop()


def _place(response: Response) -> str:
    """Where the answer leads, as a path; '.' stands for the path asked, whose tokens are nobody's business."""
    parts = urlsplit(response.headers.get("HX-Redirect") or response.headers.get("Location") or "")
    path = (
        parts.path
        + (f"?{parts.query}" if parts.query else "")
        + (f"#{parts.fragment}" if parts.fragment else "")
    )
    return "." + path.removeprefix(request.path) if path.startswith(request.path) else path


def _person_id() -> int | None:
    """Whose form it was: the person of this browser now, as a sign-in may just have changed that."""
    token = session.get("_user_id")
    signin = signins.live(token, clock.now()) if token else None
    return signin.person_id if signin else None


def _row_of(location: str) -> int | None:
    """The row the place is about: what the view says, or the number in the address."""
    if made := g.get("made"):
        return int(made)
    try:
        _, values = current_app.url_map.bind("").match(urlsplit(location).path)
    except HTTPException:
        return None
    return next((value for value in values.values() if isinstance(value, int)), None)
