"""Reading the log of organisers and operators."""

import click
from flask.cli import with_appcontext

from netevent.operations import audits


@click.command("audit")
@with_appcontext
@click.option("--event", "code", metavar="CODE", help="Only of this event.")
@click.option("-n", "count", type=click.IntRange(1, 100_000), default=50, show_default=True)
def listed(code: str | None, count: int) -> None:
    """Print what organisers and operators did, the latest first: ids and words, no names."""
    for entry in audits.latest(code, count):
        who = f"person {entry.actor_id}" if entry.actor_id else "-"
        event = f"event {entry.event_id}" if entry.event_id else "-"
        row = f"{entry.noun} {entry.row_id}" if entry.row_id else entry.noun
        click.echo(f"{entry.at:%Y-%m-%dT%H:%M:%SZ}  {entry.via}  {who}  {event}  {entry.verb} {row}")
