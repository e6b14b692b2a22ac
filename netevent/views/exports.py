"""`/me/data`: what is kept about me, and taking it along."""

from flask import Blueprint, request
from werkzeug.wrappers import Response

from netevent import access, clock
from netevent.files.filenames import disposition
from netevent.models import Disclosure
from netevent.operations import disclosures, exports, retention
from netevent.views import replies

bp = Blueprint("exports", __name__)

TYPES = {"json": "application/json", "zip": "application/zip", "vcf": "text/vcard; charset=utf-8"}


@bp.get("/me/data")
@access.person
@access.proved_lately
def show() -> Response:
    me = access.me()
    return replies.page(
        "data/show.html",
        traces=disclosures.traces_of(me),
        request=Disclosure.latest_of(me.id),
        rules=retention.RULES,
    )


@bp.post("/me/data/file")
@access.person
@access.proved_lately
@access.repeatable("it changes no row: the file is made for this answer, and kept nowhere")
def file() -> Response:
    """Everything about me, in the format asked for."""
    kind = request.form.get("format", "json")
    octets = exports.file_of(access.me(), kind, clock.now())
    ending = exports.FORMATS[kind]
    return replies.file(octets, TYPES[ending], disposition("attachment", "netevent", ending))
