"""Telling the organiser: by who was there, for owner and organisers, never for whom it is about."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask

from netevent import clock
from netevent.errors import Conflict, TooMany
from netevent.extensions import db
from netevent.models import Audit, Concern, Event, Organiser, Person
from netevent.operations import concerns
from tests import cast


@pytest.fixture(autouse=True)
def context(app: Flask, evening: object) -> Iterator[None]:
    with app.app_context():
        yield


@pytest.fixture
def ada() -> Person:
    return cast.person("Ada Moreau")


@pytest.fixture
def event(ada: Person) -> Event:
    return cast.event(ada)


@pytest.fixture
def ben(event: Event) -> Person:
    ben = cast.person("Ben Okri")
    cast.checked_in(event, ben)
    return ben


def told(event: Event, reader: Person) -> list[str]:
    return [concern.words for concern in concerns.readable(event, reader)]


def test_it_reaches_the_organisers_and_only_of_that_event(ben, event, ada):
    concerns.tell(event, ben, None, "too loud", clock.now())
    assert told(event, ada) == ["too loud"]
    assert told(cast.event(ada), ada) == []


def test_whom_it_is_about_never_reads_it_even_with_a_key(ben, event, ada):
    hugo = cast.person("Hugo Lind")
    db.session.add(Organiser(event_id=event.id, person_id=hugo.id, role="organiser", since=clock.now()))
    cast.checked_in(event, hugo)
    concerns.tell(event, ben, hugo, "he would not let go", clock.now())
    assert told(event, ada) == ["he would not let go"]
    assert told(event, hugo) == []


def test_only_who_was_there_tells_and_is_told_about(ben, event):
    dan = cast.person("Dan Roux")
    with pytest.raises(Conflict, match="people who were there"):
        concerns.tell(event, dan, None, "x", clock.now())
    assert concerns.was_there(event, dan) is None
    assert concerns.was_there(event, ben) is ben


def test_ten_a_day_are_enough(ben, event, evening):
    for _ in range(10):
        concerns.tell(event, ben, None, "too loud", clock.now())
    with pytest.raises(TooMany, match="told the organisers a lot"):
        concerns.tell(event, ben, None, "too loud", clock.now())
    evening.shift(timedelta(days=1, seconds=1))
    concerns.tell(event, ben, None, "too loud", clock.now())
    assert cast.how_many(Concern) == 11


def test_settled_once_and_audited_by_number(ben, event, ada):
    concern = concerns.tell(event, ben, None, "too loud", clock.now())
    for _ in range(2):
        concerns.settle(concern, ada, clock.now())
    (line,) = db.session.query(Audit)
    assert (line.verb, line.noun, line.row_id, line.actor_id) == ("settle", "concerns", concern.id, ada.id)
    db.session.refresh(concern)
    assert concern.settled_by_id == ada.id


def test_taken_back_it_is_gone_for_the_organisers_too(ben, event, ada):
    concerns.take_back(concerns.tell(event, ben, None, "too loud", clock.now()))
    assert told(event, ada) == []
    assert cast.how_many(Concern) == 0
