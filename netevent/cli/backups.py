"""A copy of the database, and bringing it back."""

from pathlib import Path

import click
from flask.cli import with_appcontext

from netevent import clock
from netevent.operations import backups


@click.command("backup")
@with_appcontext
@click.argument("target", required=False, type=click.Path(path_type=Path), metavar="[FOLDER|FILE]")
def backup(target: Path | None) -> None:
    """Copy the database into a file, by default into the folder backups of the data folder.

    Backups there are deleted after 35 days. A backup is of use only with the secret key it was made under.
    """
    click.echo(backups.backup(target, clock.now()))


@click.command("restore")
@with_appcontext
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--replace", is_flag=True, help="Put it in the place of what is here.")
def restore(file: Path, replace: bool) -> None:
    """Bring a backup back, and erase again whoever was erased since. Stop web and worker before."""
    done = backups.restore(file, clock.now(), replace=replace)
    if done.replaced:
        click.echo(f"What was here before: {done.replaced}")
    click.echo(f"Restored. People erased again: {done.erased}.")
