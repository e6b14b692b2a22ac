"""`netevent import`: the same list, at once and by hand."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import time_machine
from click.testing import CliRunner, Result
from flask import Flask
from flask.cli import ScriptInfo

from netevent.__main__ import cli
from netevent.errors import Invalid, NotFound, Refusal
from netevent.models import Audit, Import, Registration
from tests import cast
from tests.imports.layouts import EVENTBRITE_A

Run = Callable[..., Result]


@pytest.fixture(autouse=True)
def house(app: Flask, evening: time_machine.Traveller) -> Iterator[None]:
    with app.app_context():
        cast.event(cast.person("Ada"), code="7KQ4MP")
        yield


@pytest.fixture
def run(app: Flask, tmp_path: Path) -> Run:
    info, file = ScriptInfo(create_app=lambda: app), tmp_path / "guests.csv"

    def run(code: str, text: str) -> Result:
        file.write_text(text, "utf-8")
        return CliRunner().invoke(cli, ["import", code, str(file)], obj=info)

    return run


def test_a_list_comes_in_at_once_and_again_doubles_nobody(run: Run) -> None:
    reasons = "".join(
        f"  {line}: The status is “{status}”.\n"
        for line, status in ((4, "Refunded"), (5, "Not Attending"), (6, "Deleted"))
    )
    assert run("7kq4mp", EVENTBRITE_A).output == f"New: 2. Already here: 0. Stay out: 3.\n{reasons}"
    assert run("7KQ4MP", EVENTBRITE_A).output == f"New: 0. Already here: 2. Stay out: 3.\n{reasons}"
    assert cast.how_many(Registration, source="imported") == 2
    assert cast.how_many(Import, state="done") == 2
    assert cast.how_many(Audit, verb="import", via="command") == 2


@pytest.mark.parametrize(
    ("code", "text", "refusal", "sentence"),
    [
        ("ABC123", EVENTBRITE_A, NotFound, "There is no event with the code ABC123"),
        ("7KQ4MP", "", Refusal, "This file is empty"),
        ("7KQ4MP", "Wer;Post\nNora;x\n", Invalid, "The headings of this list are not known here: Wer, Post"),
    ],
)
def test_what_cannot_come_in_is_one_sentence_and_leaves_nothing(
    run: Run, code: str, text: str, refusal: type[Refusal], sentence: str
) -> None:
    result = run(code, text)
    assert isinstance(result.exception, refusal)
    assert sentence in str(result.exception)
    assert (cast.how_many(Import), cast.how_many(Registration)) == (0, 0)
