"""What makes a page of ours an app: its manifest, and the service worker that keeps the door open without a connection."""

from flask import Blueprint, current_app, jsonify, request, send_from_directory, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from netevent import access
from netevent.domain.codes import EVENT_LENGTH, is_code, normal
from netevent.views.assets import asset

bp = Blueprint("installing", __name__)


@bp.get("/manifest.webmanifest")
@access.anyone
def manifest() -> Response:
    """`?door=CODE`: installed from a door, the app opens that door."""
    code = normal(request.args.get("door", ""))
    door = is_code(code, EVENT_LENGTH)
    start = url_for("doors.show", code=code) if door else url_for("pages.home", source="pwa")
    said = {
        "id": start,
        "name": gettext("netevent door") if door else "netevent",
        "short_name": gettext("Door") if door else "netevent",
        "start_url": start,
        "scope": "/",
        "display": "standalone",
        "background_color": "#FFF9F4",
        "theme_color": "#FFF9F4",
        "icons": [
            {"src": asset(f"img/{name}.png"), "sizes": size, "type": "image/png", "purpose": purpose}
            for name, size, purpose in (
                ("icon-192", "192x192", "any"),
                ("icon-512", "512x512", "any"),
                ("maskable-512", "512x512", "maskable"),
            )
        ],
        "shortcuts": [
            {"name": gettext("Scan"), "url": url_for("scans.show")},
            {"name": gettext("My QR"), "url": url_for("me.qr")},
        ],
    }
    response = jsonify(said)
    response.mimetype = "application/manifest+json"
    return response


@bp.get("/sw.js")
@access.anyone
def worker() -> Response:
    """At the root, so that it may keep every page; browsers look for a new one by themselves."""
    response = send_from_directory(str(current_app.static_folder), "js/sw.js", mimetype="text/javascript")
    response.headers["Cache-Control"] = "no-cache"
    return response
