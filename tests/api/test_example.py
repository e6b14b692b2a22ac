"""The script of docs/api.md, as a reader would run it: another process, a real server, lines on standard input."""

import os
import re
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from werkzeug.serving import make_server

from netevent import clock
from netevent.domain.codes import new_code
from netevent.models import CheckIn, Event, Scan
from netevent.operations import devices
from tests import cast

PAGE = (Path(__file__).parents[2] / "docs/api.md").read_text("utf-8")
SCRIPT = re.search(r"```python\n(.*?)```", PAGE, re.DOTALL)[1]  # type: ignore[index]


class LosesTheFirst:
    """A server whose first answer never arrives, though what it says was done."""

    def __init__(self, app: Flask) -> None:
        self.app, self.lost = app, 0

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        if self.lost or environ["REQUEST_METHOD"] != "POST":
            return self.app(environ, start_response)
        self.lost += 1
        b"".join(self.app(environ, lambda *_: lambda _: None))
        start_response("502 Bad Gateway", [("Content-Type", "text/plain")])
        return [b"a proxy on the way gave up"]


@pytest.fixture
def server(app: Flask) -> Iterator[str]:
    house = make_server("localhost", 0, LosesTheFirst(app), threaded=True)
    thread = threading.Thread(target=house.serve_forever)
    thread.start()
    yield f"http://localhost:{house.server_port}"
    house.shutdown()
    thread.join()
    house.server_close()


def test_the_script_checks_in_what_is_scanned(app: Flask, server: str) -> None:
    with app.app_context():
        event = cast.event(cast.person("Ada Moreau"), starts_at=clock.now(), ends_at=None)
        ben, code = cast.person("Ben Adler").card_code, event.code
        token = devices.make(event, "Main door", now=clock.now())
    lines = [f"{server}/p/{ben}", "", ben.lower(), new_code(26), code]
    ran = subprocess.run(  # noqa: S603
        [sys.executable, "-c", SCRIPT.replace("time.sleep(2)", "time.sleep(0)")],
        input="\r\n".join(lines) + "\n", capture_output=True, text=True, timeout=60, check=False,
        env={**os.environ, "BASE": server, "EVENT": code, "TOKEN": token},
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    said = ran.stdout.splitlines()
    assert said[:2] == ["welcome: Ben Adler", "already: Ben Adler"], "a lost welcome stays a welcome"
    assert [line.split(".")[0] for line in said[2:]] == [
        "We do not know this code", "This is the code of the event you are at",
    ]  # fmt: skip
    with app.app_context():
        assert (cast.how_many(CheckIn), cast.how_many(Scan)) == (1, 2)
        assert Event.of_code(code)


def test_it_is_short_and_needs_nothing_but_python() -> None:
    lines = [line for line in SCRIPT.splitlines() if line.strip() and not line.startswith('"""')]
    assert len(lines) <= 30
    assert set(re.findall(r"^import (\w+)", SCRIPT, re.MULTILINE)) <= sys.stdlib_module_names
