"""An evening of many people who keep eight each, as rows: what a morning is planned and its mails are written from."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from netevent.domain.codes import CARD_LENGTH, new_code
from netevent.extensions import db
from netevent.models import CheckIn, Contact, Encounter, Event, Person, Promise
from netevent.operations import checkins

EACH = 8
EVENING = datetime(2026, 11, 5, 18, 0, tzinfo=UTC)
MORNING = datetime(2026, 11, 6, 8, 0, tzinfo=UTC)  # 09:00 in Lausanne
NOTES: tuple[dict[str, Any], ...] = (
    {"care": "a violin that is heard in the last row"}, {"asked_for": ["document"], "asked_line": "the sheet"},
    {"need_kind": "advice", "need": "a quiet room"}, {"who_talked": "mostly_me", "topics": ["Glass"]},
    {"topics": ["Wood", "Glass"]}, {"hook": "the opening", "hook_on": date(2026, 11, 10)}, {},
    {"felt": "awkward", "care": "light in old houses"},
)  # fmt: skip


def people(size: int) -> None:
    """An evening of that many people who keep eight each, with eight kinds of notes."""
    event = Event(
        code=new_code(6), title="First Thursday", place="The Boathouse", zone="Europe/Zurich", starts_at=EVENING,
        ends_at=EVENING + timedelta(hours=3), created_at=EVENING,
    )  # fmt: skip
    db.session.add(event)
    db.session.commit()
    for first in range(0, size, 500):
        ids = list(_owners(min(500, size - first)))
        _write(CheckIn, [_arrival(event.id, person_id) for person_id in ids])
        contacts = _write(
            Contact,
            [
                {"owner_id": person_id, "name": f"Person {n}", "company": f"House {n}", "created_at": EVENING}
                for person_id in ids
                for n in range(EACH)
            ],
        )
        notes = _write(
            Encounter,
            [
                {
                    "owner_id": ids[n // EACH],
                    "contact_id": contact,
                    "event_id": event.id,
                    "at": EVENING,
                    **NOTES[n % EACH],
                }
                for n, contact in enumerate(contacts)
            ],
        )
        _write(
            Promise,
            [
                {"owner_id": ids[n], "contact_id": contacts[n * EACH], "encounter_id": notes[n * EACH],
                 "direction": "mine", "text": "the drawing", "made_at": EVENING, "due_on": MORNING.date()}
                for n in range(0, len(ids), 2)
            ],
        )  # fmt: skip
        db.session.commit()


def _owners(size: int) -> Iterator[int]:
    rows = [
        {"name": f"Guest {n}", "email": f"{new_code(12).lower()}@example.org", "card_code": new_code(CARD_LENGTH),
         "created_at": EVENING, "digest_at": MORNING, "proved_at": EVENING}
        for n in range(size)
    ]  # fmt: skip
    yield from _write(Person, rows)


def _arrival(event_id: int, person_id: int) -> dict[str, Any]:
    return {
        "event_id": event_id, "person_id": person_id, "at": EVENING, "door": "poster", "nonce": new_code(26),
        "typed_code": f"{person_id % 10**6:06d}", "notice": checkins.NOTICE,
    }  # fmt: skip


def _write(model: Any, rows: list[dict[str, Any]]) -> list[int]:
    """Insert rows of different shapes, and give their ids in order."""
    made = [model(**row) for row in rows]
    db.session.add_all(made)
    db.session.flush()
    return [row.id for row in made]
