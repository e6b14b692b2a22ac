"""Putting a mail into the outbox, in the transaction of the act that causes it."""

import secrets
from datetime import datetime

from flask import current_app

from netevent.models import OutboxMail
from netevent.operations.rows import put


def post(
    kind: str,
    *,
    dedupe_key: str,
    address: str,
    language: str,
    now: datetime,
    person_id: int | None = None,
    signin_id: int | None = None,
    event_id: int | None = None,
    digest_id: int | None = None,
    expires_at: datetime | None = None,
) -> int:
    """Queue one mail to be rendered and sent by the worker; the caller commits. Returns its id.

    `dedupe_key` is unique: the same cause twice is an IntegrityError, not a second mail.
    """
    return put(
        OutboxMail,
        kind=kind,
        dedupe_key=dedupe_key,
        message_id=f"<{secrets.token_hex(16)}@{current_app.config['SETTINGS'].host.split(':')[0]}>",
        address=address,
        language=language,
        person_id=person_id,
        signin_id=signin_id,
        event_id=event_id,
        digest_id=digest_id,
        run_at=now,
        expires_at=expires_at,
        created_at=now,
    )
