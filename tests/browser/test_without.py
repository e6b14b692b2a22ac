"""Without JavaScript everything works but camera, photo and live refresh; without the CDN everything does."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests import cast
from tests.browser.conftest import House
from tests.browser.scenery import be_ingrid, be_maya, furnish, wake_to_morning


@pytest.mark.parametrize("lacking", ["script", "CDN"])
def test_an_evening_without(house: House, lacking: str) -> None:
    options = {"java_script_enabled": False} if lacking == "script" else {"cdn": False}
    with house.app.app_context():
        event = cast.event(cast.person("Ada Solheim"))
        cleo = cast.person("Cleo Ferrer", company="Tramuntana Timber")
        [checkin] = cast.checked_in(event, cleo)
        code, typed = event.code, checkin.typed_code
    page = house.phone(**options)
    check_in(page, house, code)
    meet_by_typed_code(page, typed)
    keep_a_note(page)
    find_her_again(page, house)
    share_more(page, house)
    leave(page, house)


def check_in(page: Page, house: House, code: str) -> None:
    page.goto(f"{house.url}/e/{code}")
    page.get_by_label("Your name").fill("Ben O’Neil")
    page.get_by_label("E-mail").fill("ben@example.org")
    page.get_by_role("button", name="Check in").click()
    expect(page).to_have_url(f"{house.url}/today")
    page.get_by_role("link", name="Say it in a line").click()
    page.get_by_label("I would like to learn").fill("How others mend things")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("How others mend things")).to_be_visible()


def meet_by_typed_code(page: Page, typed: str) -> None:
    page.get_by_role("link", name="Scan").click()
    page.get_by_label("Type code").fill(typed.lower())
    page.get_by_role("button", name="Find").click()
    page.get_by_role("button", name="We met").click()


def keep_a_note(page: Page) -> None:
    page.get_by_label("What matters to them?").fill("Timber from the island")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Timber from the island").first).to_be_visible()


def find_her_again(page: Page, house: House) -> None:
    page.goto(f"{house.url}/people")
    page.get_by_role("searchbox").fill("island")
    page.get_by_role("searchbox").press("Enter")
    expect(page.get_by_role("link", name=re.compile("Cleo Ferrer"))).to_be_visible()


def share_more(page: Page, house: House) -> None:
    page.goto(f"{house.url}/me")
    page.get_by_label("Company").fill("O’Neil Bicycles")
    page.get_by_role("button", name="Save").first.click()
    page.goto(f"{house.url}/me/qr")
    expect(page.get_by_text("O’Neil Bicycles")).to_be_visible()


def leave(page: Page, house: House) -> None:
    page.goto(f"{house.url}/me")
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("button", name="Sign out anyway").click()  # the address is not confirmed yet
    page.goto(f"{house.url}/today")
    expect(page).to_have_url(re.compile("/signin"))


def test_the_morning_and_the_desk_without_script(house: House) -> None:
    room = furnish(house)
    desk = be_ingrid(house, house.phone(java_script_enabled=False))
    for path in room.ingrid:
        desk.goto(house.url + path)
        expect(desk.get_by_role("heading", level=1)).to_be_visible()
    maya = be_maya(house, house.phone(java_script_enabled=False))
    prompt = wake_to_morning(house)
    maya.goto(f"{house.url}/today")
    expect(maya.get_by_role("link", name=re.compile("^Write to"))).to_have_count(3)
    maya.goto(house.url + prompt)
    maya.get_by_role("button", name="Done").click()
    expect(maya.get_by_text("Noted as done.")).to_be_visible()
    maya.get_by_role("button", name="Undo").click()
    expect(maya.get_by_role("button", name="Done")).to_be_visible()


def test_a_note_saved_without_connection_is_kept_and_sent_later(house: House) -> None:
    furnish(house)
    maya = be_maya(house, house.phone())
    maya.goto(f"{house.url}/people")
    maya.get_by_role("link", name=re.compile("Ben O’Neil")).click()
    address = maya.url
    maya.goto(f"{address}/note")
    maya.get_by_label("What matters to them?").fill("Frames that outlive their riders")
    maya.context.set_offline(True)
    maya.get_by_role("button", name="Save").click()
    expect(maya.get_by_text("Your note is safe on this phone.").first).to_be_visible()
    maya.context.set_offline(False)
    expect(maya).to_have_url(address, timeout=35_000)  # sent by itself, on "online" or within half a minute
    expect(maya.get_by_text("Frames that outlive their riders").first).to_be_visible()
