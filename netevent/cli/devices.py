"""Door devices."""

import click
from flask.cli import with_appcontext

from netevent import clock
from netevent.operations import devices


@click.command("device-token")
@with_appcontext
@click.argument("event")
@click.option("--name", required=True, metavar="DOOR", help="What people call the door it stands at.")
def device_token(event: str, name: str) -> None:
    """Make a device that checks people in at EVENT, and print its token, this once."""
    click.echo(devices.make_for(event, name, now=clock.now()))
