"""Whether it works, printed for whoever runs the site: lines of shares, no names, no numbers of people."""

import re

import pytest
from click.testing import CliRunner
from flask import Flask
from flask.cli import ScriptInfo

from netevent import clock
from netevent.__main__ import cli
from netevent.domain.measures import FIGURES
from netevent.models import Audit
from netevent.operations import pauses
from tests import cast
from tests.mails.mornings import digest_of, met


def said(app: Flask, *words: str) -> list[str]:
    done = CliRunner().invoke(cli, ["measures", *words], obj=ScriptInfo(create_app=lambda: app))
    assert done.exit_code == 0, done.output
    return done.output.splitlines()


@pytest.mark.usefixtures("evening")
def test_a_line_is_printed_for_each_figure_and_the_log_keeps_it(app: Flask) -> None:
    with app.app_context():
        event = cast.event()
        people = [cast.person(f"Person {number}", f"p{number}@example.org") for number in range(12)]
        for number, person in enumerate(people):
            met(person, event, "Cleo Brandt")
            digest_of(person, event)
            if number < 5:
                pauses.pause_mails(person, "one_week", clock.now())
    lines = said(app)
    assert len(lines) == len(FIGURES) + 2
    assert "People with digests who pause them now or have unsubscribed: about 40 in 100." in lines
    assert "Pairs in mutual support today: not shown, fewer than 5 people." in lines
    assert lines[-1] == "Median time to write a note: not recorded."
    assert all(line.endswith(".") for line in lines)
    assert not re.search(r"Cleo|Person \d|@|\b12\b", "\n".join(lines))
    with app.app_context():
        assert cast.how_many(Audit, verb="show", noun="measures", via="command") == 1


def test_help_says_what_it_does(app: Flask) -> None:
    assert any("rounded shares" in line for line in said(app, "--help"))
