"""Passkeys in a real Chromium, with an authenticator of its own; and slips corrected while one types."""

from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect

from netevent.extensions import db
from netevent.models import Passkey
from tests import cast
from tests.browser.conftest import House
from tests.browser.scenery import become

AUTHENTICATOR = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
    "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


@pytest.fixture
def named(house: House) -> House:
    """The same house under a name: passkeys belong to one, and a number is none."""
    settings = house.app.config["SETTINGS"]
    url = settings.base_url.replace("127.0.0.1", "localhost")
    house.app.config["SETTINGS"] = replace(settings, base_url=url)
    house.app.config["TRUSTED_HOSTS"] = ["localhost"]
    return replace(house, url=url)


def with_authenticator(page: Page, **differs: bool) -> Page:
    wire = page.context.new_cdp_session(page)
    wire.send("WebAuthn.enable")
    wire.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR | differs})
    return page


def cleo_on(house: House, page: Page) -> Page:
    with house.app.app_context():
        cleo = cast.person("Cleo Brandt")
        db.session.refresh(cleo)
        db.session.expunge(cleo)
    become(house, page, cleo)
    return page


def test_a_passkey_is_added_and_signs_in_after_leaving(named: House) -> None:
    page = cleo_on(named, with_authenticator(named.phone()))
    reports: list[str] = []
    page.on("console", lambda line: reports.append(line.text) if line.type == "error" else None)
    page.goto(f"{named.url}/me/signins")
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_text("Your passkey is ready")).to_be_visible()
    expect(page.get_by_role("button", name="Remove the passkey of")).to_be_visible()
    page.goto(f"{named.url}/me")
    page.get_by_role("button", name="Sign out").click()
    page.goto(f"{named.url}/signin?next=/people")
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url(f"{named.url}/people")
    page.goto(f"{named.url}/me/signins")
    expect(page.get_by_text("With a passkey")).to_be_visible()
    assert reports == []
    with named.app.app_context():
        passkey = db.session.query(Passkey).one()
        assert passkey.sign_count > 0
        assert passkey.device.startswith("Chrome")


def test_without_a_passkey_the_page_says_so_and_the_code_still_works(named: House) -> None:
    page = with_authenticator(named.phone())
    page.goto(f"{named.url}/signin")
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_text("No passkey was used")).to_be_visible()
    page.get_by_label("E-mail").fill("cleo@example.org")
    page.get_by_role("button", name="Continue").click()
    page.wait_for_url(f"{named.url}/signin/code")


def test_a_device_that_was_not_unlocked_opens_nothing(named: House) -> None:
    page = cleo_on(named, with_authenticator(named.phone(), isUserVerified=False))
    page.goto(f"{named.url}/me/signins")
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_text("No passkey was added")).to_be_visible()
    with named.app.app_context():
        assert cast.how_many(Passkey) == 0


def test_without_scripts_the_code_is_the_way_in(named: House) -> None:
    page = named.phone(java_script_enabled=False)
    page.goto(f"{named.url}/signin")
    expect(page.get_by_role("button", name="Use a passkey")).to_be_hidden()
    page.get_by_label("E-mail").fill("cleo@gmail.con")
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="cleo@gmail.com").click()
    expect(page.get_by_text("If cleo@gmail.com can get mail")).to_be_visible()


@pytest.mark.parametrize("where", ["signin", "check-in"])
def test_a_slip_is_asked_about_while_typing_and_corrected_by_one_tap(named: House, where: str) -> None:
    with named.app.app_context():
        code = cast.event().code
    page = named.phone()
    page.goto(f"{named.url}/{'signin' if where == 'signin' else f'e/{code}'}")
    field = page.get_by_label("E-mail")
    field.fill("cleo@gmial.com")
    expect(page.get_by_text("Did you mean")).to_be_visible()
    page.get_by_role("button", name="cleo@gmail.com").click()
    expect(field).to_have_value("cleo@gmail.com")
    expect(page.get_by_text("Did you mean")).to_be_hidden()
    field.fill("cleo@example.org")
    expect(page.get_by_text("Did you mean")).to_be_hidden()
