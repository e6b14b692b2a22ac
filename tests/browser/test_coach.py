"""The coach beside a draft, in a real browser: it reads along, underlines the words, and says one thing at a time."""

import re

import pytest
from playwright.sync_api import Page, expect

from netevent.extensions import db
from netevent.models import Contact
from netevent.operations import demo
from tests.browser.conftest import House
from tests.browser.scenery import be_maya, furnish

ASK = "Shall we do a 15-minute demo this week?"
PITCH = f"Hi Ben,\n\nthank you for the talk. {ASK}"
WARM = "Hi Ben,\n\nyou told me about the bridges. Which one was the hardest to mend?"


def write_page(house: House, **options: bool) -> Page:
    furnish(house)
    with house.app.app_context():
        contact = (
            db.session.query(Contact).filter_by(owner_id=demo.attendee().id).order_by(Contact.id).first()
        )
        assert contact
        path = f"/people/{contact.id}/write"
    page = be_maya(house, house.phone(**options))
    page.goto(f"{house.url}{path}")
    return page


def test_while_typing_the_words_are_underlined_and_one_thing_is_said(house: House) -> None:
    page = write_page(house)
    page.get_by_label("Your message").fill(PITCH)
    coach = page.get_by_role("status").filter(has_text="They have not asked to meet yet.")
    expect(coach).to_be_visible()
    expect(page.locator("#marks mark")).to_have_text(ASK)
    expect(coach.locator(".dot.lamp")).to_have_count(1)
    expect(page.get_by_role("link", name="Open in my mail app")).to_be_visible()
    page.get_by_label("Your message").fill(WARM)
    expect(page.locator("#marks mark")).to_have_count(0)
    expect(page.locator("#coach .dot.good")).to_have_count(1)
    expect(page.locator("#coach .dot.lamp")).to_have_count(0)


def test_the_underline_lies_under_the_words(house: House) -> None:
    """The text behind has the size and the breaks of the text in front."""
    page = write_page(house)
    page.get_by_label("Your message").fill(PITCH)
    expect(page.locator("#marks mark")).to_be_visible()
    sizes = page.evaluate(
        """() => ["#marks", "#message"].map((one) => { const s = getComputedStyle(document.querySelector(one));
        return [s.fontSize, s.fontFamily, s.lineHeight, s.letterSpacing, s.paddingTop, s.paddingLeft,
                s.borderTopWidth, document.querySelector(one).clientWidth]; })"""
    )
    assert sizes[0] == sizes[1]


@pytest.mark.parametrize("lacking", ["script", "CDN"])
def test_without_script_a_button_reads_it(house: House, lacking: str) -> None:
    page = write_page(house, **({"java_script_enabled": False} if lacking == "script" else {"cdn": False}))
    page.get_by_label("Your message").fill(PITCH)
    page.get_by_role("button", name="Read it with me").click()
    expect(page.get_by_text("They have not asked to meet yet.")).to_be_visible()
    expect(page.get_by_label("Your message")).to_have_value(re.compile("15-minute demo"))
    expect(page.locator("#marks mark")).to_have_text(ASK)


def test_the_offer_of_the_evening_is_read_as_well(house: House) -> None:
    furnish(house)
    page = be_maya(house, house.phone())
    page.goto(f"{house.url}/today/intention")
    page.get_by_label("I could offer").fill("20% off our plans, only this week")
    expect(page.get_by_text("Only a thought. You may keep it as it is.")).to_be_visible()
