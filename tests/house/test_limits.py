"""The limits that SECURITY.md promises are those of the code."""

import re
from datetime import timedelta
from importlib import import_module
from pathlib import Path

import pytest

ROWS = re.findall(
    r"^\| (.+?) \| (.+?) \| `([\w.]+)\.(\w+)` \|$",
    (Path(__file__).parents[2] / "SECURITY.md").read_text("utf-8"),
    re.MULTILINE,
)


def said(figure: object) -> str:
    """A constant as a sentence says it."""
    if not isinstance(figure, timedelta):
        return f"{figure:g} seconds" if isinstance(figure, float) else str(figure)
    seconds = int(figure.total_seconds())
    units = (("days", 86_400), ("hours", 3_600), ("minutes", 60), ("seconds", 1))
    return next(f"{seconds // size} {unit}" for unit, size in units if seconds % size == 0 and seconds > size)


def test_there_are_limits_to_compare() -> None:
    assert len(ROWS) > 12


@pytest.mark.parametrize(("what", "figure", "module", "name"), ROWS, ids=[row[0] for row in ROWS])
def test_a_limit_is_as_documented(what: str, figure: str, module: str, name: str) -> None:
    assert said(getattr(import_module(f"netevent.{module}"), name)) == figure, what
