"""A door and its camera: a real Chromium, a film in front of its lens, and the decoder of the CDN or the browser's own."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.camera import film
from tests.browser.conftest import House
from tests.browser.doors import evening, result

OF_ITS_OWN = """(() => {
  globalThis.BarcodeDetector = class {
    static async getSupportedFormats() { return ["qr_code"]; }
    async detect(source) { return source.videoWidth ? [{ rawValue: "T-2" }] : []; }
  };
})()"""
BAD, GOOD = 50, int(os.environ.get("NETEVENT_DOOR_CODES", "8"))
PICTURES = 6  # half seconds for each good one: 20 a minute


def test_fifty_bad_codes_and_then_twenty_a_minute(
    house: House, launch: Callable[..., Browser], tmp_path: Path
) -> None:
    """One film: half a second for each bad code, three for each good one, and then the wall.

    The long form is `make camera`.
    """
    night = evening(house, guests=GOOD)
    bad = [f"https://evil.example/{number}" for number in range(BAD)]
    good = [f"T-{number}" for number in range(1, GOOD + 1)]
    frames = [*bad, *(text for text in good for _ in range(PICTURES)), *[""] * 20]
    camera = launch(*film(tmp_path / "door.y4m", *frames, seconds=0.5, fps=2))
    page = night.door(on=camera, permissions=["camera"])
    seen = page.locator("#door-page")
    expect(seen).to_have_attribute("data-kind", "unknown", timeout=20_000)
    expect(page.locator("[data-name]")).to_have_text(
        f"Guest {GOOD}", timeout=(BAD + GOOD * PICTURES) * 500 + 40_000
    )
    expect(seen).to_have_attribute("data-unsent", "0", timeout=20_000)
    assert len(night.arrivals()) == GOOD
    assert night.scans() >= GOOD
    assert night.books_balance()


@pytest.mark.parametrize("own", [False, True])
def test_a_code_is_read_by_the_decoder_and_by_the_browser_itself(
    house: House, launch: Callable[..., Browser], tmp_path: Path, own: bool
) -> None:
    night = evening(house)
    page = night.phone("Ada Moreau", launch(*film(tmp_path / "one.y4m", "T-1")), permissions=["camera"])
    if own:
        page.context.add_init_script(OF_ITS_OWN)
    night.opened(page, "Main door")
    result(page, "welcome", "Guest 2" if own else "Guest 1")
    expect(page.locator("[data-finder]")).to_have_class("finder live")
