"""Badges drawn by a process of its own: typst keeps what it drew, some 80 MB each time, and lets no other thread of its
process go on meanwhile."""

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import astuple
from typing import Any

from netevent.files.badges import STOCKS, Badge, badges_pdf

PATIENCE = 60  # seconds; some hundred badges take one


def draw(badges: Sequence[Badge], stock: str, **how: Any) -> bytes:
    """As badges_pdf, by the name of a stock. RuntimeError when it could not be drawn; it quotes nobody's name."""
    said = json.dumps({"badges": [astuple(badge) for badge in badges], "stock": stock, "how": how})
    drawn = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-m", __name__],
        input=said.encode(),
        capture_output=True,
        timeout=PATIENCE,
        check=False,
    )
    if drawn.returncode or not drawn.stdout:
        raise RuntimeError(f"{len(badges)} badges could not be drawn: exit {drawn.returncode}")
    return drawn.stdout


def _main() -> None:
    said = json.load(sys.stdin)
    badges = [Badge(*words) for words in said["badges"]]
    sys.stdout.buffer.write(badges_pdf(badges, STOCKS[said["stock"]], **said["how"]))


if __name__ == "__main__":
    _main()
