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
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

import sqlalchemy
from flask_migrate import upgrade
from sqlalchemy import event as hooks

from bench import evening, scene
from netevent import config, worker
from netevent.app import create_app
from netevent.extensions import db
from netevent.models import Digest
from netevent.operations import digests

GOAL, RATE, MEMORY = 2.2, 400, 300


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
    evening.people(size)
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
    made = digests.plan_due(evening.MORNING)
    seconds, wall = time.process_time() - began, time.perf_counter() - wall
    for name, listener in listeners:
        hooks.remove(db.engine, name, listener)
    after = db.session.scalar(sqlalchemy.select(sqlalchemy.func.count()).select_from(Digest)) or 0
    assert made == after - before == size, (made, before, after)
    full = [count for count in asked if count > 2]
    return {"seconds": seconds, "wall": wall, "digests": made, "questions": full}


def _count(asked: list[int], statement: str) -> None:
    asked[-1] += statement.lstrip().upper().startswith("SELECT")


if __name__ == "__main__":
    os.chdir(Path(__file__).parents[1])
    main()
