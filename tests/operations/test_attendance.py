"""Numbers come from tallies and cost the same for any crowd; names leave out what nobody proved."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import event as sql_event

from netevent import clock
from netevent.extensions import db
from netevent.models import CheckIn, Registration
from netevent.operations import attendance, checkins, registrations
from netevent.operations.attendance import Guest, attendance_of, by_name, found, guests_of, version_of
from netevent.operations.checkins import Arrival
from netevent.operations.tallies import count
from tests import cast


@pytest.fixture(autouse=True)
def context(app: Flask, evening: object) -> Iterator[None]:
    with app.app_context():
        yield


def guest(name: str, company: str = "") -> Guest:
    return Guest("r1", name, "", company, "", "came", None, "self")


def imported(event_id: int, name: str, email: str) -> Registration:
    place = Registration(
        event_id=event_id,
        name=name,
        email=email,
        company="Nordlys",
        source="imported",
        created_at=clock.now(),
    )
    db.session.add(place)
    count(event_id, "expected", clock.now())
    db.session.commit()
    return place


def test_an_empty_evening_is_all_zeros() -> None:
    figures = attendance_of(cast.event())
    assert (figures.expected, figures.here, figures.still_to_come, figures.bars) == (0, 0, 0, ())


def test_expected_came_and_walked_in() -> None:
    event = cast.event()
    ben, cleo, dan = cast.person("Ben"), cast.person("Cleo"), cast.person("Dan")
    for someone in (ben, dan):
        registrations.expect(event, someone, now=clock.now())
    cast.checked_in(event, ben, cleo)
    figures = attendance_of(event)
    assert (figures.expected, figures.came, figures.walked_in) == (2, 1, 1)
    assert (figures.here, figures.still_to_come) == (2, 1)
    assert [(bar.at, bar.total) for bar in figures.bars] == [(clock.now(), 2)]


def test_bars_are_steps_of_five_minutes_in_order() -> None:
    event = cast.event()
    for minutes, number in ((12, 3), (1, 2), (4, 1)):
        count(event.id, "came", clock.now() + timedelta(minutes=minutes), by=number)
    bars = attendance_of(event).bars
    assert [(bar.at - clock.now(), bar.came) for bar in bars] == [
        (timedelta(0), 3),
        (timedelta(minutes=10), 3),
    ]


def test_counts_that_were_taken_back_never_show_less_than_nothing() -> None:
    event = cast.event()
    count(event.id, "came", clock.now(), by=-1)
    count(event.id, "walked_in", clock.now(), by=2)
    figures = attendance_of(event)
    assert (figures.expected, figures.came, figures.here) == (0, 0, 2)


def test_twenty_thousand_cost_what_two_hundred_cost() -> None:
    asked: list[str] = []
    sql_event.listen(db.engine, "before_cursor_execute", lambda *args: asked.append(args[2]))
    for crowd in (200, 20_000):
        event = cast.event()
        for minutes in range(0, 180, 5):
            count(event.id, "came", clock.now() + timedelta(minutes=minutes), by=crowd // 36)
        db.session.commit()
        asked.clear()
        assert attendance_of(event).here == crowd // 36 * 36
        reading = [line for line in asked if line.startswith("SELECT") and "FROM events" not in line]
        assert len(reading) == 1
        assert "checkins" not in reading[0]


def test_the_version_changes_with_people_details_and_every_five_minutes() -> None:
    event = cast.event()
    now, figures = clock.now(), attendance_of(event)
    version = version_of(event, figures, now)
    assert version_of(event, figures, now + timedelta(minutes=4)) == version
    assert version_of(event, figures, now + timedelta(minutes=5)) != version
    cast.checked_in(event, cast.person("Ben"))
    assert version_of(event, attendance_of(event), now) != version
    event.revision += 1
    assert version_of(event, figures, now) != version


def test_an_address_nobody_proved_is_shown_only_where_the_organiser_brought_it() -> None:
    event, now = cast.event(), clock.now()
    registrations.expect(event, cast.person("Ben"), now=now)
    registrations.expect_stranger(event, Arrival("Cleo", "cleo@example.org", "en"), nonce="0", now=now)
    imported(event.id, "Dan Stone", "dan@example.org")
    checkins.arrive(event, Arrival("Mallory", "dan@example.org", "en"), nonce="1", now=now)
    checkins.arrive(event, Arrival("Eve", "eve@example.org", "en"), nonce="2", now=now)
    lines = [(one.name, one.email, one.status, one.source) for one in guests_of(event)]
    assert lines == [
        ("Ben", "ben@example.org", "expected", "self"),
        ("Cleo", "", "expected", "self"),
        ("Dan Stone", "dan@example.org", "came", "imported"),
        ("Eve", "", "walked_in", "poster"),
    ]


def test_a_place_given_back_is_no_longer_expected_but_who_came_stays() -> None:
    event, ben, cleo = cast.event(), cast.person("Ben"), cast.person("Cleo")
    for someone in (ben, cleo):
        registrations.expect(event, someone, now=clock.now())
    cast.checked_in(event, ben)
    for place in db.session.query(Registration):
        place.cancelled_at = clock.now()
    db.session.commit()
    assert [(one.name, one.status) for one in guests_of(event)] == [("Ben", "walked_in")]


def test_nobody_of_another_event_is_listed() -> None:
    event, other = cast.event(), cast.event()
    cast.checked_in(other, cast.person("Ben"))
    registrations.expect(other, cast.person("Cleo"), now=clock.now())
    assert list(guests_of(event)) == []
    assert db.session.query(CheckIn).count() == 1


@pytest.mark.parametrize("typed", ["elodie", "ÉLODIE", "caron él", "halle", "  elodie   neuve "])
def test_people_are_found_by_name_and_company_without_accents(typed: str) -> None:
    crowd = [guest("Élodie Caron", "Halle Neuve"), guest("Ben Weber", "Nordlys")]
    assert [one.name for one in found(crowd, typed)] == ["Élodie Caron"]
    assert found(crowd, "") == crowd
    assert found(crowd, "elodie nordlys") == []


def test_names_sort_as_people_expect() -> None:
    crowd = [guest("Zoe"), guest("Élodie"), guest("ben"), guest("Ada")]
    assert [one.name for one in by_name(crowd)] == ["Ada", "ben", "Élodie", "Zoe"]
    assert attendance.plain("Łódź Ø") == "lodz o"
