"""The room as it fills: circles to scale, bars that add up, and answers only when something is new."""

import math
import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from netevent import clock
from netevent.models import Event
from netevent.operations import registrations
from netevent.operations.attendance import Bar
from netevent.views.charts import BASE, TOP, chart_of
from netevent.views.venns import RADIUS, SMALLEST_DOT, overlap, venn_of
from tests import cast

LIVE = "/events/7KQ4MP/live"
HTMX = {"HX-Request": "true"}
ZURICH = ZoneInfo("Europe/Zurich")
SEVEN = datetime(2026, 11, 5, 18, 0, tzinfo=UTC)


@pytest.fixture
def ada(app: Flask, client: FlaskClient, evening: time_machine.Traveller) -> FlaskClient:
    with app.app_context():
        someone = cast.person("Ada")
        event = cast.event(someone, code="7KQ4MP")
        for name in ("Ben", "Cleo"):
            registrations.expect(event, cast.person(name, company="Halle Neuve"), now=clock.now())
        return cast.signed_in(app, client, someone)


def arrive(app: Flask, *names: str) -> None:
    with app.app_context():
        event = Event.of_code("7KQ4MP")
        assert event
        people = [cast.Person.of_email(f"{name.lower()}@example.org") or cast.person(name) for name in names]
        cast.checked_in(event, *people)


def version(page: str) -> str:
    found = re.search(r"live\?v=([\w-]+)", page)
    assert found
    return found[1]


def test_before_anybody_came(ada: FlaskClient) -> None:
    page = ada.get(LIVE).text
    assert "<title>Live - First Thursday - netevent</title>" in page
    assert "Doors open at 18:30. 0 of 2 here." in page


def test_who_came_who_is_missing_and_who_walked_in(app: Flask, ada: FlaskClient) -> None:
    arrive(app, "Ben", "Dan")
    page = ada.get(LIVE).text
    assert "are here, 2 were expected" in page
    assert "2 expected and 2 here: 1 expected and here, 1 not here, 1 walked in" in page
    assert "2 people from 19:00 to 19:05" in page
    assert page.index("<bdi>Dan</bdi>") < page.index("<bdi>Ben</bdi>")
    assert "Poster, own phones" in page
    assert "last at 19:00" in page


def test_nothing_new_is_no_content(app: Flask, ada: FlaskClient) -> None:
    held = version(ada.get(LIVE).text)
    assert ada.get(f"{LIVE}?v={held}", headers=HTMX).status_code == 204
    arrive(app, "Ben")
    fresh = ada.get(f"{LIVE}?v={held}", headers=HTMX)
    assert fresh.status_code == 200
    assert fresh.text.strip().startswith('<section id="live"')
    assert version(fresh.text) != held
    assert ada.get(f"{LIVE}?v={held}").status_code == 200  # a reload always gets the page


def test_the_clock_on_the_chart_moves_on(
    app: Flask, ada: FlaskClient, evening: time_machine.Traveller
) -> None:
    arrive(app, "Ben")
    held = version(ada.get(LIVE).text)
    evening.shift(timedelta(minutes=5))
    assert ada.get(f"{LIVE}?v={held}", headers=HTMX).status_code == 200


def test_afterwards_it_speaks_of_the_past(
    app: Flask, ada: FlaskClient, evening: time_machine.Traveller
) -> None:
    arrive(app, "Ben")
    evening.shift(timedelta(days=1))
    page = ada.get(LIVE).text
    assert "came, 2 were expected" in page
    assert "did not come" in page
    assert "The doors are closed." in page


def test_the_big_screen_says_one_number_and_one_sentence(app: Flask, ada: FlaskClient) -> None:
    assert "Doors open at 18:30." in ada.get(f"{LIVE}?big=1").text
    arrive(app, "Ben", "Cleo", "Dan")
    page = ada.get(f"{LIVE}?big=1")
    assert "people are here. Say hello." in page.text
    assert ">3</text>" in page.text
    held = version(page.text)
    assert ada.get(f"{LIVE}?v={held}&big=1", headers=HTMX).status_code == 204
    assert (
        ada.get(f"{LIVE}?v=old&big=1", headers=HTMX).text.strip().startswith('<section id="live" class="big')
    )


def test_no_circles_for_nobody() -> None:
    assert venn_of(0, 0, 0) is None


