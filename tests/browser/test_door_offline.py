"""A door without a connection, with a lost answer, with a helper who is gone, and the day after."""

from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from netevent import clock
from netevent.extensions import db
from netevent.models import Event, Person
from netevent.operations import organisers
from tests import cast
from tests.browser.conftest import EVENING, House
from tests.browser.doors import KEPT, Evening, evening, look_for, result, tap, waiting, wedge


@pytest.fixture
def night(house: House) -> Evening:
    return evening(house)


def reloaded(page: Page) -> None:
    page.reload()
    page.locator("[data-ready=yes]").wait_for()


def sent(page: Page) -> None:
    expect(page.locator("#door-page")).to_have_attribute("data-unsent", "0", timeout=20_000)
    expect(page.locator("[data-waiting]")).to_be_hidden(timeout=10_000)


def test_ten_minutes_without_a_connection_and_with_reloads_lose_and_double_nothing(night: Evening) -> None:
    page = night.phone("Ada Moreau")
    page.clock.install()
    night.opened(page, "Main door")
    page.context.set_offline(True)
    wedge(page, "T-1")
    expect(result(page, "welcome", "Guest 1")).to_contain_text("Checked in at 19:00")
    waiting(page, "Offline. 1 check-in is safe on this device.")
    reloaded(page)
    waiting(page, "Offline. 1 check-in is safe on this device.")
    for minute in range(1, 5):
        page.clock.run_for(120_000)
        wedge(page, f"T-{minute + 1}")
        result(page, "welcome", f"Guest {minute + 1}")
        wedge(page, f"T-{minute}")
        result(page, "already", f"Guest {minute}")
    look_for(page, "Mia Wolf")
    page.locator("[data-walk-in-form]").get_by_role("button", name="Check in").click()
    result(page, "welcome", "Mia Wolf")
    wedge(page, "T-3")
    tap(page, "Undo that check-in")
    result(page, "ready")
    reloaded(page)
    expect(page.locator("[data-here]")).to_have_text("5")
    assert night.arrivals() == {}
    clock.jump_to(EVENING + timedelta(minutes=10))
    page.context.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    sent(page)
    assert set(night.arrivals()) == {"Guest 1", "Guest 2", "Guest 4", "Guest 5", "Mia Wolf"}
    assert night.scans() == 11
    assert night.books_balance()
    expect(page.locator("[data-here]")).to_have_text("5")


@pytest.mark.parametrize("first", ["Main door", "Garden door"])
def test_two_doors_without_a_connection_agree_afterwards_whichever_comes_back_first(
    night: Evening, first: str
) -> None:
    doors = {name: night.door(name) for name in ("Main door", "Garden door")}
    for name, page in doors.items():
        page.context.set_offline(True)
        wedge(page, "T-1")
        result(page, "welcome", "Guest 1")
        if name == "Main door":
            page.evaluate(
                "() => new Promise((go) => setTimeout(go, 1100))"
            )  # the later one is later by the clock
    for name in sorted(doors, key=lambda name: name != first):
        doors[name].context.set_offline(False)
        doors[name].evaluate("dispatchEvent(new Event('online'))")
        expect(doors[name].locator("[data-waiting]")).not_to_contain_text("Offline", timeout=15_000)
    assert night.arrivals() == {"Guest 1": "Main door"}
    waiting(doors["Garden door"], "1 person was let in by another door too")
    look_for(doors["Garden door"], "guest 1")
    expect(doors["Garden door"].locator("[data-history]")).to_contain_text("Also let in at 19:00 · Main door")
    assert night.books_balance()


def test_an_answer_that_is_lost_on_the_way_changes_nothing(night: Evening) -> None:
    page = night.door()
    lost: list[str] = []

    def lose(route: Route) -> None:
        if len(lost) < 2:
            lost.append(route.fetch().text())
            route.abort()
        else:
            route.continue_()

    page.route("**/checkins/batch", lose)
    wedge(page, "T-1")
    result(page, "welcome", "Guest 1")
    expect(page.locator("[data-waiting]")).to_be_visible()
    sent(page)
    assert len(lost) == 2
    result(page, "welcome", "Guest 1")
    assert (night.arrivals(), night.scans()) == ({"Guest 1": "Main door"}, 1)


