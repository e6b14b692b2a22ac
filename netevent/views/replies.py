"""How a view answers: a page or its partial, a 303, a file. Alone reads HX-Request."""

from typing import Any

from flask import Response, flash, make_response, redirect, render_template, request
from flask_babel import gettext
from werkzeug.wrappers import Response as BaseResponse

from netevent.errors import Refusal


def page(template: str, status: int = 200, *, partial: str | None = None, **values: Any) -> Response:
    """The whole page, or only `partial` when htmx asks for a part of it."""
    wanted = partial if partial and is_htmx() else template
    response = make_response(render_template(wanted, **values), status)
    response.vary.add("HX-Request")
    return response


def go(address: str, said: str = "", **slots: object) -> BaseResponse:
    """See other (303), with a sentence for the next page."""
    if said:
        flash(gettext(said, **slots))
    if is_htmx():
        return Response(status=204, headers={"HX-Redirect": address})
    return redirect(address, 303)


def unchanged() -> Response:
    """Nothing new since the version htmx holds."""
    return Response(status=204)


def file(body: bytes | str, mimetype: str, disposition: str) -> Response:
    """Something people take away."""
    response = make_response(body)
    response.headers["Content-Type"] = mimetype
    response.headers["Content-Disposition"] = disposition
    response.headers["Cache-Control"] = "private, no-store"
    return response


def words(refusal: Refusal) -> str:
    """The sentence of a refusal in the reader's language."""
    return str(gettext(refusal.sentence, **refusal.slots))


def is_htmx() -> bool:
    return request.headers.get("HX-Request") == "true" and request.headers.get("HX-Request-Type") != "full"
