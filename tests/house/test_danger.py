"""What no file of the house may do, whatever it is for; each ban with its reason."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PYTHON = sorted((ROOT / "netevent").rglob("*.py"))
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
SCRIPTS = sorted((ROOT / "static" / "js").glob("*.js"))
# mypy and ruff look elsewhere; these would be forgotten: codes come from `secrets`, nothing runs text as code.
MODULES = {
    "random": "codes come from secrets",
    "pickle": "data is data",
}
NAMES = {
    "uuid4": "a UUID is no secret",
    "eval": "text is not code",
    "exec": "text is not code",
    "Markup": "autoescape only",
}

HASHED = "import_map()|safe"  # the one inline text, by its hash in the content policy


def bans(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (MODULES[name.name] for name in node.names if name.name in MODULES)
        elif isinstance(node, ast.ImportFrom) and node.module in MODULES:
            yield MODULES[node.module]
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in NAMES:
            yield NAMES[node.func.id]
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "text":
            yield from (
                "SQL is not glued together" for said in node.args if not isinstance(said, ast.Constant)
            )


@pytest.mark.parametrize("path", PYTHON, ids=lambda path: str(path.relative_to(ROOT)))
def test_python_does_nothing_dangerous(path: Path) -> None:
    assert not list(bans(ast.parse(path.read_text("utf-8"))))


@pytest.mark.parametrize(
    "source", ["import random", "from random import choice", "eval(a)", 'text(f"SELECT {a}")']
)
def test_the_bans_can_fire(source: str) -> None:
    assert list(bans(ast.parse(source)))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_templates_escape_everything_and_hold_no_script(path: Path) -> None:
    text = path.read_text("utf-8").replace(HASHED, "")
    assert not re.search(
        r"\|\s*safe\b|autoescape\s+false|hx-on|hx-vals=.js:|\son[a-z]+=\"|style=\"|javascript:", text
    )
    for script in re.findall(r"<script\b[^>]*>", text):
        assert "src=" in script or 'type="importmap"' in script


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_scripts_write_no_markup(path: Path) -> None:
    assert not re.search(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function",
        path.read_text("utf-8"),
    )
