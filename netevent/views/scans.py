"""`/scan`: reading somebody's QR by camera, by photo, or by its six characters."""

from urllib.parse import urlsplit

from flask import Blueprint, current_app, request, url_for
from werkzeug.wrappers import Response

from netevent import access, clock
from netevent.errors import Invalid
from netevent.operations import encounters, scans
from netevent.views import replies

bp = Blueprint("scans", __name__)


@bp.get("/scan")
@access.person
def show() -> Response:
    return _page()


@bp.post("/scan")
@access.person
@access.repeatable("it reads; only wrong codes are counted, each time anew")
def read() -> Response:
    """What the camera saw or somebody typed: a card or a badge of ours leads to it, all else gets a sentence."""
    text = request.form.get("code", "")
    if badge := scans.badge_in(text, _own_hosts()):
        return replies.go(url_for("badges.show", code=badge))
    try:
        found = scans.find(text, access.me(), _own_hosts(), clock.now())
    except Invalid as refusal:
        return _page(refusal)
    return replies.go(url_for("cards.show", code=found.card_code))


def _page(refusal: Invalid | None = None) -> Response:
    return replies.page(
        "scans/show.html",
        422 if refusal else 200,
        partial="scans/_answer.html",
        sentence=replies.words(refusal) if refusal else "",
        typed=request.form.get("code", "")[:120],
        checkin=encounters.current_checkin(access.me(), clock.now()),
    )


def _own_hosts() -> set[str]:
    """Where our codes may point to; a code of another house is foreign, however much it looks like ours."""
    settings = current_app.config["SETTINGS"]
    return {urlsplit(address).netloc.casefold() for address in (settings.base_url, settings.qr_url)}
