"""Every mail once, whatever breaks: workers are killed, the mail server fails in eleven ways, the books balance.

`make faults-mail` is the long form: NETEVENT_FAULT_MAILS, _KILLS and _FAULTS say how much of it, and the leases and the
times between two tries are those of a real house; only the patience with a silent server is shorter. The short form
counts seconds where the long one counts minutes.
"""

import os
import threading
from datetime import timedelta
from pathlib import Path

from click.testing import CliRunner
from flask import Flask
from flask.cli import ScriptInfo
from sqlalchemy import func, select

from netevent.__main__ import cli
from netevent.extensions import db
from netevent.models import Attempt, OutboxMail
from netevent.operations import leases, mailroom
from tests.faults.house import Workers, dying, wait_for_the_end, write_mails
from tests.faults.server import breaking

LONG = "NETEVENT_FAULT_MAILS" in os.environ
MAILS = int(os.environ.get("NETEVENT_FAULT_MAILS", "240"))
KILLS = int(os.environ.get("NETEVENT_FAULT_KILLS", "6"))
FAULTS = int(os.environ.get("NETEVENT_FAULT_FAULTS", "44"))
SEED = int(os.environ.get("NETEVENT_FAULT_SEED", "20261106"))
WORKERS = 3 if LONG else 2
SHORT_LEASE = timedelta(seconds=5)
LEASE = leases.LEASE if LONG else SHORT_LEASE
LOOKING = timedelta(seconds=20)  # a worker that finds no server rests for 15 s before it looks again


def environment(app: Flask, mail_url: str) -> dict[str, str]:
    settings = app.config["SETTINGS"]
    hurry = {} if LONG else {"HURRIED_LEASE": str(int(SHORT_LEASE.total_seconds()))}
    return {
        "NETEVENT_DATABASE_URL": settings.database_url, "NETEVENT_SECRET_KEY": settings.secret_key,
        "NETEVENT_BASE_URL": settings.base_url, "NETEVENT_DATA_DIR": str(settings.data_dir), "NETEVENT_MAIL_URL": mail_url,
        "NETEVENT_MAIL_RATE": str(max(1200, MAILS // 5)), "HURRIED_TIMEOUT": "2", **hurry,
    }  # fmt: skip


def test_every_mail_arrives_once_whatever_breaks(app: Flask, tmp_path: Path) -> None:
    with app.app_context():
        write_mails(MAILS)
    with breaking(FAULTS, max(2, MAILS // FAULTS * 2 // 3), SEED) as (server, url):
        workers = Workers(WORKERS, environment(app, url))
        every = MAILS / 25 / KILLS if LONG else 1.0
        with dying(workers, KILLS, every, server.in_hand, SEED):
            ended, longest = wait_for_the_end(app, 3600 if LONG else 150)
    with app.app_context():
        counts = mailroom.counts()
        unsure = db.session.scalar(select(func.sum(OutboxMail.ambiguous))) or 0
        ids = dict(db.session.execute(select(OutboxMail.message_id, OutboxMail.state)).all())
        stopped = db.session.scalar(select(func.count()).where(Attempt.outcome == "stopped"))
        attempts = db.session.scalar(select(func.count()).select_from(Attempt))
        checked = CliRunner().invoke(cli, ["books"], obj=ScriptInfo(create_app=lambda: app))
    copies = sum(server.copies.values()) - len(server.copies)
    print(
        f"\n{MAILS} mails, {workers.killed} kills, {sum(server.done.values())} faults {dict(server.done)}: "
        f"{dict(counts)}, {attempts} attempts, {stopped} mails taken over, {copies} copies after {unsure} endings nobody "
        f"was sure of, the longest held {LEASE + longest} by a worker that was gone\n{checked.output}"
    )
    assert ended, counts
    assert workers.killed == KILLS
    assert sum(server.done.values()) >= FAULTS * 0.9
    assert len(ids) == MAILS, "distinct Message-IDs"
    assert set(server.copies) <= set(ids), "mails nobody wrote"
    lost = [id_ for id_, state in ids.items() if state == "sent" and id_ not in server.copies]
    assert lost == []
    assert set(counts) <= {"sent", "failed", "unclear"}
    refusals = server.done["refuse now"] + server.done["refuse for good"]
    assert counts["failed"] <= refusals, "a worker killed with a refusal in its hands asks again"
    assert not [id_ for id_, state in ids.items() if state == "failed" and id_ in server.copies]
    assert max(server.copies.values()) <= 2, "one resend at most"
    assert copies <= unsure
    assert longest <= LOOKING
    assert checked.exit_code == 0
    assert threading.active_count() < 20
