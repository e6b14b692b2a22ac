"""`/api/v1/openapi.json`: what this interface takes and gives (OpenAPI 3.1), as it stands in the package."""

from functools import cache
from pathlib import Path

from flask import Blueprint, Response

from netevent import access

FILE = Path(__file__).with_name("openapi.json")

bp = Blueprint("api_descriptions", __name__)


@bp.get("/openapi.json")
@access.anyone
def show() -> Response:
    return Response(_text(), mimetype="application/json")


@cache
def _text() -> str:
    return FILE.read_text("utf-8")
