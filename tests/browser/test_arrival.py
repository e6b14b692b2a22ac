"""The first minute: the poster's code, two fields, one tap."""

from playwright.sync_api import expect

from tests import cast
from tests.browser.conftest import House


def test_ben_checks_in_with_two_fields_and_one_tap(house: House) -> None:
    with house.app.app_context():
        event = cast.event(cast.person("Ada Solheim"))
        code = event.code
    page = house.phone()
    page.goto(f"{house.url}/E/{code}")
    page.get_by_label("Your name").fill("Ben O’Neil")
    page.get_by_label("E-mail").fill("ben@example.org")
    page.get_by_role("button", name="Check in").click()
    expect(page).to_have_url(f"{house.url}/today")
    expect(page.get_by_role("heading", name="Ben O’Neil")).to_be_visible()
