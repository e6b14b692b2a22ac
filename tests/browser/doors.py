"""An evening with a list, and a browser that is a door of it."""

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, Locator, Page, expect
from sqlalchemy import insert, select

from netevent import clock
from netevent.extensions import db
from netevent.models import CheckIn, Event, Person, Registration, Scan
from netevent.operations import books
from netevent.operations.tallies import count
from tests import cast
from tests.browser.conftest import House
from tests.browser.scenery import become

PARTY = ("Gil Reyes", "Hana Reyes", "Ivo Reyes")


KEPT = """async () => {
  const opened = (asked) => new Promise((tell) => (asked.onsuccess = () => tell(asked.result)));
  const database = await opened(indexedDB.open("netevent-door"));
  const count = (name) => opened(database.transaction(name).objectStore(name).count());
  const kept = { guests: await count("guests"), entries: await count("entries"), devices: await count("devices") };
  database.close();
  return { ...kept, pages: (await (await caches.open("netevent-doors")).keys()).length };
}"""
"""What a door keeps on its device."""


@dataclass(frozen=True)
class Evening:
    house: House
    code: str

    @property
    def address(self) -> str:
        return f"{self.house.url}/events/{self.code}/door"

    def door(self, name: str = "Main door", on: Browser | None = None, **options: Any) -> Page:
        """Another device at another door, by Ada's hands."""
        return self.opened(self.phone("Ada Moreau", on, **options), name)

    def phone(self, who: str, on: Browser | None = None, **options: Any) -> Page:
        page = self.house.phone(on, **options)
        with self.house.app.app_context():
            person = db.session.scalars(select(Person).where(Person.name == who)).one()
        become(self.house, page, person)
        return page

    def opened(self, page: Page, name: str) -> Page:
        page.goto(self.address)
        page.get_by_label("Name of the door").fill(name)
        page.get_by_role("button", name="Open this door").click()
        page.locator("[data-ready=yes]").wait_for()
        expect(page.locator("[data-of]")).to_contain_text(f"of {self.expected:,}")
        return page

    @property
    def expected(self) -> int:
        with self.house.app.app_context():
            return cast.how_many(Registration)

    def arrivals(self) -> dict[str, str]:
        """Who is in, and by which door."""
        with self.house.app.app_context():
            rows = db.session.execute(select(Person.name, CheckIn.door).join(CheckIn.person)).all()
            return {row[0]: row[1] for row in rows}

    def scans(self) -> int:
        with self.house.app.app_context():
            return cast.how_many(Scan)

    def books_balance(self) -> bool:
        with self.house.app.app_context():
            return all(entry.balances for entry in books.entries())


def evening(house: House, guests: int = 5) -> Evening:
    """Ada's evening: so many guests with tickets T-1, T-2 and so on, and a party of three in one order."""
    with house.app.app_context():
        event = cast.event(cast.person("Ada Moreau"))
        names = [f"Guest {number}" for number in range(1, guests + 1)]
        _expect(event, [{"name": name, "ticket_code": f"T-{place}"} for place, name in enumerate(names, 1)])
        _expect(
            event, [{"name": name, "ticket_code": f"P-{name[:3]}", "order_code": "ORDER7"} for name in PARTY]
        )
        return Evening(house, event.code)


def _expect(event: Event, places: list[dict[str, str]]) -> None:
    common = {
        "event_id": event.id, "company": "Atelier", "role": "", "source": "imported", "created_at": clock.now(),
    }  # fmt: skip
    db.session.execute(insert(Registration), [common | {"order_code": ""} | place for place in places])
    count(event.id, "expected", event.starts_at, by=len(places))
    db.session.commit()


def wedge(page: Page, text: str) -> None:
    """What a hand-held scanner does: it types, and ends with Enter."""
    page.keyboard.type(text)
    page.keyboard.press("Enter")


def result(page: Page, kind: str, name: str = "") -> Locator:
    """Wait for a result on the screen."""
    expect(page.locator("#door-page")).to_have_attribute("data-kind", kind)
    expect(page.locator("[data-name]")).to_have_text(name)
    return page.locator("[data-line]")


def tap(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def look_for(page: Page, text: str) -> None:
    page.get_by_role("link", name="Type a name").click()
    page.locator("[data-search]").fill(text)


def waiting(page: Page, sentence: str) -> None:
    expect(page.locator("[data-waiting]")).to_contain_text(sentence)
