"""Pages that are the same for everybody: the start, privacy, help, and the health of the house."""

from datetime import timedelta

from flask import Blueprint, current_app, jsonify, make_response, render_template, request, url_for
from werkzeug.wrappers import Response

from netevent import access, clock
from netevent.errors import N_, NotFound
from netevent.models import Organiser
from netevent.operations import databases, mailroom
from netevent.views import replies

bp = Blueprint("pages", __name__)

HALF_A_YEAR = timedelta(days=180)


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


@bp.get("/.well-known/security.txt")
@access.anyone
def security() -> Response:
    """Where to report a fault in confidence (RFC 9116); expires half a year from today, as a sign of life."""
    settings = current_app.config["SETTINGS"]
    if not settings.operator_contact:
        raise NotFound(N_("Whoever runs this site gave no address to write to."))
    response = make_response(
        render_template(
            "pages/security.txt",
            settings=settings,
            expires=(clock.now() + HALF_A_YEAR).replace(microsecond=0).isoformat(),
        )
    )
    response.headers["Content-Type"] = "text/plain; charset=utf-8"
    return response


@bp.get("/healthz")
@access.anyone
def alive() -> Response:
    return jsonify(status="ok")


@bp.get("/readyz")
@access.anyone
def ready() -> Response:
    """Whether the database answers and is of this version, and for how many seconds mail waits.

    An OperationalError becomes 503 by views/errors.py.
    """
    waits = mailroom.oldest_unsent(clock.now())
    if not databases.is_current():
        return make_response(jsonify(status="behind", database="ok", migrations="behind"), 503)
    seconds = int(waits.total_seconds()) if waits else 0
    return jsonify(status="ok", database="ok", migrations="ok", oldest_unsent_mail_seconds=seconds)
