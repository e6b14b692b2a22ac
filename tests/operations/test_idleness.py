"""Two years without a sign of life: two mails, then the end, unless somebody comes back."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from netevent import clock
from netevent.extensions import db
from netevent.models import OutboxMail, Person
from netevent.operations import signins
from netevent.operations.retention import sweep
from tests import cast
from tests.mails.mornings import met


@pytest.fixture(autouse=True)
def house(app: Flask, evening: time_machine.Traveller) -> Iterator[None]:
    with app.app_context():
        yield


def idle_mails() -> int:
    return cast.how_many(OutboxMail, kind="idle")


def test_who_does_nothing_for_two_years_is_warned_twice_and_then_erased(
    evening: time_machine.Traveller,
) -> None:
    ben, start = cast.person("Ben Adler"), clock.now()
    for day, mails, people in (
        (669, 0, 1),
        (670, 1, 1),
        (671, 1, 1),
        (699, 1, 1),
        (700, 2, 1),
        (729, 2, 1),
        (730, 0, 0),
    ):
        evening.move_to(start + timedelta(days=day))
        sweep(clock.now())
        assert (idle_mails(), cast.how_many(Person)) == (mails, people), day
    assert ben


@pytest.mark.parametrize("sign", ["sign-in", "answer", "note"])
def test_a_sign_of_life_in_between_stops_it(evening: time_machine.Traveller, sign: str) -> None:
    ben, start = cast.person("Ben Adler"), clock.now()
    note = met(ben, None, "Cleo")
    for day in (670, 700):
        evening.move_to(start + timedelta(days=day))
        sweep(clock.now())
    assert idle_mails() == 2
    evening.move_to(start + timedelta(days=710))
    if sign == "sign-in":
        signins.enter_as(ben, clock.now())
    elif sign == "answer":
        ben.active_at = clock.now()
    else:
        note.saved_at = clock.now()
    db.session.commit()
    for day in (730, 1200):
        evening.move_to(start + timedelta(days=day))
        sweep(clock.now())
    assert cast.how_many(Person) == 1
    evening.move_to(start + timedelta(days=710 + 670))
    sweep(clock.now())
    assert idle_mails() == 3  # the next time somebody is away is a time of its own


def test_a_worker_that_rested_for_years_warns_before_it_erases(evening: time_machine.Traveller) -> None:
    cast.person("Ben Adler")
    evening.shift(timedelta(days=3000))
    for days, mails, people in ((0, 1, 1), (1, 1, 1), (27, 2, 1), (27, 2, 1), (1, 0, 0)):
        evening.shift(timedelta(days=days))
        sweep(clock.now())
        assert (idle_mails(), cast.how_many(Person)) == (mails, people)
