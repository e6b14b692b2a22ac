"""Badges as one file: every badge once, in their order, whoever stops in between; gone an hour later."""

from collections.abc import Iterator
from datetime import timedelta

import pypdfium2
import pytest
import time_machine
from flask import Flask

from netevent import clock
from netevent.errors import Conflict, NotFound
from netevent.extensions import db
from netevent.models import Badge, Event, Person, Printing, Registration, Sheets
from netevent.operations import badges, jobs, printings, retention
from tests import cast

SECOND = timedelta(seconds=1)
GUESTS = 11


@pytest.fixture(autouse=True)
def context(app: Flask, evening: time_machine.Traveller, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(printings, "AT_ONCE", 4)
    with app.app_context():
        yield


@pytest.fixture
def ada() -> Person:
    return cast.person("Ada Moreau")


@pytest.fixture
def event(ada: Person) -> Event:
    """Eleven people are expected, and each has a badge."""
    event = cast.event(ada)
    for number in range(GUESTS):
        db.session.add(
            Registration(
                event_id=event.id, name=f"Guest {number:02}", source="imported", created_at=clock.now()
            )
        )
    db.session.commit()
    badges.make(event, ada, clock.now())
    return event


def asked(event: Event, who: Person, stock: str = "a6", **said: object) -> Printing:
    return db.session.get_one(Printing, printings.ask(event, who, stock, now=clock.now(), **said))  # type: ignore[arg-type]


def names_in(octets: bytes) -> list[str]:
    """Whose badges, page by page."""
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(octets)]
    return [line for page in pages for line in page.split() if line.isdigit() and len(line) == 2]


def numbered(*numbers: int) -> list[str]:
    return [f"{number:02}" for number in numbers]


def test_every_badge_is_drawn_once_and_in_order(event: Event, ada: Person) -> None:
    row = asked(event, ada)
    assert (row.state, row.position, row.total) == ("waiting", 0, GUESTS)
    assert printings.draw_due(clock.now(), batches=1) == 4
    assert (row.state, row.position) == ("waiting", 4)
    assert printings.draw_due(clock.now()) == GUESTS - 4
    assert (row.state, row.position) == ("done", GUESTS)
    octets = printings.file_of(row, clock.now())
    assert sorted(names_in(octets)) == numbered(*range(GUESTS))
    assert len(pypdfium2.PdfDocument(octets)) == 3, "four on a sheet, three sheets"
    assert pypdfium2.PdfDocument(octets).get_metadata_value("Title") == event.title


def test_a_file_has_a_most_and_the_rest_is_the_next_file(
    event: Event, ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printings, "MOST", 8)
    first, second = asked(event, ada), asked(event, ada, part=2)
    printings.draw_due(clock.now())
    assert sorted(names_in(printings.file_of(first, clock.now()))) == numbered(*range(8))
    assert sorted(names_in(printings.file_of(second, clock.now()))) == numbered(8, 9, 10)
    with pytest.raises(Conflict):
        asked(event, ada, part=3)


def test_a_guest_who_comes_onto_the_list_meanwhile_moves_no_badge(event: Event, ada: Person) -> None:
    row = asked(event, ada)
    printings.draw_due(clock.now(), batches=1)
    cast.checked_in(event, cast.person("Aaron First"))
    badges.make(event, ada, clock.now())
    printings.draw_due(clock.now())
    assert sorted(names_in(printings.file_of(row, clock.now()))) == numbered(*range(GUESTS))


def test_a_code_that_was_renewed_meanwhile_is_not_printed(event: Event, ada: Person) -> None:
    row = asked(event, ada)
    badges.renew(db.session.get_one(Badge, row.badge_ids[0]), clock.now())
    printings.draw_due(clock.now())
    assert sorted(names_in(printings.file_of(row, clock.now()))) == numbered(*range(1, GUESTS))


def test_the_next_worker_goes_on_where_one_was_killed(
    event: Event, ada: Person, evening: time_machine.Traveller, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = asked(event, ada)
    printings.draw_due(clock.now(), batches=1)
    claimed = jobs.take(Printing, printings._waits(), clock.now(), give_up=printings._give_up)
    assert claimed, "a worker that takes it and is never heard of again"
    assert printings.draw_due(clock.now()) == 0
    evening.shift(jobs.LEASE + SECOND)
    assert printings.draw_due(clock.now()) == GUESTS - 4
    assert printings._draw_next(*claimed) == 0, "it is in other hands"
    assert sorted(names_in(printings.file_of(row, clock.now()))) == numbered(*range(GUESTS))


def test_one_that_can_never_be_drawn_is_given_up_and_keeps_no_other_waiting(
    event: Event, ada: Person, evening: time_machine.Traveller, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad, good = asked(event, ada, "a7"), asked(event, ada)
    drawing = printings.badges_pdf

    def fails_on_a7(*some: object, **more: object) -> bytes:
        if some[1] is printings.STOCKS["a7"]:
            raise RuntimeError("this cannot be drawn")
        return drawing(*some, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(printings, "badges_pdf", fails_on_a7)
    for _ in range(jobs.MOST_TRIES + 1):
        printings.draw_due(clock.now())
        evening.shift(jobs.LEASE + SECOND)
    assert (bad.state, good.state) == ("failed", "done")
    with pytest.raises(NotFound):
        printings.file_of(bad, clock.now())
    assert printings.last_of(event, ada, clock.now()) == good


def test_asking_twice_for_the_same_is_asking_once(event: Event, ada: Person) -> None:
    first = asked(event, ada)
    assert asked(event, ada).id == first.id
    others = [asked(event, ada, "a7").id, asked(event, ada, both_sides=True).id]
    assert len({first.id, *others}) == printings.MOST_WAITING
    with pytest.raises(Conflict):
        asked(event, ada, "54x90")
    assert asked(event, ada).id == first.id
    printings.draw_due(clock.now())
    assert asked(event, ada).id not in {first.id, *others}, "a new list may have come in"


def test_a_stock_that_nobody_sells_is_the_usual_one(event: Event, ada: Person) -> None:
    assert asked(event, ada, "x" * 400).stock == printings.USUAL


def test_an_hour_later_it_is_gone(event: Event, ada: Person, evening: time_machine.Traveller) -> None:
    row = asked(event, ada)
    printings.draw_due(clock.now())
    retention.sweep(clock.now())
    assert cast.how_many(Sheets) == 3
    evening.shift(printings.LIFE)
    with pytest.raises(NotFound):
        printings.file_of(row, clock.now())
    assert printings.last_of(event, ada, clock.now()) is None
    retention.sweep(clock.now())
    assert cast.how_many(Sheets) == cast.how_many(Printing) == 0


def test_what_no_worker_ever_draws_goes_after_a_day(
    event: Event, ada: Person, evening: time_machine.Traveller
) -> None:
    asked(event, ada)
    evening.shift(printings.MOST_PATIENCE)
    retention.sweep(clock.now())
    assert cast.how_many(Printing) == 1
    evening.shift(printings.LIFE)
    retention.sweep(clock.now())
    assert cast.how_many(Printing) == 0


def test_a_badge_of_another_event_is_in_no_file(event: Event, ada: Person) -> None:
    other = cast.event(ada)
    with pytest.raises(Conflict):
        printings.ask(other, ada, "a6", now=clock.now())
