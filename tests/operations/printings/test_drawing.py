"""Badges as one file: every badge once, in their order, whoever stops in between."""

from collections import Counter
from datetime import timedelta

import pypdfium2
import pytest
import time_machine
from flask import Flask
from sqlalchemy import delete

from netevent import clock
from netevent.errors import Conflict, NotFound
from netevent.extensions import db
from netevent.files import apart
from netevent.files.badges import STOCKS
from netevent.files.badges import Badge as Drawn
from netevent.models import Badge, Event, Person, Printing
from netevent.operations import badges, jobs, printings
from tests import cast
from tests.operations.printings.files import GUESTS, asked, guests_in, pages_of

SECOND = timedelta(seconds=1)


def test_every_badge_is_drawn_once_and_in_order(event: Event, ada: Person) -> None:
    row = asked(event, ada)
    assert (row.state, row.position, row.total) == ("waiting", 0, GUESTS)
    assert printings.draw_due(batches=1) == 4
    assert (row.state, row.position) == ("waiting", 4)
    assert printings.draw_due() == GUESTS - 4
    assert (row.state, row.position) == ("done", GUESTS)
    octets = printings.file_of(row, clock.now())
    assert pages_of(octets) == [{0, 1, 2, 3}, {4, 5, 6, 7}, {8, 9, 10}], "four on a sheet"
    assert pypdfium2.PdfDocument(octets).get_metadata_value("Title") == event.title


def test_a_file_has_a_most_and_the_rest_is_the_next_file(
    event: Event, ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printings, "MOST", 8)
    first, second = asked(event, ada), asked(event, ada, part=2)
    printings.draw_due()
    assert guests_in(first) == [*range(8)]
    assert guests_in(second) == [8, 9, 10]
    assert [(one.first, one.last) for one in (first, second)] == [(1, 8), (9, 11)]
    assert asked(event, ada, part=99).first == 9, "the last one there is"
    assert asked(event, ada, part=-1).first == 1


def test_a_guest_who_comes_onto_the_list_meanwhile_moves_no_badge(event: Event, ada: Person) -> None:
    row = asked(event, ada)
    printings.draw_due(batches=1)
    cast.checked_in(event, cast.person("Aaron First"))
    badges.make(event, ada, clock.now())
    printings.draw_due()
    assert guests_in(row) == [*range(GUESTS)]


def test_a_code_that_was_renewed_meanwhile_is_not_printed(event: Event, ada: Person) -> None:
    row = asked(event, ada)
    badges.renew(db.session.get_one(Badge, row.badge_ids[0]), clock.now())
    printings.draw_due()
    assert guests_in(row) == [*range(1, GUESTS)]
    assert (row.drawn, row.total) == (GUESTS - 1, GUESTS)


def test_a_file_of_nobody_is_no_file(event: Event, ada: Person) -> None:
    row = asked(event, ada)
    db.session.execute(delete(Badge))
    db.session.commit()
    printings.draw_due()
    assert row.state == "failed"
    with pytest.raises(NotFound):
        printings.file_of(row, clock.now())


def test_the_next_worker_goes_on_where_one_was_killed(
    event: Event, ada: Person, evening: time_machine.Traveller, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = asked(event, ada)
    printings.draw_due(batches=1)
    claimed = jobs.take(Printing, printings._waits(), give_up=printings._give_up)
    assert claimed, "a worker that takes it and is never heard of again"
    assert printings.draw_due() == 0
    evening.shift(jobs.LEASE + SECOND)
    assert printings.draw_due() == GUESTS - 4
    assert printings._draw_next(*claimed) == 0, "it is in other hands"
    assert guests_in(row) == [*range(GUESTS)]


def test_one_that_can_never_be_drawn_is_given_up_and_keeps_no_other_waiting(
    event: Event, ada: Person, evening: time_machine.Traveller, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad, good = asked(event, ada, "a7"), asked(event, ada)
    drawing = apart.draw

    def fails_on_a7(badges: list[Drawn], stock: str, **how: object) -> bytes:
        if stock == "a7":
            raise RuntimeError("this cannot be drawn")
        return drawing(badges, stock, **how)

    monkeypatch.setattr(apart, "draw", fails_on_a7)
    for _ in range(jobs.MOST_TRIES + 1):
        printings.draw_due()
        evening.shift(jobs.LEASE + SECOND)
    assert (bad.state, good.state) == ("failed", "done")
    with pytest.raises(NotFound):
        printings.file_of(bad, clock.now())
    assert printings.kept_of(event, ada, clock.now()) == [good]


def test_asking_twice_for_the_same_is_asking_once(event: Event, ada: Person) -> None:
    first = asked(event, ada)
    assert asked(event, ada).id == first.id
    assert asked(event, ada, both_sides=True).id != first.id
    assert asked(event, cast.person("Eve Falk")).id != first.id
    printings.draw_due()
    assert asked(event, ada).id != first.id, "a new list may have come in"


def test_an_event_keeps_a_few_files_and_the_oldest_makes_room(event: Event, ada: Person) -> None:
    stocks = list(STOCKS)
    rows = [asked(event, ada, stock).id for stock in stocks[: printings.MOST_AT_EVENT]]
    with pytest.raises(Conflict):
        asked(event, ada, stocks[-1])
    assert asked(event, ada, stocks[0]).id == rows[0]
    printings.draw_due()
    newest = asked(event, ada, stocks[-1])
    assert [one.id for one in printings.kept_of(event, ada, clock.now())] == [newest.id, *reversed(rows[1:])]


def test_eight_who_ask_at_once_are_not_more_than_there_is_room_for(
    app: Flask, event: Event, ada: Person
) -> None:
    event_id, ada_id, stocks = event.id, ada.id, list(STOCKS)
    db.session.rollback()

    def ask(index: int) -> str:
        with app.app_context():
            whose = db.session.get_one(Event, event_id), db.session.get_one(Person, ada_id)
            try:
                printings.ask(*whose, stocks[index], now=clock.now())
            except Conflict:
                return "busy"
            return "asked"

    assert Counter(cast.at_once(8, ask)) == {"asked": printings.MOST_AT_EVENT, "busy": 3}


def test_nobody_waits_for_a_lock_while_it_is_drawn(
    event: Event, ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked(event, ada)
    in_transaction: list[bool] = []

    def look(*_badges: object, **_how: object) -> bytes:
        in_transaction.append(db.session().in_transaction())
        return b"%PDF"

    monkeypatch.setattr(apart, "draw", look)
    printings.draw_due()
    assert in_transaction == [False] * 3


def test_a_pass_that_began_long_ago_takes_no_printing_from_another(
    event: Event, ada: Person, evening: time_machine.Traveller
) -> None:
    """A whole evening's mail may leave before the badges of the same pass are looked at."""
    row, began = asked(event, ada), clock.now()
    evening.shift(jobs.LEASE * 3)
    assert jobs.take(Printing, printings._waits(), give_up=printings._give_up)
    db.session.refresh(row)
    assert row.lease_until == clock.now() + jobs.LEASE > began + jobs.LEASE
    assert printings.draw_due() == 0


def test_a_stock_that_nobody_sells_is_the_usual_one(event: Event, ada: Person) -> None:
    assert asked(event, ada, "x" * 400).stock == printings.USUAL


def test_a_badge_of_another_event_is_in_no_file(event: Event, ada: Person) -> None:
    other = cast.event(ada)
    with pytest.raises(Conflict):
        printings.ask(other, ada, "a6", now=clock.now())
