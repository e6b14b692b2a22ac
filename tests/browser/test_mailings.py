"""The sample of a mail in a real browser: drawn by its own style sheet, shown whole, and a tap in it leads nowhere."""

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import House
from tests.browser.scenery import be_ingrid, furnish

REPORTS = "addEventListener('securitypolicyviolation', e => console.error('CSP', e.violatedDirective, e.blockedURI))"


@pytest.fixture
def reports() -> list[str]:
    return []


@pytest.fixture
def mails(house: House, reports: list[str]) -> Page:
    room, page = furnish(house), be_ingrid(house, house.phone())
    page.add_init_script(REPORTS)
    page.on("console", lambda said: reports.append(said.text) if said.type == "error" else None)
    page.goto(house.url + next(path for path in room.ingrid if path.endswith("/mails")))
    page.wait_for_load_state("networkidle")
    return page


def test_the_sample_wears_the_style_of_mails_and_stands_there_whole(mails: Page, reports: list[str]) -> None:
    frame = mails.frames[1]
    assert frame.evaluate("getComputedStyle(document.querySelector('.h1')).fontWeight") == "600"
    assert (
        frame.evaluate("getComputedStyle(document.querySelector('.btn')).backgroundColor")
        == "rgb(125, 29, 84)"
    )
    hidden = "document.documentElement.scrollHeight - document.documentElement.clientHeight"
    assert frame.evaluate(hidden) == 0
    assert reports == []


def test_a_tap_in_the_sample_leads_nowhere(mails: Page) -> None:
    here, links = mails.url, mails.frame_locator("iframe").locator("a")
    for number in range(links.count()):
        links.nth(number).click()
    links.last.scroll_into_view_if_needed()
    before = mails.evaluate("scrollY")
    links.last.click()
    assert (mails.url, mails.evaluate("scrollY")) == (here, before)
    assert mails.frame_locator("iframe").locator("h1").inner_text() == "Three people from last night"
    assert len(mails.context.pages) == 1
