"""The queue of people who asked what others noted about them."""

import sys
from typing import TextIO

import click
from flask.cli import with_appcontext

from netevent import clock
from netevent.operations import disclosures


@click.group("requests", invoke_without_command=True)
@click.pass_context
@with_appcontext
def requests(context: click.Context) -> None:
    """List who waits for an answer, by number; fails when one is overdue."""
    if context.invoked_subcommand:
        return
    waiting, overdue = disclosures.queue(clock.now())
    for request in waiting:
        click.echo(f"{request.id}  asked {request.asked_at:%Y-%m-%d}  due {request.due_at:%Y-%m-%d}")
    click.echo(f"Waiting: {len(waiting)}.")
    if overdue:
        click.echo("The law gives a month: an answer is overdue.", err=True)
        sys.exit(1)


@requests.command("show")
@with_appcontext
@click.argument("number", type=click.IntRange(1, 2**63 - 1))
def show(number: int) -> None:
    """Print the notes one request is about, with everybody else blacked out as far as a program can.

    Read it, black out what is left of others, and release it with: netevent requests answer NUMBER FILE
    """
    click.echo(disclosures.show(number, clock.now()), nl=False)


@requests.command("answer")
@with_appcontext
@click.argument("number", type=click.IntRange(1, 2**63 - 1))
@click.argument("file", type=click.File(encoding="utf-8"))
def answer(number: int, file: TextIO) -> None:
    """Release the text in FILE (- reads what is piped in) to whoever asked, and tell them by mail."""
    disclosures.answer(number, file.read(), clock.now())
    click.echo(f"Answered: {number}.")
