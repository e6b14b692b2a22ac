"""Refusals and mishaps as pages: the right status, a clear sentence, a way on."""

import secrets
from collections.abc import Callable
from typing import Any

from flask import Flask, Response, current_app, g, make_response, render_template, request, url_for
from flask_babel import gettext
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DataError, DBAPIError, OperationalError, TimeoutError
from werkzeug.exceptions import HTTPException, MethodNotAllowed, SecurityError

from netevent import access
from netevent.errors import N_, Conflict, Forbidden, Invalid, NotFound, Refusal, TooMany
from netevent.extensions import db
from netevent.views import languages, replies

STATUS: dict[type[Refusal], int] = {
    NotFound: 404, Forbidden: 403, Conflict: 409, Invalid: 422, TooMany: 429, access.NoToken: 401,
}  # fmt: skip
API = "/api/"
NOT_FOUND = 404
PROBLEM = "netevent.problem"
SENTENCES = {
    400: N_("We could not read that. Go back and try once more."),
    403: N_("This form did not come from one of our pages. Open the page again and try once more."),
    404: N_("There is no page at this address."),
    405: N_("This page cannot be asked for in that way."),
    413: N_("That is more than we can take. Shorten it and try once more."),
    415: N_("We could not read that. Go back and try once more."),
    429: N_("That was many tries in a short time. Wait a minute, then go on."),
}
EXPIRED = N_(
    "This form has been open for too long. Go back, reload the page and send it again: your text is still there."
)
BUSY = N_("We are busy for a moment. Nothing was lost: try again in a few seconds.")
OURS = N_("Something went wrong on our side. Nothing was lost that was saved before.")


def register(app: Flask, problem: Callable[..., Response]) -> None:
    """Programs are told by `problem` what people read on a page."""
    app.extensions[PROBLEM] = problem
    app.register_error_handler(access.NotSignedIn, _not_signed_in)
    app.register_error_handler(access.NotProvedLately, _not_proved_lately)
    app.register_error_handler(Refusal, _refused)
    app.register_error_handler(CSRFError, lambda _error: _page(400, EXPIRED))
    app.register_error_handler(OperationalError, _busy)
    app.register_error_handler(TimeoutError, _busy)  # all connections are in use
    app.register_error_handler(DataError, _unstorable)
    app.register_error_handler(SecurityError, _elsewhere)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _mishap)


def _not_signed_in(_refusal: access.NotSignedIn) -> Any:
    g.not_signed_in = True
    return replies.go(url_for("signins.ask", next=_back()))


def _not_proved_lately(_refusal: access.NotProvedLately) -> Any:
    """The page it leads to says why; a person without any address is asked for one."""
    g.not_signed_in = True
    page = "signins.confirm" if access.me().address else "signins.ask"
    return replies.go(url_for(page, next=_back()))


def _back() -> str:
    """Where to come back to: this page, or after a form the page it stood on."""
    return request.full_path.rstrip("?") if request.method == "GET" else languages.here()


def _refused(refusal: Refusal) -> Any:
    db.session.rollback()
    field = refusal.field if isinstance(refusal, Invalid) else ""
    return _page(STATUS.get(type(refusal), 422), refusal.sentence, refusal.slots, field=field)


def _http(error: HTTPException) -> Any:
    if error.code is None or error.code < 400:
        return error
    response = make_response(_page(error.code, SENTENCES.get(error.code, SENTENCES[400])))
    if isinstance(error, MethodNotAllowed):
        response.allow.update(error.valid_methods or ())
    return response


def _elsewhere(_error: SecurityError) -> Any:
    """A request for a house we are not; no page of ours can even be addressed from there."""
    said = f"This site answers at {current_app.config['SETTINGS'].base_url} only.\n"
    if request.path.startswith(API):
        return current_app.extensions[PROBLEM](400, said.strip())
    return said, 400, {"Content-Type": "text/plain; charset=utf-8"}


def _unstorable(_error: DataError) -> Any:
    """A value no form let through that the database cannot hold: a NUL, a number beyond all ids."""
    db.session.rollback()
    return _page(400, SENTENCES[400])


def _busy(error: OperationalError | TimeoutError) -> Any:
    db.session.rollback()
    cause = error.orig if isinstance(error, DBAPIError) else error
    current_app.logger.warning("the database did not answer: %s", type(cause).__name__)
    access.ask_nobody()
    answer, status, *_ = _page(503, BUSY)
    return answer, status, {"Retry-After": "2"}


def _mishap(error: Exception) -> Any:
    """No stack trace on the page and no personal data in the log: a number ties the two together."""
    if current_app.testing or current_app.debug:
        raise error
    db.session.rollback()
    number = secrets.token_hex(4)
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    where = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else "?"
    current_app.logger.error("mishap %s: %s at %s, %s", number, type(error).__name__, where, request.endpoint)
    return _page(500, OURS, number=number)


def _page(
    status: int,
    sentence: str,
    slots: dict[str, object] | None = None,
    *,
    number: str = "",
    field: str = "",
) -> Any:
    if request.path.startswith(API):
        said = gettext(sentence, **(slots or {}))
        return current_app.extensions[PROBLEM](status, said, field=field, number=number), status
    # what a page asks again for is no more: the whole page says so, and not the part of it
    anew = (
        {"HX-Refresh": "true"}
        if status == NOT_FOUND and request.method == "GET" and replies.is_htmx()
        else {}
    )
    try:
        words = gettext(sentence, **(slots or {}))
        page = render_template("errors/error.html", sentence=words, status=status, number=number)
        return page, status, anew
    except OperationalError as error:  # not even whose page this is can be told
        return _busy(error)
