"""Examining the house."""

import sys

import click
from flask import current_app
from flask.cli import with_appcontext

from netevent import clock
from netevent.operations import checkups
from netevent.operations.findings import Finding, State

MARKS = {State.OK: "✓", State.ADVICE: "!", State.WRONG: "✗"}


@click.command("doctor")
@with_appcontext
def doctor() -> None:
    """Examine settings, time zones, database, data folder, mail server and sender records; no mail is sent.

    Each line says what is ok, what would be better (advice), or what is wrong, and what to do. Fails when
    something is wrong.
    """
    states = set()
    for finding in checkups.examine(current_app.config["SETTINGS"], clock.now()):
        click.echo(line(finding))
        states.add(finding.state)
    if State.WRONG in states:
        sys.exit(1)


def line(finding: Finding) -> str:
    """One line; what a foreign server said in it can neither break it nor move the cursor."""
    words = "".join(sign if sign.isprintable() else " " for sign in f"{finding.name}: {finding.words}")
    return f"{MARKS[finding.state]} {finding.state:<6}  {words}"
