"""`netevent coach FILE`: the same review on the command line."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from netevent.cli.coaching import read

PITCH = "Hi Cleo, our solution helps halls like yours. Shall we do a 15-minute demo this week?"


def run(*arguments: str, typed: str = "") -> tuple[int, str]:
    done = CliRunner().invoke(read, arguments, input=typed)
    return done.exit_code, done.output


def test_a_file_is_read(tmp_path: Path) -> None:
    file = tmp_path / "draft.txt"
    file.write_text(PITCH, "utf-8")
    code, said = run(str(file))
    assert code == 0
    assert "- “Shall we do a 15-minute demo this week?”" in said


def test_so_is_what_is_typed() -> None:
    code, said = run("-", typed="Hi Cleo, you told me about the ceiling. How did the test go?")
    assert code == 0
    assert "+ " in said
    assert "- “" not in said


@pytest.mark.parametrize("arguments", [("no-such-file",), ("-", "--language", "tlh")])
def test_what_cannot_be_read_is_said(arguments: tuple[str, ...]) -> None:
    code, said = run(*arguments)
    assert code == 2
    assert "Error: " in said


def test_what_is_no_text_is_said(tmp_path: Path) -> None:
    file = tmp_path / "draft.pdf"
    file.write_bytes(b"\xff\xfe\x00\x81")
    code, said = run(str(file))
    assert code == 1
    assert "this file is not text in UTF-8" in said
