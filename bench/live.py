"""How fresh 200 open tabs of the live page are while a hall fills, and what it costs that they ask.

    python bench/live.py [--short] [--database sqlite|postgresql]

The tabs are opened at once, each with a sign-in of its own, and ask as static/js/live.js does: about four seconds after the
answer before, each time over a new connection. Meanwhile a device at a door lets people in, three a second.
The age of what a tab shows runs from the instant a scan is sent until that tab has the answer that counts it.

Baseline: a bare route that asks the same things in the fewest statements (who is this, which event, do they hold a
key, how many are in), on the same database in the same run. Goals: asking for news when there is none has at least a
third of its throughput; the 95th percentile of an answer and the oldest thing on any tab are at most 5 seconds, without
any error. `ratio` is the lower one of the databases.
"""

import argparse
import asyncio
import gzip
import json
import os
import re
import secrets
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import cycle
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from flask import Flask, request
from sqlalchemy import func, select

from bench import bare, crowd, posts, scene
from bench.load import served
from netevent import config
from netevent.app import create_app
from netevent.extensions import db
from netevent.models import Event, Organiser, Person, SignIn, Tally
from netevent.operations import signins

GOAL, SECONDS = 1 / 3, 5.0
TABS, RATE, CLIENTS = 200, 3, 8
EVERY, SPREAD = 4.0, 0.7  # as static/js/live.js has them


@dataclass
class Seen:
    """What the tabs were told: when each scan was `sent`, how long answers took, and how old the news were."""

    sent: list[float] = field(default_factory=list)
    taken: list[float] = field(default_factory=list)
    ages: list[float] = field(default_factory=list)
    open: int = 0
    unchanged: int = 0
    errors: int = 0
    over: bool = False


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument(
        "--short",
        action="store_true",
        help="3 seconds of arrivals instead of 60, and tabs that are open already: 40 s",
    )
    options.add_argument("--database", choices=("sqlite", "postgresql"), action="append")
    chosen = options.parse_args()
    engines = chosen.database or [name for name in ("sqlite", "postgresql") if scene.reachable(name)]
    figures = {}
    for engine in engines:
        with tempfile.TemporaryDirectory() as folder:
            figures[engine] = measure(engine, Path(folder), short=chosen.short)
        print(f"{engine}: {figures[engine]}")
    ratio = min(figure["ratio"] for figure in figures.values())
    met = ratio >= GOAL and all(
        figure["errors"] == 0 and max(figure["p95_ms"] / 1000, figure["oldest_s"]) <= SECONDS
        for figure in figures.values()
    )
    print(json.dumps({"name": "live", "ratio": ratio, "goal": round(GOAL, 3), "met": met, **figures}))


def measure(engine: str, folder: Path, *, short: bool) -> dict[str, Any]:
    scene.DATABASE = "netevent_bench_live"  # another benchmark may run beside this one
    environment = scene.environment(engine, folder)
    code = scene.prepare(environment)
    seconds, rounds, each = (3, 2, 80) if short else (60, 5, 800)
    cards, tokens = crowd.guests(environment, code, seconds * RATE)
    cookies = team(environment, code)
    with (
        served("netevent.app:create_app()", environment) as ours,
        served("bench.live:least()", environment) as other,
    ):
        scans = posts.scans(ours, code, tokens, cards)
        figures = asyncio.run(evening(ours, code, cookies, scans, whole=not short))
        rates = asyncio.run(compared(ours, other, code, cookies, rounds, each))
    return rates | figures


def team(environment: dict[str, str], code: str) -> list[str]:
    """The cookie of each tab: so many browsers of somebody who organises the event."""
    app, now = create_app(config.read(environment)), datetime.now(UTC)
    with app.app_context():
        event = Event.of_code(code)
        assert event
        owner = Person(name="Ada", email="ada@example.org", created_at=now, card_code=secrets.token_hex(13))
        db.session.add(owner)
        db.session.flush()
        db.session.add(Organiser(event_id=event.id, person_id=owner.id, role="owner", since=now))
        opened = [signins.open_for(owner, "ada@example.org", now) for _ in range(TABS)]
        db.session.commit()
        db.engine.dispose()
    signer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    return [f"netevent={signer.dumps({'_user_id': secret})}" for _, secret in opened]


