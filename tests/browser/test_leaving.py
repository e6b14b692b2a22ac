"""What is left on a device after signing out (ASVS 14.3): nothing but a note that still waits to be sent."""

import json
import re

from playwright.sync_api import Page, expect

from netevent.extensions import db
from netevent.models import Contact
from netevent.operations import demo
from tests.browser.conftest import House
from tests.browser.scenery import be_maya, furnish

STORED = """() => JSON.stringify([{...localStorage}, {...sessionStorage}])"""
CACHED = "async () => (await Promise.all((await caches.keys()).map(async k => (await (await caches.open(k)).keys()).map(r => r.url)))).flat()"
DATABASES = "async () => (await indexedDB.databases()).map(one => one.name)"
PRIVATE = ("/today", "/people", "/me", "/me/qr")


def leave(page: Page, house: House) -> None:
    page.goto(f"{house.url}/me")
    page.get_by_role("button", name="Sign out").click()
    expect(page).to_have_url(f"{house.url}/")


def a_note(house: House) -> str:
    """The address of Maya's note on one of her people."""
    with house.app.app_context():
        contact = db.session.query(Contact).filter_by(owner_id=demo.attendee().id).first()
        assert contact
        return f"{house.url}/people/{contact.id}/note"


def secrets_of(house: House) -> list[str]:
    """Every name and address Maya could see, and her own."""
    with house.app.app_context():
        maya = demo.attendee()
        names = [contact.name for contact in db.session.query(Contact).filter_by(owner_id=maya.id)]
        return [maya.name, str(maya.email), *names]


def test_nothing_private_stays_on_the_device(house: House) -> None:
    furnish(house)
    maya = be_maya(house, house.phone())
    for path in PRIVATE:
        maya.goto(house.url + path)
    maya.goto(a_note(house))
    maya.get_by_label("What matters to them?").fill("A secret half typed")
    maya.goto(f"{house.url}/people")
    assert "A secret half typed" in maya.evaluate(STORED)  # a draft, for as long as she is here
    leave(maya, house)
    stored = maya.evaluate(STORED)
    cookies = json.dumps(maya.context.cookies())
    assert "A secret half typed" not in stored
    for word in secrets_of(house):
        assert word not in stored + cookies
    assert maya.evaluate(DATABASES) == []
    assert [url for url in maya.evaluate(CACHED) if not re.search(r"/(static|kept|style)", url)] == []
    print(f"after signing out: storage {stored}, {len(maya.context.cookies())} cookies")


def test_back_shows_nothing_private(house: House) -> None:
    furnish(house)
    maya = be_maya(house, house.phone())
    for path in PRIVATE:
        maya.goto(house.url + path)
    leave(maya, house)
    secrets = secrets_of(house)
    for _ in range(len(PRIVATE) + 1):
        maya.go_back(wait_until="load")
        if not maya.url.startswith(house.url):
            break
        said = maya.content()
        assert [word for word in secrets if word in said] == [], maya.url


def test_a_note_that_waits_stays_and_the_account_is_not_told(house: House) -> None:
    """Lost words would be worse: it is sent when its author is back, and to nobody else's account."""
    furnish(house)
    maya, address = be_maya(house, house.phone()), a_note(house)
    maya.goto(address)
    maya.get_by_label("What matters to them?").fill("Frames that outlive their riders")
    maya.context.set_offline(True)
    maya.get_by_role("button", name="Save").click()
    expect(maya.get_by_text("Your note is safe on this phone.").first).to_be_visible()
    with house.app.app_context():
        token = maya.context.cookies()
    maya.context.clear_cookies()  # signed out elsewhere
    maya.context.set_offline(False)
    maya.goto(f"{house.url}/")
    assert "Frames that outlive their riders" in maya.evaluate(STORED)
    maya.context.add_cookies(token)  # type: ignore[arg-type]
    maya.goto(address)
    expect(maya.get_by_text("Frames that outlive their riders").first).to_be_visible(timeout=35_000)
