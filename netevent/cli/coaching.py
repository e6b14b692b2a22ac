"""The coach on the command line: the same review as beside a draft, without notes of anybody."""

from typing import TextIO

import click

from netevent.domain.pitches import Review, review


@click.command("coach")
@click.argument("file", type=click.File(encoding="utf-8"))
@click.option(
    "--language",
    type=click.Choice(["en", "fr", "it"]),
    default=None,
    help="Of the text; without it, it is detected.",
)
def read(file: TextIO, language: str | None) -> None:
    """Read a draft ("-" for standard input) and say what might be better, and what is good."""
    try:
        draft = file.read()
    except UnicodeDecodeError:
        raise click.ClickException("this file is not text in UTF-8") from None
    for line in said(draft, review(draft, language)):
        click.echo(line)


def said(draft: str, found: Review) -> list[str]:
    """The remarks with the words they are about, the strengths, and a word where there is nothing to say."""
    shown = [] if found.band == "relational" else found.remarks
    remarks = [f"- “{draft[one.start : one.end]}”\n  {one.message} {one.move}".rstrip() for one in shown]
    strengths = [f"+ {one.message}" for one in found.strengths]
    return [*remarks, *strengths] or ["Nothing to remark."]
