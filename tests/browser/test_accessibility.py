"""axe-core on every page: wcag2a to wcag22aa and best practice, light and dark, in the three languages."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import House
from tests.browser.scenery import be_ingrid, be_maya, furnish, wake_to_morning

OPTIONS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
THEMES = ["light", "dark"]
LOOKS = [
    ("light", "en-GB"),
    ("light", "fr-CH"),
    ("light", "it-CH"),
    ("dark", "en-GB"),
]  # colours speak no language


def complaints(page: Page, address: str) -> list[str]:
    page.goto(address)
    page.wait_for_load_state("load")
    found = Axe().run(page, options=OPTIONS).response["violations"]
    return [f"{address}: {v['id']} at {[n['target'] for n in v['nodes']][:3]}" for v in found]


@pytest.mark.parametrize(("theme", "locale"), LOOKS)
def test_no_page_shuts_anybody_out(house: House, theme: str, locale: str) -> None:
    room = furnish(house)
    options = {"color_scheme": theme, "locale": locale}
    stranger = house.phone(**options)
    maya = be_maya(house, house.phone(**options))
    ingrid = be_ingrid(house, house.phone(**options))
    phones = [(stranger, room.anonymous), (maya, room.maya), (ingrid, room.ingrid)]
    found = [c for page, paths in phones for path in paths for c in complaints(page, house.url + path)]
    morning = wake_to_morning(house)
    found += complaints(maya, f"{house.url}/today")
    found += complaints(stranger, house.url + morning)
    assert found == [], "\n".join(found)


@pytest.mark.parametrize("theme", THEMES)
def test_the_desk_shuts_nobody_out(house: House, theme: str) -> None:
    room = furnish(house)
    desk = be_ingrid(house, house.phone(viewport={"width": 1440, "height": 900}, color_scheme=theme))
    assert [c for path in room.ingrid for c in complaints(desk, house.url + path)] == []


def test_forms_with_errors_shut_nobody_out(house: House) -> None:
    room = furnish(house)
    page = house.phone()
    page.goto(house.url + room.anonymous[1])
    page.get_by_role("button", name="Check in").click()
    page.get_by_text("There is a problem").wait_for()
    found = Axe().run(page, options=OPTIONS).response["violations"]
    assert [v["id"] for v in found] == []
