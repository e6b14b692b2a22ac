"""A file with names: gone an hour after it is drawn, and with whoever is erased."""

from datetime import timedelta

import pytest
import time_machine

from netevent import clock
from netevent.errors import NotFound
from netevent.extensions import db
from netevent.models import Event, Person, Printing, Registration, Sheets
from netevent.operations import badges, erasures, printings, retention
from netevent.operations.merging import merge
from tests import cast
from tests.operations.printings.files import GUESTS, asked, guests_in

SECOND = timedelta(seconds=1)


def test_whoever_is_erased_is_in_no_file_any_more(event: Event, ada: Person) -> None:
    cleo = cast.person("Cleo Brandt")
    cast.checked_in(event, cleo)
    badges.make(event, ada, clock.now())
    asked(event, ada)
    printings.draw_due()
    assert cast.how_many(Sheets)
    erasures.erase(cleo, clock.now())
    assert cast.how_many(Sheets) == cast.how_many(Printing) == 0


def test_an_address_on_the_list_that_is_forgotten_is_in_no_file_any_more(event: Event, ada: Person) -> None:
    place = db.session.query(Registration).first()
    assert place
    place.email = "zoe@example.org"
    db.session.commit()
    asked(event, ada)
    printings.draw_due()
    erasures.erase_address("zoe@example.org", clock.now())
    assert cast.how_many(Sheets) == 0


def test_it_goes_along_when_two_cards_are_one_person(event: Event, ada: Person) -> None:
    provisional = cast.person("Ada M.", "adam@example.org")
    provisional.email, provisional.claimed_email = None, ada.email
    asked(event, provisional)
    merge(provisional, ada, clock.now())
    db.session.commit()
    assert len(printings.kept_of(event, ada, clock.now())) == 1


def test_an_hour_later_it_is_gone(event: Event, ada: Person, evening: time_machine.Traveller) -> None:
    row = asked(event, ada)
    printings.draw_due()
    retention.sweep(clock.now())
    assert cast.how_many(Sheets) == 3
    evening.shift(printings.LIFE)
    with pytest.raises(NotFound):
        printings.file_of(row, clock.now())
    assert printings.kept_of(event, ada, clock.now()) == []
    retention.sweep(clock.now())
    assert cast.how_many(Sheets) == cast.how_many(Printing) == 0


def test_what_no_worker_ever_draws_goes_after_a_day(
    event: Event, ada: Person, evening: time_machine.Traveller
) -> None:
    asked(event, ada)
    evening.shift(printings.MOST_PATIENCE)
    evening.shift(-SECOND)
    retention.sweep(clock.now())
    assert cast.how_many(Printing) == 1
    evening.shift(SECOND)
    retention.sweep(clock.now())
    assert cast.how_many(Printing) == 0


def test_what_was_drawn_late_is_kept_for_its_hour_all_the_same(
    event: Event, ada: Person, evening: time_machine.Traveller
) -> None:
    row = asked(event, ada)
    evening.shift(printings.MOST_PATIENCE - SECOND)
    printings.draw_due()
    evening.shift(printings.LIFE - SECOND)
    printings.draw_due()
    assert guests_in(row) == [*range(GUESTS)]
    evening.shift(SECOND)
    printings.draw_due()
    assert cast.how_many(Sheets) == 0, "a look of the worker takes it, and not the one of every hour alone"
