"""Who may organise."""

import click
from flask import current_app
from flask.cli import with_appcontext

from netevent import clock
from netevent.operations import organisers, proofs


@click.command("create-organiser")
@with_appcontext
@click.argument("email")
def create_organiser(email: str) -> None:
    """Let EMAIL create events, and print a link to sign in with."""
    person = organisers.make_organiser(email, clock.now())
    token = proofs.invite(person, clock.now())
    click.echo(f"{person.email} may create events. Sign in within ten minutes:")
    click.echo(f"{current_app.config['SETTINGS'].base_url}/signin/{token}")
