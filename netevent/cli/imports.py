"""Bringing in a list of guests by hand."""

from pathlib import Path

import click
from flask.cli import with_appcontext

from netevent import clock
from netevent.operations import incoming


@click.command("import")
@with_appcontext
@click.argument("event")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def bring_in(event: str, file: Path) -> None:
    """Bring the guests of a CSV FILE to EVENT (its code), at once; the same list twice doubles nobody."""
    counts, reasons = incoming.bring_in_file(event, file, clock.now())
    click.echo(
        f"New: {counts['new']}. Already here: {counts['here']}. Stay out: {sum(counts['out'].values())}."
    )
    for reason in reasons:
        click.echo(f"  {reason}")
