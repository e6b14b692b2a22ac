"""Adding a line to the log of what happened between two people."""

from datetime import datetime

from sqlalchemy.exc import IntegrityError

from netevent.extensions import db
from netevent.models import Act, Contact, Prompt, Replay
from netevent.operations.replays import remember


def log(
    contact: Contact,
    kind: str,
    *,
    by: str,
    now: datetime,
    prompt: Prompt | None = None,
    detail: str = "",
    key: str = "",
) -> None:
    """Something one of the two did; the same `key` again is the same act. May name the prompt it answers."""
    if key and Replay.row_of(contact.owner_id, key, "acts"):
        return
    act = Act(
        owner_id=contact.owner_id,
        contact_id=contact.id,
        prompt_id=prompt.id if prompt else None,
        prompt_kind=prompt.kind if prompt else "",
        kind=kind,
        by=by,
        detail=detail,
        at=now,
    )
    try:
        db.session.add(act)
        db.session.flush()
        remember(contact.owner_id, key, "acts", act.id, now)
        db.session.commit()
    except IntegrityError:
        db.session.rollback()  # the other tap of a double tap was faster, and said the same
