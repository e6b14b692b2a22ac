"""A tab of the live page that stays open: fresh while somebody looks, silent while nobody does, and with all its panels."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from netevent import clock
from netevent.extensions import db
from netevent.models import Device, Event
from netevent.operations import demo, devices
from tests import cast
from tests.browser.conftest import House
from tests.browser.scenery import be_ingrid, furnish
from tests.browser.test_accessibility import THEMES, complaints
from tests.operations.door import admit

MINUTE = timedelta(minutes=1)
DESK = {"width": 1280, "height": 900}
CHANCE = "Math.random = () => %s"
HIDDEN = "let away = false; Object.defineProperty(document, 'hidden', {get: () => away}); \
addEventListener('away', e => { away = e.detail; document.dispatchEvent(new Event('visibilitychange')); })"
SHIFT = "new PerformanceObserver(list => { for (const one of list.getEntries()) \
window.moved = (window.moved ?? 0) + one.value; }).observe({type: 'layout-shift', buffered: true})"


def asking(page: Page) -> list[str]:
    """The questions for news that this tab sends from now on."""
    asked: list[str] = []
    page.on("request", lambda sent: asked.append(sent.url) if "/live?v=" in sent.url else None)
    return asked


def open_tab(house: House, *scripts: str, **options: object) -> Page:
    room, page = furnish(house), be_ingrid(house, house.phone(**options))
    for script in scripts:
        page.add_init_script(script)
    page.goto(house.url + next(path for path in room.ingrid if path.endswith("/live")))
    expect(page.locator("[data-fresh=yes]")).to_be_visible()
    return page


def let_in(house: House, name: str, door: str = "Main door", minutes: int = 0) -> None:
    with house.app.app_context():
        event = db.session.query(Event).one()
        person = cast.Person.of_email(f"{name.lower()}@example.org") or cast.person(name)
        admit(event, person.card_code, door=door, at=clock.now() - minutes * MINUTE if minutes else None)


def test_whoever_comes_in_is_on_an_open_tab_within_five_seconds(house: House) -> None:
    page = open_tab(house, HIDDEN)
    let_in(house, "Zoe")
    expect(page.locator(".arrivals tbody tr").first).to_contain_text("Zoe", timeout=5000)
    expect(page.locator(".doors")).to_contain_text("Main door")
    let_in(house, "Zoe", "Garden door", minutes=3)
    expect(page.get_by_role("heading", name="Two doors let the same person in")).to_be_visible(timeout=5000)
    expect(page.locator("#live")).to_have_count(1)


def test_tabs_that_are_opened_at_once_do_not_ask_at_once(house: House) -> None:
    """Chance says when a tab asks first, from at once to four seconds; from then on it varies a little."""
    page = open_tab(house, CHANCE % "0.999")
    asked = asking(page)
    page.wait_for_timeout(2500)
    assert len(asked) <= 1
    page.wait_for_timeout(1500)
    assert 1 <= len(asked) <= 2  # 3.3 seconds after the answer before
    late = be_ingrid(house, house.phone())
    late.add_init_script(CHANCE % "0")
    late.goto(page.url)
    asked = asking(late)
    late.wait_for_timeout(3500)
    assert asked == []
    late.wait_for_timeout(1500)
    assert len(asked) == 1


def test_a_tab_that_nobody_sees_asks_nothing_and_catches_up_at_once(house: House) -> None:
    page = open_tab(house, HIDDEN)
    page.evaluate("dispatchEvent(new CustomEvent('away', {detail: true}))")
    asked = asking(page)
    let_in(house, "Zoe")
    page.wait_for_timeout(9000)
    assert asked == []
    page.evaluate("dispatchEvent(new CustomEvent('away', {detail: false}))")
    expect(page.locator(".arrivals tbody tr").first).to_contain_text("Zoe", timeout=1000)
    assert len(asked) == 1
    expect(page.locator("[data-age]")).to_be_hidden()


def test_without_a_connection_the_age_is_said_and_goes_when_it_is_back(house: House) -> None:
    page = open_tab(house)
    page.context.set_offline(True)
    expect(page.locator("[data-age]")).to_contain_text("No connection.", timeout=25_000)
    expect(page.locator("[data-fresh]")).to_be_hidden()
    page.context.set_offline(False)
    expect(page.locator("[data-age]")).to_be_hidden(timeout=6000)


@pytest.mark.parametrize("viewport", [None, DESK])
def test_nothing_moves_while_the_page_opens(house: House, viewport: dict[str, int] | None) -> None:
    page = open_tab(house, SHIFT, **({"viewport": viewport} if viewport else {}))
    page.wait_for_timeout(500)
    assert page.evaluate("window.moved ?? 0") <= 0.02


def fits(page: Page) -> bool:
    """Whether nothing of the page, with its style, is wider than the screen."""
    page.wait_for_load_state()
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def test_without_scripts_the_page_has_a_button_that_asks(house: House) -> None:
    room, page = furnish(house), be_ingrid(house, house.phone(java_script_enabled=False))
    page.goto(house.url + next(path for path in room.ingrid if path.endswith("/live")))
    let_in(house, "Zoe")
    page.get_by_role("link", name="Refresh").click()
    expect(page.locator(".arrivals tbody tr").first).to_contain_text("Zoe")
    assert fits(page)
    expect(page.get_by_text("Updated a few seconds ago.")).to_be_hidden()


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("viewport", [{"width": 320, "height": 640}, DESK])
def test_all_that_a_door_can_bring_shuts_nobody_out(
    house: House, theme: str, viewport: dict[str, int]
) -> None:
    """Silent doors, two doors for one person, a device that was taken away: on the live page and on the devices'."""
    furnish(house)
    with house.app.app_context():
        event, (ingrid, *_) = demo.tonight(), demo.organiser_people()
        tokens = [
            devices.make(event, door, now=clock.now(), by=ingrid)
            for door in ("Main door", "Garden door behind the old boathouse")
        ]
        main, away = Device.of_event(event.id)[-2:]
        devices.seen(main, clock.now() - 11 * MINUTE)
        devices.revoke(away, now=clock.now() - 2 * MINUTE)
        db.session.refresh(away)
        admit(event, cast.person("Noor").card_code, device=away, door="", at=clock.now() - 5 * MINUTE)
        below, number = f"{house.url}/events/{event.code}", main.id
        assert len(tokens) == 2
    for door, minutes in (("Main door", 0), ("Garden door", 3)):
        let_in(house, "Zoe", door, minutes)
    page = be_ingrid(house, house.phone(viewport=viewport, color_scheme=theme))
    found = []
    for place in ("live", "devices", "devices/new", f"devices/{number}", "team"):
        found += complaints(page, f"{below}/{place}")
        if not fits(page):
            found.append(f"{place} scrolls sideways")
    page.goto(f"{below}/devices/new")
    page.get_by_label("Name of the door").fill("North gate")
    page.get_by_role("button", name="Add the device").click()
    expect(page.get_by_text("Its token is shown this once")).to_be_visible()
    if not fits(page):
        found.append("the token scrolls sideways")
    assert found == []


def test_a_token_is_copied_and_a_reload_of_its_page_shows_it_to_nobody(house: House) -> None:
    furnish(house)
    with house.app.app_context():
        code = demo.tonight().code
    page = be_ingrid(house, house.phone(permissions=["clipboard-read", "clipboard-write"]))
    page.goto(f"{house.url}/events/{code}/devices/new")
    page.get_by_label("Name of the door").fill("North gate")
    page.get_by_role("button", name="Add the device").click()
    page.get_by_role("button", name="Copy all three lines").click()
    expect(page.get_by_role("button", name="Copied all three lines")).to_be_visible()
    lines = page.evaluate("navigator.clipboard.readText()")
    assert re.fullmatch(rf"BASE={house.url}\nEVENT={code}\nTOKEN=[\w-]{{43}}", lines)
    token = lines.rpartition("=")[2]
    page.reload()
    assert re.search(rf"/events/{code}/devices/\d+$", page.url)
    assert token not in page.content()
    page.go_back()
    assert token not in page.content()
