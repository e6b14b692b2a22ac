"""Checking the books."""

import sys

import click
from flask.cli import with_appcontext

from netevent.operations import books


@click.command("books")
@with_appcontext
def balance() -> None:
    """Print every sum beside what it must be; fails when one does not agree."""
    entries = list(books.entries())
    for entry in entries:
        mark = "ok" if entry.balances else "WRONG"
        click.echo(f"{mark:5}  {entry.is_:9} = {entry.should_be:9}  {entry.name}")
    if not all(entry.balances for entry in entries):
        sys.exit(1)
