"""Refusals and mishaps for programs: application/problem+json (RFC 9457), in the language they ask for, else English."""

import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from flask import Response
from flask_babel import gettext

from netevent.errors import Conflict, Invalid, NotFound, Refusal

STATUS: dict[type[Refusal], int] = {NotFound: 404, Conflict: 409, Invalid: 422}
DETAILS = {
    400: "This could not be read: send one JSON object in UTF-8, every name once, no NaN, not too deep.",
    403: "Browsers of other sites are not let in here.",
    405: "This address cannot be asked for in that way.",
    413: "That is more than we take at once: 256 kB.",
    415: "Send JSON, as application/json.",
    429: "Those were many requests in a short time. Wait a minute, then go on.",
}
CHALLENGE = {"WWW-Authenticate": 'Bearer realm="netevent"'}


def problem(status: int, detail: str, *, field: str = "", number: str = "") -> Response:
    """An answer that says what is wrong; `field` is where in the body, `number` finds a mishap in the log."""
    said = words(status, DETAILS.get(status, detail), pointer=f"/{field}" if field else "")
    if number:
        said["number"] = number
    headers = CHALLENGE if status == 401 else None
    return Response(json.dumps(said), status, headers, content_type="application/problem+json")


def words(status: int, detail: str, *, pointer: str = "") -> dict[str, Any]:
    """The members of a problem; its title is that of its status."""
    said = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
    }
    return said | ({"pointer": pointer} if pointer else {})


def of_refusal(refusal: Refusal, within: str = "") -> Mapping[str, Any]:
    """The problem of one part of a larger request; `within` is where that part stands."""
    said = gettext(refusal.sentence, **refusal.slots)
    pointer = f"{within}/{refusal.field}".rstrip("/") if isinstance(refusal, Invalid) else ""
    return words(STATUS.get(type(refusal), 422), said, pointer=pointer)
