"""What a door keeps and what it sends: one entry spoils nothing for the others, and other pages are none of its business."""

import pytest
from playwright.sync_api import Route, expect
from sqlalchemy import delete

from netevent.extensions import db
from netevent.models import Registration
from tests.browser.conftest import House
from tests.browser.doors import KEPT, Evening, evening, look_for, result, waiting, wedge

OVER = """() => new Promise((done) => {
  const asked = indexedDB.open("netevent-door");
  asked.onsuccess = () => {
    const devices = asked.result.transaction("devices", "readwrite").objectStore("devices");
    devices.openCursor().onsuccess = ({ target: { result: row } }) => {
      if (row) row.update({ ...row.value, forgetAt: new Date(0).toISOString() });
    };
    devices.transaction.oncomplete = () => (asked.result.close(), done());
  };
})"""
"""The day of every device is over."""


@pytest.fixture
def night(house: House) -> Evening:
    return evening(house)


def test_one_that_cannot_be_told_keeps_nobody_else_from_being_sent(night: Evening) -> None:
    page = night.door()
    page.context.set_offline(True)
    for name in ("Mia Wolf", "Ivo Bad", "Zoe Wolf"):
        look_for(page, name)
        page.locator("[data-walk-in-form]").get_by_role("button", name="Check in").click()
        result(page, "welcome", name)

    def refuse(route: Route) -> None:
        if "Ivo Bad" in (route.request.post_data or ""):
            route.fulfill(status=400, json={"detail": "No."}, headers={"X-Netevent": "1"})
        else:
            route.continue_()

    page.route("**/checkins/batch", refuse)
    page.context.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    waiting(page, "1 was not accepted")
    assert set(night.arrivals()) == {"Mia Wolf", "Zoe Wolf"}


def test_what_waits_is_handed_over_even_when_the_day_of_the_device_is_over(night: Evening) -> None:
    page = night.door()
    page.route("**/checkins/batch", lambda route: route.abort())
    wedge(page, "T-1")
    result(page, "welcome", "Guest 1")
    page.goto(f"{night.house.url}/help")
    page.evaluate(OVER)
    page.unroute("**/checkins/batch")
    page.goto(night.address)
    expect(page.get_by_label("Name of the door")).to_be_visible()
    assert night.arrivals() == {"Guest 1": "Main door"}


def test_nothing_of_other_pages_is_kept(night: Evening) -> None:
    page = night.door()
    page.goto(f"{night.house.url}/events/{night.code}/live")
    answers = page.evaluate(
        "() => Promise.all([1, 2].map(() => fetch(location.pathname + '?v=x', { headers: { 'HX-Request': 'true' } }).then((one) => one.status)))"
    )
    kept = page.evaluate(
        """async () => {
          const caught = (await caches.keys()).map(async (name) => (await (await caches.open(name)).keys()).map((one) => new URL(one.url).pathname));
          return (await Promise.all(caught)).flat().filter((path) => !/^.(static|style.css|npm|events.[A-Z0-9]+.door)/i.test(path));
        }"""
    )
    assert (answers, kept) == ([200, 200], [])


def test_without_a_contact_any_page_of_ours_forgets_the_list_when_its_time_is_over(night: Evening) -> None:
    page = night.door()
    page.goto(f"{night.house.url}/help")
    assert page.evaluate(KEPT)["guests"] == night.expected
    page.evaluate(OVER)
    page.reload()
    page.wait_for_function(f"async () => !(await ({KEPT})()).guests", timeout=10_000)


def test_whoever_is_on_the_list_no_more_is_forgotten_within_half_an_hour(night: Evening) -> None:
    page = night.phone("Ada Moreau")
    page.clock.install()
    night.opened(page, "Main door")
    with night.house.app.app_context():
        db.session.execute(delete(Registration).where(Registration.name == "Guest 1"))
        db.session.commit()
    page.clock.fast_forward("31:00")
    expect(page.locator("[data-of]")).to_contain_text(f"of {night.expected}", timeout=20_000)
    wedge(page, "T-1")
    result(page, "unknown")
