"""What a morning costs: planning one day for many people with eight people each, from their rows to their mails' rows.

    python bench/digests.py [--short] [--database sqlite|postgresql]

Baseline: the same morning of half as many people, in the same run. Goal: twice as many due people cost at most
2.2 times the processor time, 400 plans a second of one core, under 300 MB, and a batch that asks the database as
often as any other batch.
"""

import argparse
import json
import os
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

import sqlalchemy
from flask_migrate import upgrade
from sqlalchemy import event as hooks

from bench import scene
from netevent import config, worker
from netevent.app import create_app
from netevent.domain.codes import CARD_LENGTH, new_code
from netevent.extensions import db
from netevent.models import CheckIn, Contact, Digest, Encounter, Event, Person, Promise
from netevent.operations import checkins, digests

GOAL, RATE, MEMORY = 2.2, 400, 300
EACH = 8
EVENING = datetime(2026, 11, 5, 18, 0, tzinfo=UTC)
MORNING = datetime(2026, 11, 6, 8, 0, tzinfo=UTC)  # 09:00 in Lausanne
NOTES: tuple[dict[str, Any], ...] = (
    {"care": "a violin that is heard in the last row"}, {"asked_for": ["document"], "asked_line": "the sheet"},
    {"need_kind": "advice", "need": "a quiet room"}, {"who_talked": "mostly_me", "topics": ["Glass"]},
    {"topics": ["Wood", "Glass"]}, {"hook": "the opening", "hook_on": date(2026, 11, 10)}, {},
    {"felt": "awkward", "care": "light in old houses"},
)  # fmt: skip


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument(
        "--short", action="store_true", help="500 and 1,000 people instead of 10,000 and 20,000"
    )
    options.add_argument("--database", choices=("sqlite", "postgresql"), action="append")
    chosen = options.parse_args()
    size = 500 if chosen.short else 10_000
    engines = chosen.database or [name for name in ("sqlite", "postgresql") if scene.reachable(name)]
    figures = {}
    for engine in engines:
        with tempfile.TemporaryDirectory() as folder:
            figures[engine] = measure(engine, Path(folder), size)
        print(f"{engine}: {figures[engine]}")
    ratio = max(figure["ratio"] for figure in figures.values())
    met = ratio <= GOAL and all(
        figure["plans_a_second"] >= RATE and figure["most_mb"] < MEMORY and figure["same_questions"]
        for figure in figures.values()
    )
    print(json.dumps({"name": "digests", "ratio": ratio, "goal": GOAL, "met": met, **figures}))


def measure(engine: str, folder: Path, size: int) -> dict[str, Any]:
    """The mornings of `size` people and of twice as many, one after the other on the same database."""
    app = create_app(config.read(scene.environment(engine, folder)))
    with app.app_context():
        upgrade()
        worker.spare_the_collector()  # as the worker does before its first look
        half = morning(size)
        whole = morning(2 * size)
        db.engine.dispose()
    ratio = round(whole["seconds"] / half["seconds"], 3)
    questions = set(half["questions"]) | set(whole["questions"])
    return {
        "ratio": ratio,
        "plans_a_second": round(2 * size / whole["seconds"]),
        "wall_plans_a_second": round(2 * size / whole["wall"]),
        "people": 2 * size,
        "digests": whole["digests"],
        "questions_a_batch": sorted(questions),
        "same_questions": len(questions) <= 2,  # the last batch of all finds nobody behind it
        "most_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


def morning(size: int) -> dict[str, Any]:
    """Plan the morning of that many fresh people; processor seconds, and the SELECTs between two commits."""
    _people(size)
    asked: list[int] = [0]
    listeners = (
        ("before_cursor_execute", lambda *call: _count(asked, call[2])),
        ("commit", lambda _connection: asked.append(0)),
    )
    for name, listener in listeners:
        hooks.listen(db.engine, name, listener)
    before = db.session.scalar(sqlalchemy.select(sqlalchemy.func.count()).select_from(Digest)) or 0
    db.session.commit()
    asked[:] = [0]
    began, wall = time.process_time(), time.perf_counter()
    made = digests.plan_due(MORNING)
    seconds, wall = time.process_time() - began, time.perf_counter() - wall
    for name, listener in listeners:
        hooks.remove(db.engine, name, listener)
    after = db.session.scalar(sqlalchemy.select(sqlalchemy.func.count()).select_from(Digest)) or 0
    assert made == after - before == size, (made, before, after)
    full = [count for count in asked if count > 2]
    return {"seconds": seconds, "wall": wall, "digests": made, "questions": full}


def _count(asked: list[int], statement: str) -> None:
    asked[-1] += statement.lstrip().upper().startswith("SELECT")


def _people(size: int) -> None:
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


if __name__ == "__main__":
    os.chdir(Path(__file__).parents[1])
    main()
