"""Whether it works, for whoever runs the site."""

import click
from flask.cli import with_appcontext

from netevent import clock
from netevent.domain.measures import lines
from netevent.operations import measures


@click.command("measures")
@with_appcontext
def shares() -> None:
    """Print what people do here, over everybody: rounded shares where enough people are behind them.

    No figure is of a person, an event or a company. The log keeps that it was done.
    """
    for line in lines(measures.of_everybody(clock.now())):
        click.echo(line)
