"""Signed links for one purpose each; the purpose is the salt, so one kind never opens another."""

import hashlib
import hmac

from flask import current_app
from itsdangerous import BadData, URLSafeTimedSerializer

DAY = 24 * 3600
LIFETIMES = {
    "signin": 600,
    "morning": 3 * DAY,
    "prompt": 35 * DAY,
    "invite": 7 * DAY,
    "unsubscribe": 3650 * DAY,
    "pause": 3650 * DAY,
    "demo": 3650 * DAY,
}


def sign(purpose: str, value: object) -> str:
    """A token that carries `value` for one purpose; valid as long as LIFETIMES says, in seconds."""
    return str(_serializer(purpose).dumps(value))


def read(purpose: str, token: str) -> object | None:
    """What a token of that purpose carries, or None when it is forged, cut short or too old."""
    try:
        value: object = _serializer(purpose).loads("".join(token.split()), max_age=LIFETIMES[purpose])
    except BadData:
        return None
    return value


def derive(purpose: str, secret: str) -> bytes:
    """32 bytes that only this house can compute from a row's random secret."""
    key = str(current_app.config["SECRET_KEY"]).encode()
    return hmac.digest(key, f"{purpose}:{secret}".encode(), hashlib.sha256)


def _serializer(purpose: str) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(
        current_app.config["SECRET_KEY"], salt=purpose, signer_kwargs={"digest_method": hashlib.sha256}
    )
