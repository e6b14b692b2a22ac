"""Looking after the outbox by hand: what waits, what became of it, and addresses that came back."""

import click
from flask.cli import with_appcontext

from netevent import clock
from netevent.models import Attempt, OutboxMail
from netevent.models.outbox import STATES
from netevent.operations import mailroom

NUMBER = click.IntRange(1, 2**63 - 1)


@click.group("outbox", invoke_without_command=True)
@click.pass_context
@with_appcontext
def outbox(context: click.Context) -> None:
    """Say how many mails wait and what became of the others; `list` and `show` tell more."""
    if context.invoked_subcommand:
        return
    counts, waits = mailroom.counts(), mailroom.oldest_unsent(clock.now())
    for state in STATES:
        if counts[state]:
            click.echo(f"{counts[state]:7}  {state}")
    click.echo(f"Oldest unsent: {int(waits.total_seconds())} s." if waits else "No mail waits.")
    if trouble := mailroom.trouble(clock.now()):
        click.echo(trouble)


@outbox.command("list")
@with_appcontext
@click.option("--state", type=click.Choice(STATES), help="Only these.")
@click.option("--to", "address", metavar="ADDRESS", help="Only those to this address.")
@click.option("-n", "count", type=click.IntRange(1, 100_000), default=50, show_default=True)
def listed(state: str | None, address: str | None, count: int) -> None:
    """Print mails by number, the newest first, without their addresses."""
    for mail in mailroom.listed(state, address, count):
        click.echo(_line(mail))


@outbox.command("show")
@with_appcontext
@click.argument("number", type=NUMBER)
def show(number: int) -> None:
    """Print one mail's address, times and attempts. What it says is kept nowhere."""
    mail = mailroom.mail_of(number)
    click.echo(_line(mail))
    click.echo(f"to          {mail.address}")
    click.echo(f"message id  {mail.message_id}")
    click.echo(f"written     {mail.created_at:%Y-%m-%dT%H:%M:%SZ}")
    if mail.expires_at:
        click.echo(f"no use from {mail.expires_at:%Y-%m-%dT%H:%M:%SZ}")
    for attempt in Attempt.of_mail(mail.id):
        click.echo(f"  {attempt.at:%Y-%m-%dT%H:%M:%SZ}  {attempt.outcome:11}  {_printable(attempt.words)}")


@outbox.command("retry")
@with_appcontext
@click.argument("number", type=NUMBER)
def retry(number: int) -> None:
    """Try a mail again now that failed or waits for a later try. What may have arrived is never sent again."""
    mailroom.retry(number, clock.now())
    click.echo(f"Waits for a worker: {number}.")


@outbox.command("drop")
@with_appcontext
@click.argument("number", type=NUMBER)
def drop(number: int) -> None:
    """Do not send a mail that waits."""
    mailroom.drop(number, clock.now())
    click.echo(f"Dropped: {number}.")


@outbox.command("bounced")
@with_appcontext
@click.argument("address")
def bounced(address: str) -> None:
    """Send no more mail to ADDRESS: a mail to it came back, or its owner complained."""
    mailroom.bounced(address, clock.now())
    click.echo("Noted: this address gets no mail any more.")


@outbox.command("lift")
@with_appcontext
@click.argument("address")
def lift(address: str) -> None:
    """Let mail go to ADDRESS again that came back before. Who unsubscribed stays unsubscribed."""
    mailroom.lift(address, clock.now())
    click.echo("Lifted: this address may get mail again.")


def _line(mail: OutboxMail) -> str:
    reason = f"  {_printable(mail.last_error)}" if mail.last_error else ""
    return f"{mail.id:7}  {mail.state:10}  {mail.kind:15}  due {mail.run_at:%Y-%m-%dT%H:%M:%SZ}  tries {mail.attempts}{reason}"


def _printable(words: str) -> str:
    """A mail server's words on a terminal: no control characters."""
    return "".join(letter if letter.isprintable() else " " for letter in words)