def test_what_the_server_refuses_stays_to_be_looked_at(night: Evening) -> None:
    page = night.door()
    page.context.set_offline(True)
    wedge(page, "T-1")
    result(page, "welcome", "Guest 1")
    with night.house.app.app_context():
        event = Event.of_code(night.code)
        assert event
        event.cancelled_at = clock.now()
        db.session.commit()
    page.context.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    waiting(page, "1 was not accepted")
    result(page, "unknown", "Guest 1")
    reloaded(page)
    look_for(page, "")
    expect(page.locator("[data-history]")).to_contain_text("This event was cancelled.")
    page.get_by_role("button", name="Let it go: Guest 1").click()
    expect(page.locator("[data-history] li")).to_have_count(0)


def test_forged_codes_without_a_connection_are_never_a_welcome(night: Evening) -> None:
    page = night.door()
    page.context.set_offline(True)
    kinds = page.evaluate(
        """async () => {
          const { scanned } = await import("door/arrivals");
          const page = document.getElementById("door-page");
          const kinds = {};
          for (let number = 0; number < 1000; number += 1) {
            page.dataset.kind = "";
            await scanned(`https://evil.example/P/${String(number).padStart(26, "0")}`);
            kinds[page.dataset.kind] = (kinds[page.dataset.kind] ?? 0) + 1;
          }
          return kinds;
        }"""
    )
    assert kinds == {"unknown": 1000}
    assert night.arrivals() == {}


def test_a_device_that_is_taken_away_hands_over_its_scans_and_forgets_the_evening(night: Evening) -> None:
    with night.house.app.app_context():
        event, hannes = Event.of_code(night.code), cast.person("Hannes Vogt")
        assert event
        key = organisers.add_key(event, hannes, "door", clock.now()).id
    page = night.opened(night.phone("Hannes Vogt"), "Garden door")
    page.context.set_offline(True)
    wedge(page, "T-1")
    result(page, "welcome", "Guest 1")
    with night.house.app.app_context():
        event, ada = Event.of_code(night.code), db.session.query(Person).filter_by(name="Ada Moreau").one()
        assert event
        clock.jump_to(clock.now() + timedelta(seconds=30))
        organisers.take_away(event, key, ada, clock.now())
    page.context.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.get_by_text("Guest 1")).to_have_count(0, timeout=15_000)
    expect(page.locator("#door-page")).to_have_count(0)
    assert gone(page) == {"guests": 0, "entries": 0, "devices": 0, "pages": 0}
    assert night.arrivals() == {"Guest 1": "Garden door"}


def test_scans_wait_through_a_sign_out(night: Evening) -> None:
    page = night.door()
    page.context.set_offline(True)
    wedge(page, "T-1")
    result(page, "welcome", "Guest 1")
    page.context.set_offline(False)
    page.route("**/checkins/batch", lambda route: route.abort())
    page.goto(f"{night.house.url}/signout")
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url(f"{night.house.url}/**")
    page.unroute("**/checkins/batch")
    page.goto(night.address)
    page.locator("[data-ready=yes]").wait_for()
    sent(page)
    assert night.arrivals() == {"Guest 1": "Main door"}


def test_a_day_after_the_event_the_list_is_forgotten_at_the_next_contact(night: Evening) -> None:
    page = night.door()
    wedge(page, "T-1")
    result(page, "welcome", "Guest 1")
    sent(page)
    assert gone(page)["guests"] == night.expected
    with night.house.app.app_context():
        clock.jump_to(EVENING + timedelta(days=2))
    with page.expect_navigation():
        page.evaluate("dispatchEvent(new Event('online'))")
    assert gone(page) | {"pages": 0} == {"guests": 0, "entries": 0, "devices": 0, "pages": 0}


def gone(page: Page) -> dict[str, Any]:
    kept: dict[str, Any] = page.evaluate(KEPT)
    return kept
