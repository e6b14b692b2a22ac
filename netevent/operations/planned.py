"""What was planned, as rows: the digest of each person, its suggestions, and the mail that brings them."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import insert

from netevent.domain import prompts
from netevent.domain.schedules import expires_at
from netevent.extensions import db
from netevent.models import Digest, OutboxMail, Prompt
from netevent.operations.circles import Circle
from netevent.operations.posting import letter

Morning = tuple[Circle, prompts.Plan]


def keep(mornings: Sequence[Morning], now: datetime) -> None:
    """Write a batch of mornings in three statements; the caller commits. Raises IntegrityError when one of them is
    written already."""
    digests = [
        Digest(person_id=circle.person.id, event_id=circle.event_id, day=circle.today, created_at=now)
        for circle, _ in mornings
    ]
    db.session.add_all(digests)
    db.session.flush()
    lines = [
        _row(line, digest, position, circle, now)
        for (circle, made), digest in zip(mornings, digests, strict=True)
        for position, line in enumerate(_lines(made))
    ]
    letters = [
        _letter(circle, digest, now)
        for (circle, _), digest in zip(mornings, digests, strict=True)
        if circle.person.address
    ]
    for model, rows in ((Prompt, lines), (OutboxMail, letters)):
        if rows:
            db.session.execute(insert(db.metadata.tables[model.__tablename__]), rows)


def _lines(made: prompts.Plan) -> Iterable[prompts.Prompt]:
    return [*made.prompts, made.self_line] if made.self_line else made.prompts


def _row(
    line: prompts.Prompt, digest: Digest, position: int, circle: Circle, now: datetime
) -> dict[str, Any]:
    """A line about oneself belongs to nobody else, even where it names somebody."""
    contact_id = None if line.kind.startswith("self.") else line.contact_id
    return {
        "owner_id": digest.person_id,
        "digest_id": digest.id,
        "contact_id": contact_id,
        "encounter_id": circle.notes.get(contact_id or 0),
        "promise_id": line.promise_id,
        "event_id": line.event_id,
        "other_id": line.other_id,
        "kind": line.kind,
        "position": position,
        "wording": line.wording,
        "slots": prompts.pack(line.slots),
        "shown_on": digest.day,
        "created_at": now,
    }


def _letter(circle: Circle, digest: Digest, now: datetime) -> dict[str, Any]:
    person = circle.person
    kind = "morning" if person.email else "neutral"
    return letter(
        kind,
        dedupe_key=f"{kind}:{digest.id}",
        address=str(person.address),
        language=person.language,
        now=now,
        person_id=person.id,
        event_id=digest.event_id,
        digest_id=digest.id,
        expires_at=expires_at(digest.day, circle.zone),
    )
