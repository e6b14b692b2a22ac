"""Making the house ready, and doing what is due."""

import signal
import threading
from datetime import UTC, datetime

import click
from flask import current_app
from flask.cli import with_appcontext
from flask_migrate import upgrade

from netevent import clock, worker
from netevent.config import Settings
from netevent.extensions import db
from netevent.operations.digests import preview_due


@click.command("init")
@with_appcontext
def init() -> None:
    """Create the data folder, and bring the database to this version."""
    _settings().data_dir.mkdir(parents=True, exist_ok=True)
    upgrade()
    db.engine.dispose()
    click.echo(f"Ready: {_settings().data_dir}")


@click.command("worker")
@with_appcontext
@click.option("--once", is_flag=True, help="Do what is due now, then end.")
def work(once: bool) -> None:
    """Plan and send what is due, again and again."""
    if once:
        click.echo(worker.run_once(clock.now(), tidy=True))
        return
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    worker.run_forever(stop)


@click.command("send-due")
@with_appcontext
@click.option("--dry-run", is_flag=True, help="Only say what would be planned and sent.")
@click.option(
    "--now",
    "moment",
    default=None,
    metavar="ISO",
    help="As if it were this moment, e.g. 2026-11-06T09:00+01:00.",
)
def send_due(dry_run: bool, moment: str | None) -> None:
    """Plan the digests that are due, and send what waits."""
    now = _moment(moment)
    click.echo(preview_due(now) if dry_run else worker.run_once(now))


def _moment(text: str | None) -> datetime:
    if text is None:
        return clock.now()
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise click.BadParameter(
            f"{text} is not a moment like 2026-11-06T09:00+01:00", param_hint="--now"
        ) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _settings() -> Settings:
    settings: Settings = current_app.config["SETTINGS"]
    return settings