@pytest.mark.parametrize(
    ("expected", "came", "walked_in"), [(84, 56, 5), (20, 20, 0), (10, 10, 40), (3, 1, 9)]
)
def test_circles_and_their_overlap_are_to_scale(expected: int, came: int, walked_in: int) -> None:
    venn = venn_of(expected, came, walked_in)
    assert venn
    assert venn.expected
    assert venn.here
    a, b, here = venn.expected, venn.here, came + walked_in
    unit = math.pi * RADIUS**2 / max(expected, here)  # area of one person
    assert math.pi * a.r**2 == pytest.approx(expected * unit)
    assert math.pi * b.r**2 == pytest.approx(here * unit)
    assert overlap(a.r, b.r, b.x - a.x) == pytest.approx(came * unit, rel=1e-6)
    assert {label.place: label.count for label in venn.labels}["lens"] == came


def test_the_circles_of_the_drawing() -> None:
    venn = venn_of(84, 56, 5)
    assert venn
    assert (venn.expected.r, venn.here.r) == pytest.approx((104, 88.6), abs=0.1)  # type: ignore[union-attr]
    assert venn.here.x - venn.expected.x == pytest.approx(30.8, abs=0.2)  # type: ignore[union-attr]


def test_nobody_yet_and_nobody_expected_are_one_circle() -> None:
    waiting, surprise = venn_of(84, 0, 0), venn_of(0, 0, 7)
    assert waiting
    assert surprise
    assert (waiting.here, waiting.lens, [label.count for label in waiting.labels]) == (None, "", [84])
    assert (surprise.expected, surprise.lens, [label.count for label in surprise.labels]) == (None, "", [7])


def test_strangers_only_are_two_circles_apart() -> None:
    venn = venn_of(9, 0, 4)
    assert venn
    a, b = venn.expected, venn.here
    assert a
    assert b
    assert a.x + a.r < b.x - b.r
    assert [label.count for label in venn.labels] == [9, 4]


@given(st.integers(0, 25_000), st.integers(0, 25_000), st.integers(0, 25_000))
def test_any_numbers_make_a_drawing_inside_its_frame(missing: int, came: int, walked_in: int) -> None:
    venn = venn_of(missing + came, came, walked_in)
    if venn is None:
        assert missing == came == walked_in == 0
        return
    for circle in filter(None, (venn.expected, venn.here)):
        assert circle.r >= SMALLEST_DOT
        assert circle.x - circle.r >= 0
        assert circle.x + circle.r <= venn.width
        assert 2 * circle.r <= venn.height
    assert bool(venn.lens) == bool(came)
    assert "nan" not in venn.lens
    assert all(0 < label.x < venn.width for label in venn.labels)


def test_bars_of_five_minutes_keep_their_numbers() -> None:
    bars = [Bar(SEVEN, 2, 0), Bar(SEVEN + timedelta(minutes=15), 10, 1)]
    chart = chart_of(bars, ZURICH, 560, SEVEN + timedelta(minutes=20))
    assert (chart.step, len(chart.columns)) == (5, 2)
    assert (chart.peak.total, chart.peak.at, chart.peak_end - chart.peak.at) == (
        11,
        bars[1].at,
        timedelta(minutes=5),
    )
    assert [line.number for line in chart.lines] == [5, 10]
    assert not chart.columns[0].walked_in
    assert chart.columns[1].walked_in


@given(
    st.lists(
        st.tuples(st.integers(0, 2000), st.integers(0, 900), st.integers(0, 900)), min_size=1, max_size=60
    ),
    st.sampled_from([330, 560]),
)
def test_any_evening_fits_its_frame(steps: list[tuple[int, int, int]], width: int) -> None:
    arrivals = {
        step: Bar(SEVEN + timedelta(minutes=5 * step), came, new) for step, came, new in steps if came + new
    }
    bars = [arrivals[step] for step in sorted(arrivals)]
    if not bars:
        return
    chart = chart_of(bars, ZURICH, width, bars[-1].at + timedelta(minutes=3))
    assert sum(bar.total for bar in bars) >= chart.peak.total >= max(bar.total for bar in bars)
    numbers = [
        float(n) for column in chart.columns for n in re.findall(r"M([\d.]+)", column.came + column.walked_in)
    ]
    assert all(0 <= x <= width for x in numbers)
    assert all(TOP - 1 <= mark.at <= BASE for mark in chart.lines)
    assert 1 <= len(chart.lines) <= 5
    assert chart.now is not None
    assert chart.now <= width
