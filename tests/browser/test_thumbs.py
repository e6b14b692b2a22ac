"""For thumbs and small screens: targets of 44 px, no sideways scroll at 320 px or with letters twice the size."""

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import House
from tests.browser.scenery import be_ingrid, be_maya, furnish

TARGETS = "a.btn, button, .tabs a, summary, .person, select, input:not([type=hidden]):not([type=file]), .chip, .seg label"
SMALL = """targets => targets.filter(t => t.checkVisibility() && !t.closest(".chip input, .seg input")).map(t => {
  const box = t.getBoundingClientRect();
  return [t.outerHTML.slice(0, 80), Math.round(box.width), Math.round(box.height)];
}).filter(([_, width, height]) => width > 1 && (width < 44 || height < 44))"""
WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


def pages(house: House, **options: object) -> list[tuple[Page, str]]:
    room = furnish(house)
    maya, ingrid = be_maya(house, house.phone(**options)), be_ingrid(house, house.phone(**options))
    stranger = house.phone(**options)
    return (
        [(stranger, p) for p in room.anonymous]
        + [(maya, p) for p in room.maya]
        + [(ingrid, p) for p in room.ingrid]
    )


def test_every_target_fits_a_thumb(house: House) -> None:
    small = {}
    for page, path in pages(house):
        page.goto(house.url + path)
        found = page.locator(TARGETS).evaluate_all(SMALL)
        found = [f for f in found if 'type="radio"' not in f[0] and 'type="checkbox"' not in f[0]]
        if found:
            small[path] = found
    assert small == {}


@pytest.mark.parametrize("locale", ["en-GB", "fr-CH", "it-CH"])
def test_nothing_scrolls_sideways_on_the_smallest_phone(house: House, locale: str) -> None:
    wide = {}
    for page, path in pages(house, viewport={"width": 320, "height": 640}, locale=locale):
        page.goto(house.url + path)
        if excess := page.evaluate(WIDE):
            wide[path] = excess
    assert wide == {}
