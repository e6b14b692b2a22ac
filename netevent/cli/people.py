"""What whoever runs the site does for one person who asks."""

import sys
from pathlib import Path

import click
from flask.cli import with_appcontext

from netevent import clock
from netevent.operations import erasures, exports


@click.command("export-person")
@with_appcontext
@click.argument("email")
@click.option("--format", "kind", type=click.Choice(list(exports.FORMATS)), default="json", show_default=True)
@click.option("--to", "path", type=click.Path(path_type=Path), help="Write into this file.")
def export_person(email: str, kind: str, path: Path | None) -> None:
    """Write out everything about the owner of EMAIL; csv is a zip of tables. The log keeps that it was done."""
    octets = exports.file_for(email, kind, clock.now())
    if path is None:
        sys.stdout.buffer.write(octets)
    else:
        path.touch(mode=0o600)
        path.write_bytes(octets)
        click.echo(path)


@click.command("erase-person")
@with_appcontext
@click.argument("email")
@click.option("--yes", is_flag=True, help="Do not ask back.")
def erase_person(email: str, yes: bool) -> None:
    """Erase everything about EMAIL: an account, and what others wrote down about this address."""
    if not yes:
        click.confirm(f"Erase everything about {email}? It cannot be brought back.", abort=True)
    accounts = erasures.erase_address(email, clock.now())
    erasures.overwrite()
    click.echo(f"Erased. Accounts: {accounts}.")