async def evening(
    port: int, code: str, cookies: list[str], scans: list[bytes], *, whole: bool
) -> dict[str, Any]:
    """Tabs are open, and people come."""
    seen, page = Seen(), f"/events/{code}/live"
    tabs = [asyncio.create_task(tab(port, page, cookie, seen, len(scans), whole=whole)) for cookie in cookies]
    while seen.open < TABS:
        await asyncio.sleep(0.1)
    began = time.perf_counter()
    for number, scan in enumerate(scans):
        await asyncio.sleep(max(0, began + number / RATE - time.perf_counter()))
        seen.sent.append(time.perf_counter())
        status, _ = await answered(port, scan.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n", 1))
        seen.errors += status != 201
    late = asyncio.get_running_loop().call_later(2 * SECONDS, setattr, seen, "over", True)
    behind = await asyncio.gather(*tabs)
    late.cancel()
    ages, taken = sorted(seen.ages or [float("inf")]), sorted(seen.taken)
    return {
        "oldest_s": round(max(ages), 2), "age_p95_s": round(ages[int(0.95 * len(ages))], 2),
        **{f"p{p}_ms": round(taken[int(p / 100 * len(taken))] * 1000, 1) for p in (50, 95, 99)},
        "asked": len(taken), "unchanged": seen.unchanged, "arrivals": len(scans), "errors": seen.errors + sum(behind),
    }  # fmt: skip


async def tab(port: int, page: str, cookie: str, seen: Seen, wanted: int, *, whole: bool) -> bool:
    """Open the page, or the part of it that changes, and ask until everybody is shown; gives whether this never came
    to be."""
    _, body = await asked(port, page, cookie, htmx=not whole)
    seen.open += 1
    shown, spread = 0, EVERY
    while shown < wanted and not seen.over:
        await asyncio.sleep(EVERY - secrets.randbelow(1000) / 1000 * spread)
        spread = SPREAD
        version = re.search(r"live\?v=(\w+)", body)
        began = time.perf_counter()
        status, answer = await asked(port, f"{page}?v={version[1] if version else ''}", cookie, htmx=True)
        now = time.perf_counter()
        seen.taken.append(now - began)
        seen.unchanged += status == 204
        seen.errors += status not in {200, 204}
        if status == 200:
            body = answer
            count = re.search(r'"stat num">([\d,]+)<', body)
            number = int(count[1].replace(",", "")) if count else 0
            seen.ages += [now - at for at in seen.sent[shown:number]]
            shown = max(shown, number)
    return shown < wanted


async def compared(
    ours: int, other: int, code: str, cookies: list[str], rounds: int, each: int
) -> dict[str, float]:
    """Questions a second that find nothing new, of both, in turns, by the tabs in turn: one alone would be a flood."""
    page, rates = f"/events/{code}/live", dict[int, list[float]]({ours: [], other: []})
    tabs = cycle(cookies)
    for port in (ours, other) * rounds:
        _, body = await asked(ours, page, next(tabs))
        version = re.search(r"live\?v=(\w+)", body)
        path = f"{page}?v={version[1] if version else ''}"
        await asyncio.gather(*(asked(port, path, next(tabs), htmx=True) for _ in range(2 * CLIENTS)))
        began = time.perf_counter()

        async def client(port: int = port, path: str = path) -> int:
            found = [(await asked(port, path, next(tabs), htmx=True))[0] for _ in range(each // CLIENTS)]
            return sum(status == 204 for status in found)

        unchanged = sum(await asyncio.gather(*(client() for _ in range(CLIENTS))))
        rates[port].append(unchanged / (time.perf_counter() - began))
    mine, bares = (statistics.median(rates[port]) for port in (ours, other))
    return {"ratio": round(mine / bares, 3), "per_second": round(mine, 1), "bare_per_second": round(bares, 1)}


async def asked(port: int, path: str, cookie: str, *, htmx: bool = False) -> tuple[int, str]:
    head = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: {cookie}\r\nAccept-Encoding: gzip\r\n"
    more = "HX-Request: true\r\n" if htmx else ""
    return await answered(port, f"{head}{more}Connection: close\r\n\r\n".encode())


async def answered(port: int, asked: bytes) -> tuple[int, str]:
    """Status and text of one answer; the server closes after it."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(asked)
    head, _, body = (await reader.read()).partition(b"\r\n\r\n")
    writer.close()
    text = gzip.decompress(body) if b"content-encoding: gzip" in head.lower() else body
    return int(head.split(b" ", 2)[1]), text.decode()


def least() -> Flask:
    """The bare application with a route that finds out the least: who asks, for what, whether they may, how many."""
    app = bare.create_app()
    signer = Flask("netevent")
    signer.secret_key = os.environ["NETEVENT_SECRET_KEY"]
    opened = signer.session_interface.get_signing_serializer(signer)  # type: ignore[attr-defined]

    @app.get("/events/<code>/live")
    def look(code):  # type: ignore[no-untyped-def]
        token = opened.loads(request.cookies["netevent"])["_user_id"]
        who = db.session.scalar(select(SignIn.person_id).where(SignIn.token_hash == signins.hash_of(token)))
        event = db.session.scalar(select(Event.id).where(Event.code == code))
        mine = Organiser.event_id == event, Organiser.person_id == who, Organiser.removed_at.is_(None)
        key = db.session.scalar(select(Organiser.id).where(*mine))
        db.session.scalar(select(func.sum(Tally.count)).where(Tally.event_id == event))
        return "", 204 if key else 404

    return app


if __name__ == "__main__":
    os.chdir(Path(__file__).parents[1])
    main()
