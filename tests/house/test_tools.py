"""The house rules are tools: each one runs here, so that `make test` says all there is to say."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent
TOOLS = {
    "ruff finds nothing to mend": ["ruff", "check", "."],
    "ruff finds every file formatted": ["ruff", "format", "--check", "."],
    "mypy proves the types": ["mypy"],
    "imports go down the floors only": ["lint-imports", "--no-cache"],
    "bandit finds nothing dangerous": ["bandit", "-q", "-r", "netevent", "-c", "pyproject.toml"],
    "djlint finds the templates tidy": ["djlint", "templates", "--lint", "--quiet"],
}


@pytest.mark.parametrize("command", TOOLS.values(), ids=TOOLS.keys())
def test_tool(command: list[str]) -> None:
    program = [str(BIN / command[0]), *command[1:]]
    ran = subprocess.run(program, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603
    assert ran.returncode == 0, ran.stdout + ran.stderr
