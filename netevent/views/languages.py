"""Which language and zone a page speaks: the account, then the cookie, then the browser, then the event."""

from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, current_app, g, has_request_context, redirect, request
from flask_babel import get_locale
from flask_login import current_user
from werkzeug.wrappers import Response

from netevent import access
from netevent.operations import people

LANGUAGES = {"en": "English", "fr": "Français", "it": "Italiano"}
COOKIE = "language"
THEME = "theme"
LONGEST = 300  # characters of a path to go on to, as a sign-in keeps it

bp = Blueprint("languages", __name__)


@bp.post("/language")
@access.anyone
@access.repeatable("a cookie and one choice")
def choose() -> Response:
    """Remember a language in this browser, and with the person if there is one."""
    language = request.form.get("language", "")
    response = redirect(back_to(request.form.get("next", "")), 303)
    if language in LANGUAGES:
        response.set_cookie(
            COOKIE,
            language,
            max_age=180 * 24 * 3600,
            samesite="Lax",
            httponly=True,
            secure=current_app.config["SETTINGS"].https,
        )
        if person := access.maybe_me():
            people.speak(person, language)
    return response


def back_to(path: str, otherwise: str = "/") -> str:
    """A path of our own to go on to; anything that could lead to another site is not followed."""
    safe = (
        path.startswith("/")
        and len(path) <= LONGEST
        and not path.startswith(("//", "/\\"))
        and "\\" not in path
        and path.isprintable()
    )
    return path if safe else otherwise


def here() -> str:
    """The page to come back to: this one, or after a form the page it stood on."""
    if request.method != "POST":
        return request.full_path.rstrip("?")
    page = urlsplit(request.referrer or "")
    return page.path + (f"?{page.query}" if page.query else "") if page.netloc == request.host else "/"


def chosen() -> str | None:
    """The language of this request (Flask-Babel's selector)."""
    if current_user and current_user.is_authenticated:
        return str(current_user.signin.person.language)
    if (cookie := request.cookies.get(COOKIE)) in LANGUAGES:
        return cookie
    fallback = getattr(g, "event_language", "en")
    return request.accept_languages.best_match(LANGUAGES, fallback)


def zone() -> str | None:
    """Pages name their event's zone where they show a time; nothing is shown in the server's zone."""
    return getattr(g, "zone", "UTC")


def template_values() -> dict[str, Any]:
    theme = request.cookies.get(THEME) if has_request_context() else None
    return {
        "here": here,
        "languages": LANGUAGES,
        "language": str(get_locale() or "en"),
        "theme": theme if theme in {"light", "dark"} else "",
    }
