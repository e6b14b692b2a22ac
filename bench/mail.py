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
import resource
import smtplib
import sys
import tempfile
import time
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
    print(json.dumps({"name": "mail", "share": share, "goal": SHARE, "met": met, **figures}))


def measure(engine: str, folder: Path, few: int, some: int, many: int) -> dict[str, Any]:
    """A run of `few` for the memory, the comparison with `some`, and a run of `many` for the memory again."""
    with sink.serving() as (port, taken):
        settings = scene.environment(engine, folder) | {
            "NETEVENT_MAIL_URL": f"smtp://127.0.0.1:{port}",
            "NETEVENT_MAIL_RATE": "1000000",
            "NETEVENT_MAIL_CONNECTIONS": os.environ.get("C", "1"),
        }
        app = create_app(config.read(settings))
        with app.app_context():
            upgrade()
            worker.spare_the_collector()
            send(few, taken)
            before = _memory()
            waiting = prepared(some)
            bare = min((bare_loop(port, waiting, taken) for _ in range(3)), key=lambda run: run["wall"])
            ours = sent(some, taken)
            half = bare_loop(port, waiting, taken)
            bare = min(bare, half, key=lambda run: run["wall"])
            send(many, taken)
            after = _memory()
            db.engine.dispose()
    return {
        "share": round(bare["wall"] / ours["wall"], 3),
        "mails_a_second": round(some / ours["wall"]),
        "mails_a_second_of_the_core": round(some / ours["seconds"]),
        "bare_mails_a_second": round(some / bare["wall"]),
        "bytes_a_mail": bare["bytes"],
        "memory_mb": [round(before), round(after)],
        "growth": round(after / before, 3),
    }


def prepared(size: int) -> list[Letter]:
    """Digests in the outbox, and the letters the worker will write of them."""
    evening.people(size)
    assert digests.plan_due(evening.MORNING) == size
    rows = db.session.scalars(
        sqlalchemy.select(OutboxMail).where(OutboxMail.state == "queued").order_by(OutboxMail.id)
    )
    written = [letters.letter_for(row, evening.MORNING) for row in rows]
    db.session.rollback()
    db.session.expunge_all()
    assert len(written) == size
    return written


def send(size: int, taken: Any) -> None:
    """Prepare and send that many, for what it does to the memory."""
    evening.people(size)
    assert digests.plan_due(evening.MORNING) == size
    db.session.expunge_all()
    sent(size, taken)


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


def _memory() -> float:
    """MB held now by this process."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    os.chdir(Path(__file__).parents[1])
    main()
