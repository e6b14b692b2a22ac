"""The console script: the command group over create_app, and the commands that work without one."""

import sys

import click
from flask.cli import FlaskGroup

from netevent import __version__, launch
from netevent.app import create_app
from netevent.cli import COMMANDS
from netevent.config import ConfigError
from netevent.errors import Refusal


class Commands(FlaskGroup):
    """All commands are known before the application is, so that --help needs no settings."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click calls it so
        return sorted(self.commands)


@click.group(cls=Commands, create_app=create_app, add_default_commands=False, add_version_option=False)
@click.version_option(__version__, prog_name="netevent")
def cli() -> None:
    """netevent: check people in, remember whom you met, follow up like a human."""


cli.params = [
    option for option in cli.params if option.name == "version"
]  # Flask's own are for other programs
for command in (*launch.COMMANDS, *COMMANDS):
    cli.add_command(command)


def main() -> None:
    """Run one command; a refusal or a missing setting is one sentence and a non-zero exit."""
    try:
        cli(prog_name="netevent")
    except (ConfigError, Refusal) as problem:
        click.echo(f"netevent: {problem}", err=True)
        sys.exit(2)


if __name__ == "__main__":
    main()
