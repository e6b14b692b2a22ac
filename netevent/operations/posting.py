"""Putting a mail into the outbox, in the transaction of the act that causes it."""

import secrets
from datetime import datetime
from typing import Any

from flask import current_app

from netevent.models import OutboxMail
from netevent.operations.rows import put


def post(kind: str, **row: Any) -> int:
    """Queue one mail to be rendered and sent by the worker; `row` as in `letter`. Returns its id; the caller
    commits."""
    return put(OutboxMail, **letter(kind, **row))


def letter(
    kind: str,
    *,
    dedupe_key: str,
    address: str,
    language: str,
    now: datetime,
    run_at: datetime | None = None,
    expires_at: datetime | None = None,
    **about: int | None,
) -> dict[str, Any]:
    """The fields of one mail; `about` are the ids it is rendered from (person_id, signin_id, event_id, digest_id).

    `dedupe_key` is unique: the same cause twice is an IntegrityError, not a second mail.
    """
    return {
        "kind": kind,
        "dedupe_key": dedupe_key,
        "message_id": f"<{secrets.token_hex(16)}@{current_app.config['SETTINGS'].host.split(':')[0]}>",
        "address": address,
        "language": language,
        "run_at": run_at or now,
        "expires_at": expires_at,
        "created_at": now,
        **about,
    }
