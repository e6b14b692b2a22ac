"""The fields of a door in a hurry: what was typed before stays nowhere, and a scanner types wherever the cursor is."""

import pytest
from playwright.sync_api import expect

from netevent import clock
from netevent.models import Device, Event
from netevent.operations import devices
from tests.browser.conftest import House
from tests.browser.doors import Evening, evening, look_for, result, wedge


@pytest.fixture
def night(house: House) -> Evening:
    return evening(house)


def test_after_a_check_in_the_search_is_empty(night: Evening) -> None:
    page = night.door()
    look_for(page, "guest 2")
    page.get_by_role("button", name="Check in: Guest 2").click()
    result(page, "welcome", "Guest 2")
    page.get_by_role("link", name="Type a name").click()
    expect(page.locator("[data-search]")).to_have_value("")


def test_a_code_that_was_typed_into_the_search_is_answered_on_top(night: Evening) -> None:
    page = night.door()
    look_for(page, "nope-7")
    page.keyboard.press("Enter")
    result(page, "unknown")
    expect(page.locator("[data-word]")).to_have_text("Not on the list")
    expect(page.locator("#find")).to_be_hidden()


def test_a_ticket_that_is_scanned_into_the_name_of_a_walk_in_is_a_ticket(night: Evening) -> None:
    page = night.door()
    look_for(page, "Nobody Here")
    page.locator("[data-walk-in-name]").fill("")
    wedge(page, "T-4")
    result(page, "welcome", "Guest 4")
    wedge(page, "T-4")
    result(page, "already", "Guest 4")
    look_for(page, "")
    expect(page.locator("[data-history] li")).to_have_count(1)


def test_a_browser_that_is_no_door_any_more_says_so_once(night: Evening) -> None:
    page = night.door()
    with night.house.app.app_context():
        event = Event.of_code(night.code)
        assert event
        devices.revoke(Device.of_event(event.id)[0], now=clock.now())
    page.evaluate("dispatchEvent(new Event('online'))")
    said = page.get_by_text("This device is no door of this event any more.")
    expect(said).to_be_visible()
    page.reload()
    expect(page.get_by_label("Name of the door")).to_be_visible()
    expect(said).to_be_hidden()
