"""What a stranger may rely on: small files, commits in one place, every route guarded, settings explained."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

from flask import Flask

from netevent.access import policy_of

ROOT = Path(__file__).parents[2]
MOST_LINES = 250
MOST_LINES_OF_A_FUNCTION = 40
LONG_ON_PURPOSE = {"migrations/versions"}  # generated, and never changed after


def tracked(*patterns: str) -> list[Path]:
    """Files of the repository, committed or about to be."""
    listed = subprocess.run(  # noqa: S603
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", *patterns],  # noqa: S607
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return [ROOT / name for name in sorted(set(listed.stdout.split())) if (ROOT / name).exists()]


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def test_no_file_is_too_long_to_live_in() -> None:
    files = tracked(
        "netevent/*.py", "tests/*.py", "bench/*.py", "templates/*", "static/css/*.css", "static/js/*.js"
    )
    assert files
    long = {str(f.relative_to(ROOT)): len(f.read_text("utf-8").splitlines()) for f in files}
    assert {name: lines for name, lines in long.items() if lines > MOST_LINES} == {}


def test_no_function_is_too_long_to_read() -> None:
    long = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
        for path in tracked("netevent/*.py")
        for node in functions(path)
        if (node.end_lineno or 0) - node.lineno + 1 > MOST_LINES_OF_A_FUNCTION
    ]
    assert long == []


def test_only_operations_commit() -> None:
    elsewhere = [
        str(path.relative_to(ROOT))
        for path in tracked("netevent/*.py")
        if "session.commit(" in path.read_text("utf-8") and "netevent/operations/" not in str(path)
    ]
    assert elsewhere == []


def test_nobody_but_the_clock_asks_the_time() -> None:
    asking = re.compile(r"datetime\.now\(|date\.today\(|utcnow\(|time\.time\(")
    offenders = [
        str(path.relative_to(ROOT))
        for path in tracked("netevent/*.py")
        if asking.search(path.read_text("utf-8")) and path.name != "clock.py"
    ]
    assert offenders == []


def test_nobody_but_config_reads_the_environment() -> None:
    offenders = [
        str(path.relative_to(ROOT))
        for path in tracked("netevent/*.py")
        if "os.environ" in path.read_text("utf-8") and path.name not in {"config.py", "launch.py"}
    ]
    assert offenders == []


def test_every_route_declares_who_may_use_it(app: Flask) -> None:
    rules = list(app.url_map.iter_rules())
    assert len(rules) > 30
    assert [rule.rule for rule in rules if policy_of(app, rule.endpoint) is None] == []


def test_every_setting_is_explained_in_the_readme() -> None:
    named = set(re.findall(r"NETEVENT_[A-Z_]+", (ROOT / "netevent/config.py").read_text("utf-8")))
    readme = (ROOT / "README.md").read_text("utf-8")
    assert named
    assert {name for name in named if name not in readme} == set()
