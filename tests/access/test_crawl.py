"""Follow every link and every search from the front door, and throw noise at every address: no mishap, whole headers (G10).

`NETEVENT_FUZZ_CALLS=100000 python -m pytest tests/access/test_crawl.py -k noise` is the long form.
"""

import os
import re
import shutil
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote, urljoin, urlsplit

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from netevent.access.floods import counted
from netevent.app import create_app
from netevent.extensions import db
from netevent.operations import demo
from tests.access import scene
from tests.access.headers import policies
from tests.access.pages import PageRead
from tests.access.slots import slots
from tests.conftest import EVENING, settings_in

MOST = 150  # pages a visitor looks at
CALLS = int(os.environ.get("NETEVENT_FUZZ_CALLS", "400"))
TRACES = (b"Traceback (most recent", b"sqlalchemy.", b"jinja2.", b"psycopg", b"sqlite3.")
METHODS = ["GET", "GET", "POST", "POST", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "QUERY"]


def sound(answer: TestResponse, where: str) -> None:
    """No mishap, no trace of the machinery, a type and its charset, and every policy."""
    assert answer.status_code < 500, where
    assert not [trace for trace in TRACES if trace in answer.data], where
    kind = answer.headers.get("Content-Type", "")
    assert kind or not answer.data, f"{where}: no type"
    assert "charset=utf-8" in kind or not kind.startswith("text/"), f"{where}: {kind}"
    policies(answer.headers)


def crawl(browser: FlaskClient, start: str) -> list[str]:
    """Every page that can be reached from `start` by links and searches, in the order of finding."""
    waiting, seen = [start], {start}
    for path in waiting:
        answer = browser.get(path, buffered=True)
        sound(answer, path)
        assert answer.status_code in {200, 204, 303, 404}, f"{path}: {answer.status_code}"
        found = [answer.location] if answer.location else []
        if answer.mimetype == "text/html":
            page = PageRead(answer.text)
            found += page.links
            found += [form.attributes.get("action") or path for form in page.forms if form.method == "get"]
        for link in found:
            parts = urlsplit(urljoin(f"http://localhost{path}", link))
            further = parts.path + (f"?{parts.query}" if parts.query else "")
            if parts.netloc == "localhost" and further not in seen and len(seen) < MOST:
                seen.add(further)
                waiting.append(further)
    return waiting


@pytest.mark.parametrize(
    ("actor", "least"),
    [("anonymous", 5), ("unconfirmed sign-up", 15), ("attendee", 25), ("organiser owner", 35)],
)
@pytest.mark.usefixtures("evening")
def test_every_page_that_links_lead_to_is_there(app: Flask, actor: str, least: int) -> None:
    counted.reset()
    house = scene.build(app)
    found = crawl(house.client(actor), "/")
    print(f"crawl: {len(found)} pages as {actor}")
    assert len(found) >= least


def test_the_pages_of_a_demo_are_sound_as_well(
    app: Flask, evening: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = create_app(replace(app.config["SETTINGS"], demo=True))
    house.config["WTF_CSRF_ENABLED"] = False
    with house.app_context():
        evening = demo.prepare()
    visitor = house.test_client()
    found = crawl(visitor, "/demo")
    enter = f"/demo/enter/{evening.organiser_link}"
    for method, path in (("GET", enter), ("POST", enter), ("POST", "/demo/morning"), ("POST", "/demo/leave")):
        answer = visitor.open(path, method=method)
        sound(answer, path)
        assert answer.status_code in {200, 303}
    found += crawl(visitor, "/demo")
    print(f"crawl: {len(set(found))} pages of the demo")
    assert any(path.startswith("/demo/mails/") for path in found)
    with house.app_context():
        db.engine.dispose()


@pytest.fixture(scope="module")
def noisy(migrated: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[scene.Scene]:
    """A house for itself, on SQLite: what Hypothesis throws at it is never put back."""
    if not migrated.startswith("sqlite"):
        pytest.skip("noise runs on SQLite; the tables of bad input run on PostgreSQL as well")
    folder = Path(tmp_path_factory.mktemp("noisy"))
    shutil.copy(migrated.removeprefix("sqlite:///"), folder / "netevent.sqlite")
    app = create_app(settings_in(folder, f"sqlite:///{folder / 'netevent.sqlite'}"))
    app.testing = False  # mishaps become pages, as in production
    with time_machine.travel(EVENING, tick=False):
        yield scene.build(app)
    with app.app_context():
        db.engine.dispose()


def addresses(house: scene.Scene) -> list[str]:
    """Every rule with some slots filled rightly and some left as they are written."""
    filled = [value for part in slots(house, "attendee").values() for value in part.values()]
    rules = [rule.rule for rule in house.app.url_map.iter_rules() if rule.endpoint != "signins.leave"]
    return sorted({rule.replace("<code>", str(filled[0])) for rule in rules})


ODD = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        ["", "0", "-1", "\x00", "%00", "\ufeff", "9" * 30, "../..", "<b>", "'", "\udcff", "true", "[]", "{}"]
    ),
)
FIELDS = st.dictionaries(
    st.one_of(
        st.sampled_from(
            ["name", "email", "code", "key", "words", "answer", "next", "version", "title", "zone"]
        ),
        ODD,
    ),
    ODD,
    max_size=5,
)
BODY = st.one_of(FIELDS, st.binary(max_size=80))
KINDS = st.sampled_from(
    [
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/json",
        "text/plain",
        "\x01",
    ]
)


def test_noise_at_every_address_is_answered_soundly(noisy: scene.Scene) -> None:
    actors = [
        noisy.client(actor) for actor in ("anonymous", "attendee", "organiser owner", "unconfirmed sign-up")
    ]
    known, done, began = addresses(noisy), [0, 0], time.perf_counter()

    @settings(
        max_examples=CALLS,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        derandomize=CALLS < 2_000,
    )
    @given(
        st.sampled_from(actors), st.sampled_from(METHODS), st.sampled_from(known), ODD, FIELDS, BODY, KINDS
    )
    def call(browser, method, path, odd, query, body, kind) -> None:  # type: ignore[no-untyped-def]
        place = re.sub(r"<[^>]+>", lambda _: quote(clean(odd), safe="/%.:") or "x", path)
        form = {clean(name): clean(value) for name, value in body.items()} if isinstance(body, dict) else body
        asked = {clean(name): clean(value) for name, value in query.items()}
        more = {} if isinstance(form, dict) else {"content_type": kind}
        counted.reset()
        answer = browser.open(place, method=method, query_string=asked, data=form, buffered=True, **more)
        sound(answer, f"{method} {place!r} {asked!r} {form!r}")
        done[answer.status_code < 400] += 1

    call()
    seconds = time.perf_counter() - began
    print(f"noise: {sum(done)} calls, {done[1]} let in, 0 mishaps, {sum(done) / seconds:.0f} a second")
    assert sum(done) >= CALLS * 0.9


def clean(text: str) -> str:
    """What can travel at all: lone surrogates have no bytes in UTF-8."""
    return text.encode("utf-8", "replace").decode()
