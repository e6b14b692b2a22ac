"""What the log says of a request: refusals and limits, with the route and the person's id (ASVS 16.3)."""

import logging

from flask import Flask, Response, g, request
from flask_login import current_user

TOLD = {400, 401, 403, 413, 429}

log = logging.getLogger("netevent.trust")


def register(app: Flask) -> None:
    app.after_request(_note)


def signed_in(person_id: int | None, by: str) -> None:
    """Somebody proved to be a person, by a code, a link, a passkey or the demo."""
    log.info("signed in", extra={"ids": {"person": person_id, "by": by}})


def refused(what: str, **ids: object) -> None:
    """A proof that was none, a limit that was hit."""
    log.warning("refused: %s", what, extra={"ids": ids})


def _note(response: Response) -> Response:
    if response.status_code in TOLD or response.status_code >= 500:
        refused(
            "request",
            status=response.status_code,
            method=request.method,
            route=request.url_rule.rule if request.url_rule else None,
            person=_person_id(),
        )
    return response


def _person_id() -> int | None:
    """Of whoever this request found to be signed in; nobody is looked up for the log's sake."""
    return current_user.signin.person_id if "_login_user" in g and current_user.is_authenticated else None
