"""Cookies count for pages only: a request to the API has no session, and nothing can be put into one there."""

from flask import Flask, Request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface


class PagesAlone(SecureCookieSessionInterface):
    def __init__(self, prefix: str) -> None:
        self.prefix = prefix

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """None for the API: reading finds nothing there, and writing is an error."""
        return None if request.path.startswith(self.prefix) else super().open_session(app, request)
