"""A real Chromium at phone size against a real server; htmx and the decoder come as pinned bytes at the CDN's address."""

import os
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, Route
from werkzeug.serving import make_server

from netevent import clock
from netevent.app import create_app
from netevent.extensions import db
from netevent.operations import assets
from tests.conftest import settings_in

FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
# Flask-Compress reads a static file and leaves its handle to the collector, which closes it at once.
COLLECTED = "ignore:Exception ignored in. <_io.FileIO:pytest.PytestUnraisableExceptionWarning"
KEPT = Path(__file__).parents[2] / ".cache" / "assets"
PHONE = {"width": 390, "height": 844}
EVENING = datetime(2026, 11, 5, 18, 0, tzinfo=UTC)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without a browser these tests are skipped by name, with the reason; or fail, where one is required."""
    missing = None if any("browser" in str(item.path) for item in items) and _executable() else _advice()
    for item in items:
        if "tests/browser" in str(item.path):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.filterwarnings(COLLECTED))
            if missing and os.environ.get("NETEVENT_REQUIRE_BROWSER") != "1":
                item.add_marker(pytest.mark.skip(reason=missing))


def _advice() -> str:
    return "no browser: apt-get install chromium, or playwright install chromium"


def _executable() -> str | None:
    """Chromium on the path, else the one of Playwright's installer, else None."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return found
    home = Path.home() / ".cache" / "ms-playwright"
    if not list(home.glob("chromium*/**/headless_shell")) and not list(home.glob("chromium*/**/chrome")):
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], timeout=300, check=False)
    installed = [*home.glob("chromium*/**/chrome"), *home.glob("chromium*/**/headless_shell")]
    return str(installed[0]) if installed else None


@pytest.fixture(scope="session")
def launch(playwright: Playwright) -> Iterator[Callable[..., Browser]]:
    """Start Chromium, with further flags where a test wants a camera."""
    opened: list[Browser] = []

    def start(*flags: str) -> Browser:
        opened.append(
            playwright.chromium.launch(executable_path=_executable() or _advice(), args=[*FLAGS, *flags])
        )
        return opened[-1]

    yield start
    for browser in opened:
        browser.close()


@pytest.fixture(scope="session")
def browser(launch: Callable[..., Browser]) -> Browser:
    return launch()


@pytest.fixture(scope="session")
def pinned() -> dict[str, bytes]:
    """The bytes behind the CDN's addresses, checked against their hashes."""
    assets.keep(KEPT)
    return {asset.url: (KEPT / asset.name).read_bytes() for asset in assets.KEPT}


@dataclass(frozen=True)
class House:
    """A running house, and how to come in by phone."""

    app: Flask
    url: str
    phone: Callable[..., Page]


@pytest.fixture
def house(migrated: str, tmp_path: Path, browser: Browser, pinned: dict[str, bytes]) -> Iterator[House]:
    """A server on loopback with a database of its own, on Thursday 5 November 2026 at 19:00 in Lausanne."""
    if not migrated.startswith("sqlite"):
        pytest.skip("browser tests run on SQLite; the same operations run on PostgreSQL without a browser")
    shutil.copy(migrated.removeprefix("sqlite:///"), tmp_path / "netevent.sqlite")
    port = _free_port()
    settings = settings_in(tmp_path, f"sqlite:///{tmp_path / 'netevent.sqlite'}", f"http://127.0.0.1:{port}")
    app = create_app(settings)
    clock.keep_shift_in(tmp_path / "clock-shift")
    clock.jump_to(EVENING)
    server = make_server("127.0.0.1", port, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    contexts: list[BrowserContext] = []

    def phone(on: Browser | None = None, *, cdn: bool = True, **options: Any) -> Page:
        context = (on or browser).new_context(**({"viewport": PHONE, "locale": "en-GB"} | options))
        context.set_default_timeout(10_000)
        context.route("https://cdn.jsdelivr.net/**", lambda route: _fulfil(route, pinned if cdn else {}))
        contexts.append(context)
        return context.new_page()

    yield House(app, settings.base_url, phone)
    for context in contexts:
        context.close()
    server.shutdown()
    thread.join()
    server.server_close()
    clock.keep_shift_in(None)
    with app.app_context():
        db.engine.dispose()


def _fulfil(route: Route, pinned: dict[str, bytes]) -> None:
    body = pinned.get(route.request.url)
    if body is None:
        route.abort()
    else:
        route.fulfill(
            body=body, headers={"content-type": "text/javascript", "access-control-allow-origin": "*"}
        )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
