"""The catalogue of bad input, table by table: never a mishap, and every refusal names the field, the reason, the way on.

A loop over a table, not a test for each row: the house is built once a table. What fails is listed row by row.
"""

import re
from collections.abc import Iterator
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from netevent.access.floods import counted
from tests.access import scene
from tests.access.forms import ARRIVAL, CARD, EVENT
from tests.access.scene import Scene
from tests.bad_input import vectors as v
from tests.bad_input.faults import Faults

NOTE = {"version": "0", "care": "a quiet room"}
TABLES = [
    v.UNSTORABLE, v.BLANK, v.STRANGE_NAMES, v.LONG_NAMES, v.LINKS_IN_NAMES, v.GOOD_ADDRESSES, v.BAD_ADDRESSES, v.PHONES_BAD, v.LINKS_BAD, v.EVENTS_BAD,
    v.EVENTS_GOOD, v.NOTES_BAD, v.NOTES_GOOD, v.CODES, v.IDS, v.TOKENS, v.QUERIES, v.NEXTS, v.HEADERS, v.HOSTS, v.BODIES, v.LANGUAGES,
]  # fmt: skip

pytestmark = pytest.mark.usefixtures("evening")


@pytest.fixture
def house(app: Flask) -> Iterator[Scene]:
    counted.reset()
    yield scene.build(app)
    counted.reset()


def sent(value: str) -> str:
    """A lone surrogate cannot travel as UTF-8; what a broken phone sends instead are its three bytes."""
    return value.encode("utf-8", "replace").decode() if re.search("[\ud800-\udfff]", value) else value


def typed(browser: FlaskClient, path: str, form: dict[str, str], field: str, value: str) -> TestResponse:
    return browser.post(path, data=form | {field: sent(value)})


def test_the_catalogue_holds_250_vectors() -> None:
    count = sum(len(table) for table in TABLES)
    print(f"bad input: {count} vectors on {len(TABLES)} surfaces")
    assert count >= 250


def test_names_at_the_poster(house: Scene) -> None:
    path, browser, faults = f"/e/{house.events['Ada']}", house.client("anonymous"), Faults()
    others = {"email": ARRIVAL["email"]}
    for name in [
        *v.BLANK,
        *v.LONG_NAMES,
        *v.LINKS_IN_NAMES,
        *(name for name in v.UNSTORABLE if name.isascii() and name != "\x0bCleo\x0c"),
    ]:
        faults.refused(name, typed(browser, path, ARRIVAL, "name", name), "name", others)
    for name in v.STRANGE_NAMES:
        faults.see(name, typed(browser, path, ARRIVAL, "name", name), 303)
    faults.none()


@pytest.mark.parametrize("path", ["/e/", "/signin", "/people/new", "/me/address"])
def test_addresses(house: Scene, path: str) -> None:
    actor = "attendee" if path in {"/people/new", "/me/address"} else "anonymous"
    form = {"name": "Gil"} if path in {"/e/", "/people/new"} else {}
    path, browser, faults = (
        path + (house.events["Ada"] if path == "/e/" else ""),
        house.client(actor),
        Faults(),
    )
    for email in v.BAD_ADDRESSES:
        if email.strip() or path != "/people/new":  # there it may be left out
            faults.refused(email, typed(browser, path, form, "email", email), "email", form)
    for email in v.GOOD_ADDRESSES:
        faults.see(email, typed(browser, path, form, "email", email), 303, 422)
    faults.none()


@pytest.mark.parametrize(
    ("path", "base"), [("/me", CARD), ("/people/new", {"name": "Zoé", "company": "", "phone": ""})]
)
def test_cards(house: Scene, path: str, base: dict[str, str]) -> None:
    browser, faults = house.client("attendee"), Faults()
    tables = {
        "name": [*v.BLANK, *v.LONG_NAMES],
        "phone": v.PHONES_BAD,
        "link": v.LINKS_BAD,
        "company": v.LONG_NAMES,
    }
    if path == "/me":  # what one calls others is nobody's business; the own name is read by all
        tables["name"] += v.LINKS_IN_NAMES
    for field in tables.keys() & base.keys():
        kept = {name: value for name, value in base.items() if name != field}
        for value in tables[field]:
            faults.refused((field, value), typed(browser, path, base, field, value), field, kept)
    for name in v.STRANGE_NAMES:
        faults.see(name, typed(browser, path, base, "name", name), 303)
        page = browser.get("/me").text
        if "<script>alert" in page or "<img src=x" in page:
            faults.append(f"{name!r} is shown as markup")
    faults.none()


def test_events(house: Scene) -> None:
    browser, faults = house.client("organiser owner"), Faults()
    base = EVENT | {"host": "", "topics": "", "ends": ""}
    for field, value in v.EVENTS_BAD:
        kept = {name: base[name] for name in ("title", "place") if name != field}
        faults.refused((field, value), typed(browser, "/events", base, field, value), field, kept)
    for field, value in v.EVENTS_GOOD:
        answer = typed(browser, "/events", base, field, value)
        if faults.see((field, value), answer, 303) and "<script>alert" in browser.get(answer.location).text:
            faults.append(f"{value!r} is shown as markup")
    faults.none()


