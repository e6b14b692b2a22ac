"""Style sheet, scripts, kept copies, and the headers every answer carries."""

import base64
import hashlib
import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from flask import (
    Blueprint,
    Flask,
    Response,
    current_app,
    make_response,
    request,
    send_from_directory,
    url_for,
)
from flask_login import current_user

from netevent import access, config
from netevent.domain.codes import spaced
from netevent.operations.assets import folder
from netevent.views import languages, words

LAYERS = (
    "tokens",
    "base",
    "layout",
    "controls",
    "parts",
    "people",
    "pages",
    "organiser",
    "live",
    "imports",
    "doors",
    "privacy",
    "years",
)
YEAR = 365 * 24 * 3600
SCRIPTS = "netevent.scripts"
POLICIES = {
    "X-Netevent": "1",  # a captive portal answers 200 too, but not with this
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), microphone=(), geolocation=(), screen-wake-lock=(self), "
    "publickey-credentials-get=(self), publickey-credentials-create=(self)",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}

DOOR = ("api", "arrivals", "codes", "entries", "exchange", "finding", "guests", "here", "screen", "store")
MODULES = {
    "camera": "js/camera.js",
    **{f"door/{name}": f"js/door/{name}.js" for name in DOOR},
}
"""Scripts that other scripts import, by the name they do so; the address carries the hash of the content."""

bp = Blueprint("assets", __name__)


def register(app: Flask) -> None:
    app.register_blueprint(bp)
    app.after_request(_headers)
    app.context_processor(languages.template_values)
    words.register(app)
    app.jinja_env.globals.update(
        asset=asset,
        htmx=lambda: _scripts().htmx,
        import_map=lambda: _scripts().import_map,
        spaced=spaced,
        signed_in=lambda: current_user.is_authenticated,
    )


@bp.get("/style.css")
@access.anyone
def style() -> Response:
    """All layers of the style sheet in one answer: one request, several readable files."""
    response = make_response(_style(str(current_app.static_folder)))
    response.mimetype = "text/css"
    return _forever(response)


@bp.get("/kept/<name>")
@access.anyone
def kept(name: str) -> Response:
    """Our own checked copy of a pinned script, for venues without internet."""
    return _forever(send_from_directory(folder(current_app.config["SETTINGS"].data_dir), name))


@lru_cache
def _style(static_folder: str) -> str:
    return "\n".join((Path(static_folder) / "css" / f"{layer}.css").read_text("utf-8") for layer in LAYERS)


@lru_cache
def _version(static_folder: str, name: str) -> str:
    body = (
        _style(static_folder).encode() if name == "style.css" else (Path(static_folder) / name).read_bytes()
    )
    return hashlib.sha256(body).hexdigest()[:12]


def asset(name: str) -> str:
    """The address of a file of ours, with its content's hash so that browsers may keep it for a year."""
    version = _version(str(current_app.static_folder), name)
    if name == "style.css":
        return url_for("assets.style", v=version)
    return url_for("static", filename=name, v=version)


@dataclass(frozen=True)
class _Scripts:
    """Where scripts of other houses come from, and the policies of every answer, as one lets them in. Copies are looked
    for at the start."""

    htmx: dict[str, str]
    import_map: str
    policies: dict[str, str]


def _scripts() -> _Scripts:
    found: _Scripts | None = current_app.extensions.get(SCRIPTS)
    if found is None:
        htmx, import_map = _htmx(), _import_map()
        found = _Scripts(htmx, import_map, _policies(import_map, htmx["src"]))
        current_app.extensions[SCRIPTS] = found
    return found


def _htmx() -> dict[str, str]:
    """The kept copy when there is one, else the pinned address with its hash."""
    settings: config.Settings = current_app.config["SETTINGS"]
    if _is_kept("htmx.min.js"):
        return {"src": url_for("assets.kept", name="htmx.min.js"), "integrity": config.HTMX_HASH}
    return {
        "src": settings.htmx_url,
        "integrity": config.HTMX_HASH if settings.htmx_url == config.HTMX_URL else "",
    }


def _is_kept(name: str) -> bool:
    return (folder(current_app.config["SETTINGS"].data_dir) / name).exists()


def _import_map() -> str:
    """The QR decoder and the module it imports itself, each with its hash."""
    decode, core = config.DECODER_URL, config.DECODER_CORE_URL
    if _is_kept("decode.js") and _is_kept("index.js"):
        decode, core = url_for("assets.kept", name="decode.js"), url_for("assets.kept", name="index.js")
    return json.dumps(
        {
            "imports": {"qr-decode": decode, **_modules()},
            "integrity": {decode: config.DECODER_HASH, core: config.DECODER_CORE_HASH},
        },
        separators=(",", ":"),
    )


def _modules() -> dict[str, str]:
    """Addresses without `url_for`: the map is part of a policy that answers outside of our addresses carry too."""
    folder = str(current_app.static_folder)
    return {
        name: f"{current_app.static_url_path}/{file}?v={_version(folder, file)}"
        for name, file in MODULES.items()
    }


def _headers(response: Response) -> Response:
    """Policies on every answer, error pages included (reliability page, section 4: 3.4.1 to 3.4.6)."""
    if "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = "private, no-store"
    response.headers.extend(_scripts().policies)  # no view sets one of them
    if request.endpoint == "static" and "v" in request.args:
        _forever(response)
    if response.mimetype == "text/html":
        response.vary.update(["Accept-Language", "Cookie"])
    return response


def _policies(import_map: str, htmx_url: str) -> dict[str, str]:
    settings: config.Settings = current_app.config["SETTINGS"]
    found = {"Content-Security-Policy": _content_policy(import_map, htmx_url), **POLICIES}
    if settings.https:
        found["Strict-Transport-Security"] = f"max-age={YEAR}; includeSubDomains"
    return found


def _content_policy(import_map: str, htmx_url: str) -> str:
    digest = base64.b64encode(hashlib.sha256(import_map.encode()).digest()).decode()
    pinned = [*json.loads(import_map)["integrity"], htmx_url]
    scripts = " ".join(address for address in pinned if not address.startswith("/"))
    rules: dict[str, Any] = {
        "default-src": "'none'",
        "script-src": f"'self' {scripts} 'sha256-{digest}'",
        "style-src": "'self'",
        "img-src": "'self'",
        "connect-src": f"'self' {scripts}",  # a service worker fetches them itself
        "manifest-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def _forever(response: Response) -> Response:
    response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable"
    return response
