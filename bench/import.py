"""What a list costs: reading, checking, matching and writing its guests, against the least that could write them.

    python bench/import.py [--short] [--database sqlite|postgresql]

Baseline: the bare `csv` module and the driver's own `executemany`, in one transaction, the same rows into the same
table of the same database in the same run, by another process. Goal: at most 3 times its time, 50,000 rows within 60
seconds, and less than 256 MB in the importing process, again and for the same list a second time.
"""

import argparse
import csv
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

GOAL, SECONDS, MEMORY = 3.0, 60, 256
TURNS = 3
HEAD = ["name", "email", "company", "role", "ticket"]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--short", action="store_true", help="5,000 rows instead of 50,000")
    options.add_argument("--database", choices=("sqlite", "postgresql"), action="append")
    options.add_argument("--child", nargs=3, metavar=("WAY", "CODE", "FILE"), help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.child:
        child(*chosen.child)
        return
    size, engines = 5_000 if chosen.short else 50_000, chosen.database or reachable()
    figures = {}
    for engine in engines:
        with tempfile.TemporaryDirectory() as folder:
            figures[engine] = measure(engine, Path(folder), size)
        print(f"{engine}: {figures[engine]}")
    ratio = max(figure["ratio"] for figure in figures.values())
    met = ratio <= GOAL and all(
        max(figure["seconds"], figure["again_seconds"]) <= SECONDS and figure["most_mb"] < MEMORY
        for figure in figures.values()
    )
    print(json.dumps({"name": "import", "ratio": ratio, "goal": GOAL, "met": met, "rows": size, **figures}))


def measure(engine: str, folder: Path, size: int) -> dict[str, Any]:
    """Both ways in turns, each into events of its own, each in a process of its own; medians."""
    environment, codes = prepared(engine, folder)
    file = folder / "guests.csv"
    with file.open("w", newline="", encoding="utf-8") as lines:
        writer = csv.writer(lines)
        writer.writerow(HEAD)
        writer.writerows(
            [f"Guest Number {n}", f"guest{n}@example.org", f"Company {n % 300}", "Architect", f"T{n:08}"]
            for n in range(size)
        )
    said: dict[str, list[dict[str, float]]] = {"bare": [], "import": [], "again": []}
    for code, other in codes:
        said["bare"].append(run("bare", code, file, environment))
        said["import"].append(run("import", other, file, environment))
        said["again"].append(run("import", other, file, environment))
    seconds = {way: statistics.median(one["seconds"] for one in turns) for way, turns in said.items()}
    return {
        "ratio": round(seconds["import"] / seconds["bare"], 2),
        "seconds": round(seconds["import"], 2),
        "bare_seconds": round(seconds["bare"], 2),
        "again_seconds": round(seconds["again"], 2),
        "rows_a_second": round(size / seconds["import"]),
        "most_mb": round(max(one["mb"] for way in ("import", "again") for one in said[way])),
    }


def run(way: str, code: str, file: Path, environment: dict[str, str]) -> dict[str, float]:
    """One way in a process of its own, started by this small one: a child counts its parent's memory at first."""
    command = [sys.executable, str(ROOT / "bench/import.py"), "--child", way, code, str(file)]
    answer = subprocess.run(command, env=os.environ | environment, capture_output=True, text=True, check=True)
    figures: dict[str, float] = json.loads(answer.stdout.splitlines()[-1])
    return figures


def child(way: str, code: str, file: str) -> None:
    from netevent import config
    from netevent.app import create_app
    from netevent.extensions import db
    from netevent.models import Event
    from netevent.operations import incoming

    with create_app(config.read()).app_context():
        event = Event.of_code(code)
        assert event
        event_id = event.id
        db.session.rollback()
        began = time.perf_counter()
        if way == "bare":
            bare(event_id, Path(file))
        else:
            incoming.bring_in_file(code, Path(file), datetime.now(UTC))
        seconds = time.perf_counter() - began
        db.engine.dispose()
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "mb": most}))


def bare(event_id: int, file: Path) -> None:
    """No check, no match, no way back: rows as they stand in the file."""
    from netevent.extensions import db

    connection = db.engine.raw_connection()
    mark = "?" if db.engine.dialect.name == "sqlite" else "%s"
    now = datetime.now(UTC)
    at = now.isoformat(" ") if mark == "?" else now
    columns = "event_id, name, email, company, role, ticket_code, order_code, source, created_at"
    statement = f"INSERT INTO registrations ({columns}) VALUES ({', '.join([mark] * 9)})"  # noqa: S608 - only marks
    with file.open(newline="", encoding="utf-8") as lines:
        rows = csv.reader(lines)
        next(rows)
        cursor = connection.cursor()
        if mark == "?":
            cursor.execute("BEGIN IMMEDIATE")
        cursor.executemany(statement, ((event_id, *row, "", "imported", at) for row in rows))
    connection.commit()
    connection.close()


def reachable() -> list[str]:
    answer = subprocess.run(
        [sys.executable, "-c", "from bench import scene; print(scene.reachable('postgresql'))"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return ["sqlite", "postgresql"] if answer.stdout.strip() == "True" else ["sqlite"]


def prepared(engine: str, folder: Path) -> tuple[dict[str, str], list[tuple[str, str]]]:
    """A migrated database and pairs of empty events, made by a process of its own."""
    script = (
        "import json, sys; from pathlib import Path; from bench import scene; from netevent import config;"
        "from netevent.app import create_app;"
        "environment = scene.environment(sys.argv[1], Path(sys.argv[2])); codes = [scene.prepare(environment)];"
        "app = create_app(config.read(environment)); context = app.app_context(); context.push();"
        f"codes += [scene._event().code for _ in range({2 * TURNS - 1})]; print(json.dumps([environment, codes]))"
    )
    answer = subprocess.run(
        [sys.executable, "-c", script, engine, str(folder)],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    environment, codes = json.loads(answer.stdout.splitlines()[-1])
    return environment, list(zip(codes[::2], codes[1::2], strict=True))


if __name__ == "__main__":
    os.chdir(ROOT)
    main()
