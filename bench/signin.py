"""Whether asking for a code tells, by its time, if an address is known here.

    python bench/signin.py [--short] [--database sqlite|postgresql]

Baseline: a coin. Each sample is one POST /signin over the whole application, known and unknown addresses in turns.
AUC is the chance that a guesser who sees two times names the known one; goal: as good as a coin, within the noise of
the samples (three standard errors, Hanley and McNeil 1982).
"""

import argparse
import json
import os
import secrets
import statistics
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from flask import Flask
from sqlalchemy import event as hooks

from bench import scene
from netevent import config
from netevent.app import create_app
from netevent.domain.codes import CARD_LENGTH, new_code
from netevent.extensions import db
from netevent.models import Person

COIN = 0.5
WARM = 20


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--short", action="store_true", help="200 samples of each, within 40 s")
    options.add_argument("--database", choices=("sqlite", "postgresql"), action="append")
    chosen = options.parse_args()
    samples = 200 if chosen.short else 1000
    engines = chosen.database or [name for name in ("sqlite", "postgresql") if scene.reachable(name)]
    figures = {}
    for engine in engines:
        with tempfile.TemporaryDirectory() as folder:
            figures[engine] = measure(engine, Path(folder), samples)
        print(f"{engine}: {figures[engine]}")
    worst = max((figure["auc"] for figure in figures.values()), key=lambda auc: abs(auc - COIN))
    met = all(figure["met"] for figure in figures.values())
    print(
        json.dumps(
            {"name": "signin", "ratio": worst, "goal": COIN, "met": met, "samples": samples, **figures}
        )
    )


def measure(engine: str, folder: Path, samples: int) -> dict[str, object]:
    """Times of known and unknown addresses in turns, and how well they tell each other apart."""
    environment = scene.environment(engine, folder)
    scene.prepare(environment)
    app = create_app(config.read(environment))
    app.config["WTF_CSRF_ENABLED"] = False
    app.config["RATELIMIT_ENABLED"] = False
    known = _people(app, samples + WARM)
    times: dict[str, list[float]] = {"known": [], "unknown": []}
    statements = {
        kind: _statements(app, email) for kind, email in (("known", known[-1]), ("unknown", "x@example.org"))
    }
    for number in range(samples + WARM):
        turns = [("known", known[number]), ("unknown", f"nobody{number}@example.org")]
        for kind, email in turns if secrets.randbits(1) else reversed(turns):
            taken = _ask(app, email)
            if number >= WARM:
                times[kind].append(taken)
    with app.app_context():
        db.engine.dispose()
    auc, error = separability(times["known"], times["unknown"])
    medians = {f"{kind}_ms": round(statistics.median(taken) * 1000, 3) for kind, taken in times.items()}
    alike = statements["known"] == statements["unknown"]
    return {
        "auc": round(auc, 3), "three_errors": round(3 * error, 3), "met": alike and abs(auc - COIN) <= 3 * error,
        "statements": statements, **medians,
    }  # fmt: skip


def separability(one: list[float], other: list[float]) -> tuple[float, float]:
    """The area under the ROC curve (Mann-Whitney), and its standard error if there is nothing to tell."""
    wins = sum((a > b) + (a == b) / 2 for a in one for b in other)
    many, more = len(one), len(other)
    return wins / (many * more), ((many + more + 1) / (12 * many * more)) ** 0.5


def _ask(app: Flask, email: str) -> float:
    phone = app.test_client()
    began = time.perf_counter()
    answer = phone.post(
        "/signin",
        base_url=app.config["SETTINGS"].base_url,
        data={"email": email, "key": secrets.token_hex(16)},
    )
    taken = time.perf_counter() - began
    assert answer.status_code == 303, answer.status
    return taken


def _statements(app: Flask, email: str) -> int:
    sent: list[str] = []

    def note(*call: object) -> None:
        sent.append(str(call[2]))

    with app.app_context():
        engine = db.engine
    hooks.listen(engine, "before_cursor_execute", note)
    _ask(app, email)
    hooks.remove(engine, "before_cursor_execute", note)
    return len(sent)


def _people(app: Flask, count: int) -> list[str]:
    """The addresses of that many people who proved them."""
    now = datetime.now(UTC)
    emails = [f"guest{number}@example.org" for number in range(count + 1)]
    with app.app_context():
        db.session.add_all(
            Person(name="Guest", email=email, proved_at=now, created_at=now, card_code=new_code(CARD_LENGTH)) for email in emails
        )  # fmt: skip
        db.session.commit()
    return emails


if __name__ == "__main__":
    os.chdir(Path(__file__).parents[1])
    main()
