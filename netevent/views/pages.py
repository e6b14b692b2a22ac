"""Pages that are the same for everybody: the start, privacy, help, and the health of the house."""

from flask import Blueprint, current_app, jsonify, request, url_for
from sqlalchemy import text
from werkzeug.wrappers import Response

from netevent import access
from netevent.extensions import db
from netevent.models import Organiser
from netevent.views import replies

bp = Blueprint("pages", __name__)


@bp.get("/")
@access.anyone
def home() -> Response:
    """Where somebody belongs: an organiser's events, a person's Today, else the start page."""
    person = access.maybe_me()
    if person and Organiser.keys_of(person.id):
        return replies.go(url_for("events.listed"))
    if person:
        return replies.go(url_for("today.show"))
    return replies.page("pages/home.html")


@bp.get("/find")
@access.anyone
def find() -> Response:
    """A typed event code leads to its page."""
    event = access.event_of(request.args.get("code", ""))
    return replies.go(url_for("checkins.show", code=event.code))


@bp.get("/privacy")
@access.anyone
def privacy() -> Response:
    return replies.page("pages/privacy.html", settings=current_app.config["SETTINGS"])


@bp.get("/help")
@access.anyone
def help() -> Response:
    return replies.page("pages/help.html", settings=current_app.config["SETTINGS"])


@bp.get("/healthz")
@access.anyone
def alive() -> Response:
    return jsonify(status="ok")


@bp.get("/readyz")
@access.anyone
def ready() -> Response:
    """Whether the database answers; an OperationalError becomes 503 by views/errors.py."""
    db.session.execute(text("SELECT 1"))
    return jsonify(status="ok", database="ok")
