"""What was planned, as rows: the digest of each person, its suggestions, and the mail that brings them."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import insert

from netevent.domain import prompts
from netevent.domain.prompts.rhythms import notice
from netevent.domain.schedules import expires_at
from netevent.extensions import db
from netevent.models import Digest, OutboxMail, Prompt
from netevent.operations.circles import Circle
from netevent.operations.posting import letter

Morning = tuple[Circle, prompts.Plan]


def keep(mornings: Sequence[Morning], now: datetime) -> None:
    """Write a batch of mornings in three statements; the caller commits. Raises IntegrityError when one of them is
    written already."""
    if not mornings:
        return
    ids = db.session.scalars(
        insert(Digest).returning(Digest.id, sort_by_parameter_order=True),
        [
            {
                "person_id": circle.person.id,
                "event_id": circle.event_id,
                "day": circle.today,
                "created_at": now,
                "notice": notice(circle.owner.last_digests),
            }
            for circle, _ in mornings
        ],
    ).all()
    kept = list(zip(ids, mornings, strict=True))
    lines = [
        _row(line, digest_id, position, circle, now)
        for digest_id, (circle, made) in kept
        for position, line in enumerate(_lines(made))
    ]
    letters = [_letter(circle, digest_id, now) for digest_id, (circle, _) in kept if circle.person.address]
    for model, rows in ((Prompt, lines), (OutboxMail, letters)):
        if rows:
            db.session.execute(insert(db.metadata.tables[model.__tablename__]), rows)


def _lines(made: prompts.Plan) -> Iterable[prompts.Prompt]:
    return [*made.prompts, made.self_line] if made.self_line else made.prompts


def _row(
    line: prompts.Prompt, digest_id: int, position: int, circle: Circle, now: datetime
) -> dict[str, Any]:
    """A line about oneself belongs to nobody else, even where it names somebody."""
    contact_id = None if line.kind.startswith("self.") else line.contact_id
    return {
        "owner_id": circle.person.id,
        "digest_id": digest_id,
        "contact_id": contact_id,
        "encounter_id": circle.notes.get(contact_id or 0),
        "promise_id": line.promise_id,
        "event_id": line.event_id,
        "other_id": line.other_id,
        "kind": line.kind,
        "position": position,
        "wording": line.wording,
        "slots": prompts.pack(line.slots),
        "shown_on": circle.today,
        "created_at": now,
    }


def _letter(circle: Circle, digest_id: int, now: datetime) -> dict[str, Any]:
    person = circle.person
    kind = "morning" if person.email else "neutral"
    return letter(
        kind,
        dedupe_key=f"{kind}:{digest_id}",
        address=str(person.address),
        language=person.language,
        now=now,
        person_id=person.id,
        event_id=circle.event_id,
        digest_id=digest_id,
        expires_at=expires_at(circle.today, circle.zone),
    )