def test_notes(house: Scene) -> None:
    browser, faults = house.client("attendee"), Faults()
    path = f"/people/{house.of['attendee'].contact_id}/note"
    for field, value in v.NOTES_BAD:
        kept = {} if field == "care" else {"care": NOTE["care"]}
        faults.refused((field, value), typed(browser, path, NOTE, field, value), field, kept)
    for version, (field, value) in enumerate(v.NOTES_GOOD):
        faults.see(
            (field, value), typed(browser, path, NOTE | {"version": str(version)}, field, value), 303, 409
        )
    faults.see("10 MB", browser.post(path, data={"free_note": "n" * 10_000_000}), 413)
    faults.none()


def test_codes_that_were_scanned_or_typed(house: Scene) -> None:
    browser, faults = house.client("attendee"), Faults()
    for code, sentence in v.CODES:
        answer = browser.post("/scan", data={"code": code})
        if faults.see(code, answer, 422) and sentence not in unescape(answer.text):
            faults.append(f"{code!r:.60}: not told that it is {sentence!r}")
        if re.search(r'href="(javascript|data|https?://evil|www\.evil)', answer.text, re.IGNORECASE):
            faults.append(f"{code!r:.60} became a link")
    things = house.of["attendee"]
    for code in (
        things.card_code,
        things.card_code.lower(),
        f" {things.card_code} ",
        f"http://localhost/p/{things.card_code}+",
    ):
        faults.see(code, browser.post("/scan", data={"code": code}), 303)
    faults.none()


def test_numbers_and_tokens_in_addresses(house: Scene) -> None:
    browser, faults = house.client("attendee"), Faults()
    for number in v.IDS:
        for path in ("/people/{}", "/people/{}/note", "/people/{}/write", "/me/privacy/knocks/{}"):
            faults.see((path, number), browser.get(path.format(number)), 404)
        for path in ("/people/{}/acts", "/me/signins/{}/end", "/me/privacy/blocks/{}/lift"):
            faults.see((path, number), browser.post(path.format(number)), 404)
    for token in v.TOKENS:
        for path in (
            "/prompts/{}",
            "/signin/morning/{}",
            "/unsubscribe/{}",
            "/pause/{}",
            "/p/{}",
            "/b/{}",
            "/e/{}",
            "/events/{}",
        ):
            answer = browser.get(path.format(token))
            if faults.see((path, token), answer, 404) and "h1" not in answer.text:
                faults.append(f"{path} {token}: a bare page")
    for token in v.TOKENS:
        faults.see(("/signin/", token), browser.get(f"/signin/{token}"), 404)
    faults.none()


def test_queries_and_ways_on(house: Scene) -> None:
    faults = Faults()
    code = house.events["Ada"]
    for actor, paths in (
        (
            "organiser owner",
            (f"/events/{code}/registrations", f"/events/{code}/live"),
        ),
        ("attendee", ("/people", "/today")),
        ("anonymous", ("/find", "/signin")),
    ):
        browser = house.client(actor)
        for path in paths:
            for query in v.QUERIES:
                faults.see((path, query), browser.get(f"{path}?{query}"), 200, 303, 400, 404, 422)
    browser = house.client("anonymous")
    for number, path in enumerate(v.NEXTS):
        asked = browser.post("/signin", data={"email": f"n{number}@example.org", "next": path})
        chosen = browser.post("/language", data={"language": "fr", "next": path})
        faults.see(path, asked, 303)
        if faults.see(path, chosen, 303) and not re.fullmatch(r"/(?![/\\]).*", chosen.location or ""):
            faults.append(f"{path!r:.60} leads to {chosen.location!r:.60}")
    faults.none()


def test_headers(house: Scene) -> None:
    faults = Faults()
    for headers in v.HEADERS:
        for actor, path in (
            ("anonymous", "/"),
            ("attendee", "/people"),
            ("organiser owner", f"/events/{house.events['Ada']}/live"),
        ):
            answer = house.client(actor).get(path, headers=headers)
            faults.see((path, headers), answer, 200, 303, 400, 413, 431)
            if "evil.example" in answer.text + (answer.location or ""):
                faults.append(f"{headers!r:.60} is believed")
    foreign = f"/people/{house.of['attendee of another event'].contact_id}"
    for headers in ({"HX-Request": "true"}, {"X-HTTP-Method-Override": "POST"}, {"X-Original-URL": foreign}):
        faults.see(headers, house.client("attendee").get(foreign, headers=headers), 404)
    for host in v.HOSTS:
        faults.see(host, house.client("anonymous").get("/", headers={"Host": host}), 400)
    faults.none()


def test_bodies_and_languages(house: Scene) -> None:
    faults, browser = Faults(), house.client("attendee")
    for body, kind in v.BODIES:
        for path in ("/me", "/people/new", "/scan", f"/e/{house.events['Ada']}", "/me/privacy/withdraw"):
            faults.see((path, body[:20], kind), browser.post(path, data=body, content_type=kind))
    for language in v.LANGUAGES:
        faults.see(language, browser.post("/language", data={"language": language}), 303)
        answer = browser.get("/people", headers={"Accept-Language": re.sub(r"[\x00-\x1f]", "", language)})
        if 'lang="en"' not in answer.text:
            faults.append(f"{language!r:.30} is spoken")
    faults.none()
