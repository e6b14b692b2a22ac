"""What sending a morning costs: prepared digests through one worker, beside a bare smtplib loop on one line.

    python bench/mail.py [--short] [--database sqlite|postgresql]

Baseline: the same mails, written beforehand, which a loop builds with EmailMessage and sends with smtplib over one
reused line to the same server (aiosmtpd in a process of its own), in the same run. Goal: at least 0.7 of the
baseline's mails a second and 150 a second of the worker's own processor, writing them included, and at most 1.1
times the memory for 20,000 mails as for 1,000.
"""

import argparse
import json
import os
import smtplib
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

import sqlalchemy
from flask_migrate import upgrade

from bench import evening, scene, sink
from netevent import config, worker
from netevent.app import create_app
from netevent.extensions import db
from netevent.mails.message import Letter
from netevent.models import OutboxMail
from netevent.operations import digests, letters

SHARE, RATE, GROWTH = 0.7, 150, 1.1
ASIDE = (  # a process starts with the memory of the one that starts it in its books, so a small one does
    "import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True); "
    "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument(
        "--short", action="store_true", help="200 mails, and 2,000 instead of 20,000 for memory"
    )
    options.add_argument("--database", choices=("sqlite", "postgresql"), action="append")
    chosen = options.parse_args()
    sizes = (100, 200, 2_000) if chosen.short else (1_000, 2_000, 20_000)
    engines = chosen.database or [name for name in ("sqlite", "postgresql") if scene.reachable(name)]
    figures = {}
    for engine in engines:
        with tempfile.TemporaryDirectory() as folder:
            figures[engine] = measure(engine, Path(folder), *sizes)
        print(f"{engine}: {figures[engine]}")
    share = min(figure["share"] for figure in figures.values())
    met = share >= SHARE and all(
        figure["mails_a_second_of_the_core"] >= RATE and figure["growth"] <= GROWTH
        for figure in figures.values()
    )
    print(json.dumps({"name": "mail", "ratio": share, "goal": SHARE, "met": met, **figures}))


def measure(engine: str, folder: Path, few: int, some: int, many: int) -> dict[str, Any]:
    """The comparison with `some`, then worker processes of their own for `few` and for `many`, for their memory."""
    with sink.serving() as (port, taken):
        settings = scene.environment(engine, folder) | {
            "NETEVENT_MAIL_URL": f"smtp://127.0.0.1:{port}", "NETEVENT_MAIL_RATE": "1000000",
        }  # fmt: skip
        app = create_app(config.read(settings))
        with app.app_context():
            upgrade()
            worker.spare_the_collector()
            sent(len(prepared(100)), taken)  # what is compiled and filled once is not measured
            runs = [round_of(some, port, taken) for _ in range(3)]
            memory = [peak(settings, size, taken) for size in (few, many)]
            db.engine.dispose()
    middle = sorted(runs, key=lambda run: float(run["share"]))[1]
    growth = round(memory[1] / memory[0], 3)
    return {**middle, "shares": [run["share"] for run in runs], "memory_mb": memory, "growth": growth}


def round_of(size: int, port: int, taken: Any) -> dict[str, Any]:
    """The worker between two turns of the bare loop, as shared cores change their pace; all of it in one minute."""
    waiting = prepared(size)
    before = bare_loop(port, waiting, taken)
    ours = sent(size, taken)
    after = bare_loop(port, waiting, taken)
    bare = (before["wall"] + after["wall"]) / 2
    return {
        "share": round(bare / ours["wall"], 3),
        "mails_a_second": round(size / ours["wall"]),
        "mails_a_second_of_the_core": round(size / ours["seconds"]),
        "bare_mails_a_second": round(size / bare),
        "bytes_a_mail": before["bytes"],
    }


def peak(settings: dict[str, str], size: int, taken: Any) -> int:
    """The most memory in MB of a worker process that sends that many prepared digests."""
    prepare(size)
    before = taken.value
    command = [sys.executable, "-c", ASIDE, sys.executable, "-m", "netevent", "worker", "--once"]
    said = subprocess.run(
        command, env=os.environ | settings, stdout=subprocess.PIPE, check=True, text=True
    ).stdout
    assert taken.value - before == size
    return round(int(said.splitlines()[-1]) / 1024)


def prepared(size: int) -> list[Letter]:
    """Digests in the outbox, and the letters the worker will write of them."""
    prepare(size)
    rows = db.session.scalars(
        sqlalchemy.select(OutboxMail).where(OutboxMail.state == "queued").order_by(OutboxMail.id)
    )
    written = [letters.letter_for(row, evening.MORNING) for row in rows]
    db.session.rollback()
    db.session.expunge_all()
    assert len(written) == size
    return written


def prepare(size: int) -> None:
    """Digests in the outbox, due now for whoever runs on the real clock, too."""
    evening.people(size)
    assert digests.plan_due(evening.MORNING) == size
    later = datetime.now(UTC) + timedelta(hours=2)
    waiting = sqlalchemy.update(OutboxMail).where(OutboxMail.state == "queued")
    db.session.execute(waiting.values(expires_at=later, created_at=datetime.now(UTC)))
    db.session.commit()
    db.session.expunge_all()


def sent(size: int, taken: Any) -> dict[str, Any]:
    """One worker sends what waits."""
    before, began, wall = taken.value, time.process_time(), time.perf_counter()
    counts = worker.run_once(evening.MORNING).mails
    seconds, wall = time.process_time() - began, time.perf_counter() - wall
    assert counts == {"sent": size}, counts
    assert taken.value - before == size
    return {"seconds": seconds, "wall": wall}


def bare_loop(port: int, waiting: list[Letter], taken: Any) -> dict[str, Any]:
    """The same mails as a script would send them: built and handed over one after the other."""
    before, wall, octets = taken.value, time.perf_counter(), 0
    with smtplib.SMTP("127.0.0.1", port) as line:
        for letter in waiting:
            message = _message(letter)
            line.send_message(message)
            octets += len(letter.html) + len(letter.text)
    wall = time.perf_counter() - wall
    assert taken.value - before == len(waiting)
    return {"wall": wall, "bytes": octets // len(waiting)}


def _message(letter: Letter) -> EmailMessage:
    message = EmailMessage()
    message["From"] = f"{letter.from_name} <{letter.from_address}>"
    message["To"] = f"{letter.to_name} <{letter.to_address}>"
    message["Reply-To"] = letter.reply_to
    message["Subject"] = letter.subject
    message["Date"] = letter.date
    message["Message-ID"] = letter.message_id
    message["List-Id"] = f"<{letter.list_id}>"
    message["List-Unsubscribe"] = f"<{letter.list_unsubscribe_url}>"
    message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.text, cte="quoted-printable")
    message.add_alternative(letter.html, subtype="html", cte="quoted-printable")
    return message


if __name__ == "__main__":
    os.chdir(Path(__file__).parents[1])
    main()
