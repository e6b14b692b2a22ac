"""Check-ins per second over HTTP, of phones and of door devices, against a bare route on the same database in the
same run.

    python bench/checkin.py [--short] [--database sqlite|postgresql] [--path form|api]

Baseline: bench/bare.py. Goals: the form of a phone has at least 60 % of its throughput; the API for doors at least
64 %, and its 95th percentile is at most 1.3 times the bare one; no error, fewer than 8 statements a form, and a live
page that costs at most 1.3 times as much at 20,000 attendees as at 200. `ratio` is the lowest of the forms; `paths`
has those of the API too, and `met` says whether all of it is so.
"""

import argparse
import json
import os
import statistics
import sys
import tempfile
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench import crowd, inside, posts, scene
from bench.load import Measured, hammer, served

GOALS = {"form": 0.60, "api": 0.64}
P95_GOAL = 1.3  # of the API
LIVE_GOAL = 1.3
MOST_STATEMENTS = 8  # of a form
WARM = 24  # requests of each kind that nobody counts: workers read their code, databases fill their caches


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--short", action="store_true", help="smaller counts, within 40 s")
    options.add_argument("--database", choices=("sqlite", "postgresql"), action="append")
    options.add_argument("--path", choices=("form", "api"), action="append")
    chosen = options.parse_args()
    engines = chosen.database or [name for name in ("sqlite", "postgresql") if scene.reachable(name)]
    paths = chosen.path or ["form", "api"]
    figures: dict[str, Any] = {}
    for engine in engines:
        with tempfile.TemporaryDirectory() as folder:
            figures[engine] = measure(engine, Path(folder), paths, short=chosen.short)
    print(json.dumps(judged(figures, paths)))


def judged(figures: dict[str, Any], paths: list[str]) -> dict[str, Any]:
    """The worst of each path beside its goal, and whether every goal is met."""
    worst = {}
    for path in paths:
        runs = [run for figure in figures.values() for run in figure[path].values()]
        ratio, p95 = min(run["ratio"] for run in runs), max(run["p95_ratio"] for run in runs)
        worst[path] = {"ratio": ratio, "goal": GOALS[path], "p95_ratio": p95} | (
            {"p95_goal": P95_GOAL} if path == "api" else {}
        )
    met = all(said["ratio"] >= said["goal"] for said in worst.values()) and all(
        figure["errors"] == 0
        and figure["statements"].get("form", 0) < MOST_STATEMENTS
        and figure["live_ratio"] <= LIVE_GOAL
        for figure in figures.values()
    )
    met = met and worst.get("api", {}).get("p95_ratio", 0) <= P95_GOAL
    first = worst[paths[0]]
    return {
        "name": "checkin", "ratio": first["ratio"], "goal": first["goal"], "met": met, "paths": worst, **figures,
    }  # fmt: skip


def measure(engine: str, folder: Path, paths: list[str], *, short: bool) -> dict[str, Any]:
    """All figures of one engine."""
    rounds, each, clients = (8, 60, (4, 8)) if short else (16, 160, (1, 4, 8))
    environment = scene.environment(engine, folder)
    code = scene.prepare(environment)
    cards, tokens = crowd.guests(environment, code, rounds * each * len(clients) + WARM + 2)
    scanned = [cards.pop(), cards.pop()]
    results: dict[str, Any] = {
        "statements": {
            "form": inside.statements_of_a_form(environment, code),
            "api": inside.statements_of_a_scan(environment, code, tokens[0], scanned),
        }
    }
    with (
        served("netevent.app:create_app()", environment) as ours,
        served("bench.bare:create_app()", environment) as bare,
    ):
        drive = Drive(ours, bare, code, tokens, cards)
        drive.warm(paths)
        by_path: dict[str, Any] = {path: {} for path in paths}
        for number in clients:
            for path, figure in drive.compare(paths, number, rounds, each).items():
                by_path[path][str(number)] = figure
                print(f"{engine}, {path}, {number} at a time: {figure}")
    results |= {"errors": drive.errors, **by_path, **inside.live_page(environment, 20 if short else 60)}
    print(f"{engine}: {results['statements']} statements, {results['errors']} errors, live page {results['live_ratio']} times")  # fmt: skip
    return results


class Drive:
    """Our server and the bare one, side by side, and people who have not come yet."""

    def __init__(self, ours: int, bare: int, code: str, tokens: list[str], cards: list[str]) -> None:
        self.ours, self.bare, self.code, self.tokens, self.cards = ours, bare, code, tokens, cards
        self.forms = self.errors = 0

    def warm(self, paths: list[str]) -> None:
        for path in ("bare", *paths):
            self.run(path, 8, WARM)

    def run(self, path: str, clients: int, count: int) -> Measured:
        """So many check-ins by one of the ways."""
        if path == "bare":
            done = hammer(self.bare, posts.bare(self.bare, self.code, count), clients)
        elif path == "form":
            self.forms += count
            done = hammer(self.ours, posts.forms(self.ours, self.code, count, self.forms), clients)
        else:
            cards, self.cards = self.cards[:count], self.cards[count:]
            done = hammer(self.ours, posts.scans(self.ours, self.code, self.tokens, cards), clients, 201)
        self.errors += done.errors
        return done

    def compare(self, paths: list[str], clients: int, rounds: int, each: int) -> dict[str, dict[str, float]]:
        """Short rounds in turns, forwards and backwards: whatever else this machine does falls on all of them."""
        taken: dict[str, list[Measured]] = {path: [] for path in ("bare", *paths)}
        for number in range(rounds):
            for path in list(taken)[:: 1 if number % 2 else -1]:
                taken[path].append(self.run(path, clients, each))
        return {path: report(taken[path], taken["bare"]) for path in paths}


def report(ours: list[Measured], bare: list[Measured]) -> dict[str, float]:
    """Each round beside the bare one of the same seconds, and the median of that, for the rate and for the 95th
    percentile: a second in which the machine does something else falls on one round, and in all answers together it
    would be the 95th percentile of whichever path it fell on. The milliseconds are those of all answers."""
    rate, base = (statistics.median(run.rate for run in runs) for runs in (ours, bare))
    times, base_times = (Measured(1, [t for run in runs for t in run.times], 0) for runs in (ours, bare))
    return {
        "ratio": round(
            statistics.median(run.rate / beside.rate for run, beside in zip(ours, bare, strict=True)), 3
        ),
        "p95_ratio": round(
            statistics.median(
                run.percentile(0.95) / beside.percentile(0.95) for run, beside in zip(ours, bare, strict=True)
            ),
            3,
        ),
        "per_second": round(rate, 1), "bare_per_second": round(base, 1),
        **{f"p{p}_ms": round(times.percentile(p / 100), 1) for p in (50, 95, 99)},
        "bare_p95_ms": round(base_times.percentile(0.95), 1),
    }  # fmt: skip


if __name__ == "__main__":
    os.chdir(Path(__file__).parents[1])
    main()
