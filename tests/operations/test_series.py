"""The same name among the events one organises is the same series."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask

from netevent import clock
from netevent.extensions import db
from netevent.models import Event, Organiser, Person, Series
from netevent.operations import events, organisers, series
from netevent.operations.events import Details
from tests import cast


@pytest.fixture(autouse=True)
def context(app: Flask, evening: object) -> Iterator[None]:
    with app.app_context():
        yield


@pytest.fixture
def ada() -> Person:
    return cast.person("Ada Moreau")


def details(name: str) -> Details:
    now = clock.now()
    return Details(
        "First Thursday", "The Boathouse", now, now + timedelta(hours=3), "Europe/Zurich", series=name
    )


def made(owner: Person, name: str) -> Event:
    return events.create(owner, details(name), now=clock.now())


def test_case_and_outer_spaces_make_no_other_series(ada: Person) -> None:
    first, second, third = (
        made(ada, "Lakeside Evenings"),
        made(ada, " lakeside EVENINGS "),
        made(ada, "Breakfasts"),
    )
    assert first.series_id == second.series_id != third.series_id
    assert {one.name for one in series.of_organiser(ada.id)} == {"Lakeside Evenings", "Breakfasts"}
    assert cast.how_many(Series) == 2


def test_an_event_without_a_name_stands_alone(ada: Person) -> None:
    event = made(ada, "")
    assert event.series_id is None
    assert series.of_event(event) is None


def test_the_same_name_of_somebody_else_is_another_series(ada: Person) -> None:
    dan = cast.person("Dan Roux")
    assert made(ada, "Thursdays").series_id != made(dan, "Thursdays").series_id
    assert [one.id for one in series.of_organiser(dan.id)] != [one.id for one in series.of_organiser(ada.id)]


@pytest.mark.parametrize(("role", "same"), [("organiser", True), ("door", False)])
def test_organisers_go_on_with_a_series_and_the_door_does_not(ada: Person, role: str, same: bool) -> None:
    ben = cast.person("Ben Okri")
    first = made(ada, "Thursdays")
    organisers.add_key(first, ben, role, clock.now())
    assert (made(ben, "thursdays").series_id == first.series_id) is same


def test_a_key_given_back_ends_it(ada: Person) -> None:
    ben = cast.person("Ben Okri")
    first = made(ada, "Thursdays")
    organisers.add_key(first, ben, "organiser", clock.now())
    key = Organiser.key(ben.id, first.id)
    assert key
    key.removed_at = clock.now()
    db.session.commit()
    assert series.of_organiser(ben.id) == []


def test_a_change_puts_an_event_in_moves_it_and_takes_it_out(ada: Person) -> None:
    event, now = made(ada, ""), clock.now()
    words = details("Thursdays")
    assert events.change(event, words, now=now, actor_id=ada.id)
    first = event.series_id
    assert first
    assert not events.change(event, replace(words, series="THURSDAYS"), now=now, actor_id=ada.id), (
        "nothing new"
    )
    assert events.change(event, replace(words, series="Fridays"), now=now, actor_id=ada.id)
    assert event.series_id not in (None, first)
    assert events.change(event, replace(words, series=""), now=now, actor_id=ada.id)
    assert event.series_id is None


def test_who_changes_an_event_of_others_stays_in_its_series(ada: Person) -> None:
    """Ben has a series of that name himself, and Ada's event keeps hers."""
    ben = cast.person("Ben Okri")
    made(ben, "Thursdays")
    event = made(ada, "Thursdays")
    organisers.add_key(event, ben, "organiser", clock.now())
    before = event.series_id
    events.change(event, replace(details("Thursdays"), title="Second"), now=clock.now(), actor_id=ben.id)
    assert event.series_id == before
