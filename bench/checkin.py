"""Check-ins per second over HTTP, against a bare route on the same database in the same run.

    python bench/checkin.py [--short] [--database sqlite|postgresql]

Baseline: bench/bare.py. Goal: at least 60 % of its throughput, no error, fewer than 8 statements a check-in,
and a live page that costs at most 1.3 times as much at 20,000 attendees as at 200.
"""

import argparse
import json
import os
import statistics
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench import scene
from bench.load import Measured, forms, hammer, post, served

GOAL = 0.60
LIVE_GOAL = 1.3
CLIENTS = (1, 4, 8)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--short", action="store_true", help="smaller counts, within 40 s")
    options.add_argument("--database", choices=("sqlite", "postgresql"), action="append")
    chosen = options.parse_args()
    rounds, each = (2, 90) if chosen.short else (5, 400)
    engines = chosen.database or [name for name in ("sqlite", "postgresql") if scene.reachable(name)]
    figures: dict[str, object] = {}
    ratios, met = [], True
    for engine in engines:
        with tempfile.TemporaryDirectory() as folder:
            figure = measure(engine, Path(folder), rounds, each)
        figures[engine] = figure
        ratios += [run["ratio"] for run in figure["clients"].values()]
        met &= figure["errors"] == 0 and figure["statements"] < 8 and figure["live_ratio"] <= LIVE_GOAL
    ratio = min(ratios)
    print(
        json.dumps(
            {
                "name": "checkin",
                "ratio": round(ratio, 3),
                "goal": GOAL,
                "met": met and ratio >= GOAL,
                **figures,
            }
        )
    )


def measure(engine: str, folder: Path, rounds: int, each: int) -> dict[str, object]:
    """All figures of one engine; rounds of the two routes take turns, and the medians are compared."""
    environment = scene.environment(engine, folder)
    code = scene.prepare(environment)
    results: dict[str, object] = {"statements": scene.statements(environment, code)}
    errors, by_clients = 0, {}
    with (
        served("netevent.app:create_app()", environment) as ours,
        served("bench.bare:create_app()", environment) as bare,
    ):
        number = 0
        for clients in CLIENTS:
            taken: dict[str, list[Measured]] = {"ours": [], "bare": []}
            for _ in range(rounds):
                taken["bare"].append(hammer(bare, [post(bare, code, n, {}) for n in range(each)], clients))
                taken["ours"].append(hammer(ours, forms(ours, code, each, number), clients))
                number += each
            errors += sum(run.errors for runs in taken.values() for run in runs)
            by_clients[str(clients)] = report(engine, clients, taken["ours"], taken["bare"])
    results |= {"errors": errors, "clients": by_clients, **scene.live_page(environment)}
    print(
        f"{engine}: {results['statements']} statements a check-in, {errors} errors, live page {results['live_ratio']} times"
    )
    return results


def report(engine: str, clients: int, ours: list[Measured], bare: list[Measured]) -> dict[str, float]:
    rate = statistics.median(run.rate for run in ours)
    base = statistics.median(run.rate for run in bare)
    times = Measured(1, [t for run in ours for t in run.times], 0)
    figure = {
        "ratio": round(rate / base, 3), "per_second": round(rate, 1), "bare_per_second": round(base, 1),
        **{f"p{p}_ms": round(times.percentile(p / 100), 1) for p in (50, 95, 99)},
    }  # fmt: skip
    print(f"{engine}, {clients} at a time: {figure}")
    return figure


if __name__ == "__main__":
    os.chdir(Path(__file__).parents[1])
    main()
