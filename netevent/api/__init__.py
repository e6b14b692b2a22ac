"""JSON for door devices and other programs, over the same operations as the pages; described by openapi.json."""

from importlib import import_module

from flask import Flask

from netevent.api.problems import problem
from netevent.api.sessions import PagesAlone
from netevent.extensions import csrf

__all__ = ["problem", "register"]

NOUNS = ("checkins", "matches", "registrations", "descriptions")
PREFIX = "/api/v1"


def register(app: Flask) -> None:
    """Register every blueprint. No cookie counts here, so no form of another site can use one."""
    app.session_interface = PagesAlone(f"{PREFIX}/")
    for noun in NOUNS:
        blueprint = import_module(f"netevent.api.{noun}").bp
        csrf.exempt(blueprint)
        app.register_blueprint(blueprint, url_prefix=PREFIX)
