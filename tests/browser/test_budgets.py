"""Bytes and requests of the conventions page: compressed, as they cross the wire to a phone that comes for the first time."""

import gzip

import pytest
from playwright.sync_api import Page, Response

from tests.browser.conftest import House
from tests.browser.scenery import be_ingrid, be_maya, furnish

KB = 1024


def weigh(page: Page, address: str, *, kept: bool = False) -> tuple[int, int]:
    """(bytes over the wire, requests) of one page load; what the CDN sends counts gzipped, as the CDN sends it.

    With `kept`, what a browser was told to keep for ever is not asked for again. (Playwright's routes switch the
    browser's own cache off, so the headers decide.)
    """
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))
    page.goto(address)
    page.wait_for_load_state("networkidle")
    total = 0
    for answer in answers:
        if kept and ("jsdelivr" in answer.url or "immutable" in answer.headers.get("cache-control", "")):
            continue
        sent = answer.headers.get("content-length")
        ours = "jsdelivr" not in answer.url
        total += int(sent) if ours and sent else len(gzip.compress(answer.body()))
    return total, len(answers)


def test_a_cold_check_in_page_is_light(house: House) -> None:
    room = furnish(house)
    weight, requests = weigh(house.phone(), house.url + room.anonymous[1])
    print(f"check-in: {weight} bytes, {requests} requests")
    assert weight <= 50 * KB
    assert requests <= 6


@pytest.mark.parametrize("path", ["/today", "/people", "/me/qr", "/me"])
def test_other_pages_are_light_cold_and_warm(house: House, path: str) -> None:
    furnish(house)
    page = be_maya(house, house.phone())
    cold, _ = weigh(page, house.url + path)
    warm, _ = weigh(page.context.new_page(), house.url + path, kept=True)
    print(f"{path}: {cold} bytes cold, {warm} warm")
    assert cold <= 110 * KB
    assert warm <= 15 * KB


def test_the_scanner_and_the_live_page_are_light(house: House) -> None:
    room = furnish(house)
    scanner, _ = weigh(be_maya(house, house.phone()), f"{house.url}/scan")
    live, _ = weigh(
        be_ingrid(house, house.phone()),
        next(house.url + path for path in room.ingrid if path.endswith("/live")),
    )
    door, _ = weigh(
        be_ingrid(house, house.phone()), next(house.url + p for p in room.ingrid if p.endswith("/door"))
    )
    print(f"scanner: {scanner} bytes, door: {door} bytes, live: {live} bytes")
    assert max(scanner, door) <= 130 * KB
    assert live <= 150 * KB


def test_nothing_but_the_pinned_scripts_is_asked_of_others(house: House) -> None:
    room = furnish(house)
    asked: set[str] = set()
    for page, paths in (
        (house.phone(), room.anonymous), (be_maya(house, house.phone()), room.maya), (be_ingrid(house, house.phone()), room.ingrid)
    ):  # fmt: skip
        page.on("request", lambda request: asked.add(request.url))
        for path in paths:
            page.goto(house.url + path)
    foreign = {url for url in asked if not url.startswith((house.url, "data:", "blob:"))}
    assert {url.split("@")[0] for url in foreign} <= {
        "https://cdn.jsdelivr.net/npm/htmx.org",
        "https://cdn.jsdelivr.net/npm/qr",
    }
