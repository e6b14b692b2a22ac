"""An arrival is where and when its welcome was, and the books see it when it is not (identity 2)."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import update

from netevent import clock
from netevent.extensions import db
from netevent.models import CheckIn
from netevent.operations import books
from netevent.operations.tallies import count
from tests import cast
from tests.operations.door import admit


@pytest.fixture(autouse=True)
def house(app: Flask, evening: time_machine.Traveller) -> Iterator[None]:
    with app.app_context():
        yield


def wrong() -> list[str]:
    return [entry.name for entry in books._doors() if not entry.balances]


def test_an_arrival_that_was_moved_up_is_that_of_its_latest_welcome() -> None:
    event, ben = cast.event(), cast.person("Ben Adler")
    admit(event, ben.card_code)
    admit(event, ben.card_code, at=clock.now() - timedelta(minutes=9), door="Garden")
    admit(event, ben.card_code, door="Roof")
    assert wrong() == []


def test_who_checked_in_on_their_own_phone_needs_no_welcome() -> None:
    event, ben = cast.event(), cast.person("Ben Adler")
    cast.checked_in(event, ben)
    admit(event, ben.card_code)
    assert wrong() == []
    admit(event, ben.card_code, at=clock.now() - timedelta(minutes=9), door="Garden")
    assert wrong() == []


def test_a_step_that_was_counted_down_below_nobody_is_seen() -> None:
    event, ben = cast.event(), cast.person("Ben Adler")
    admit(event, ben.card_code)
    for minutes, by in ((10, 1), (20, -1)):
        count(event.id, "walked_in", clock.now() - timedelta(minutes=minutes), by=by)
    assert wrong() == ["steps of five minutes in which fewer than nobody came"]


@pytest.mark.parametrize("moved", [{"door": "Roof"}, {"at": timedelta(minutes=1)}], ids=["door", "time"])
def test_an_arrival_that_somebody_moved_is_seen(moved: dict[str, object]) -> None:
    event, ben = cast.event(), cast.person("Ben Adler")
    admit(event, ben.card_code)
    values = {
        name: clock.now() - by if isinstance(by, timedelta) else by for name, by in moved.items()
    }  # fmt: skip
    db.session.execute(update(CheckIn).values(**values))
    assert wrong() == ["arrivals at a door or a time that no welcome names"]
