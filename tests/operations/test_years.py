"""Whose line is on the picture: rows become marks on the days of the owner's calendar."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import event as hook

from netevent import clock
from netevent.extensions import db
from netevent.models import Act, Block, Contact, Encounter, Event, Person
from netevent.operations import blocks, cards, years
from tests import cast
from tests.mails.mornings import met

TONIGHT = date(2026, 11, 5)


@pytest.fixture(autouse=True)
def house(app: Flask, evening: time_machine.Traveller) -> Iterator[None]:
    with app.app_context():
        yield


@pytest.fixture
def event() -> Event:
    return cast.event()


@pytest.fixture
def ben(event: Event) -> Person:
    ben = cast.person("Ben Adler")
    cast.checked_in(event, ben)
    return ben


def did(contact: Contact, kind: str, by: str = "me", days_ago: int = 0, **fields: object) -> Act:
    act = Act(
        owner_id=contact.owner_id, contact_id=contact.id, kind=kind, by=by,
        at=clock.now() - timedelta(days=days_ago), **fields,
    )  # fmt: skip
    db.session.add(act)
    db.session.commit()
    return act


def lines(person: Person) -> dict[str, list[tuple[str, int]]]:
    """Of each person on the picture the kinds of the marks, with the days since."""
    year = years.of_person(person, clock.now())
    return {row.name: [(mark.kind, (TONIGHT - mark.on).days) for mark in row.marks] for row in year.rows}


def test_encounters_and_acts_become_one_line(ben: Person, event: Event) -> None:
    cleo = met(ben, event, "Cleo").contact
    did(cleo, "answer", by="them", days_ago=2)
    did(cleo, "outreach", days_ago=3)
    earlier = Encounter(
        owner_id=ben.id, contact_id=cleo.id, at=clock.now() - timedelta(days=40), topics=[], asked_for=[]
    )
    db.session.add(earlier)
    db.session.commit()
    assert lines(ben) == {"Cleo": [("encounter", 40), ("outreach", 3), ("answer", 2), ("encounter", 0)]}


def test_it_reaches_back_365_days_with_today(ben: Person) -> None:
    year = years.of_person(ben, clock.now())
    assert (year.first, year.last) == (date(2025, 11, 6), TONIGHT)


def test_an_evening_after_midnight_belongs_to_its_day(ben: Person, event: Event, evening) -> None:
    evening.move_to(event.ends_at + timedelta(hours=4))
    assert clock.now().astimezone(event.tz).date() > TONIGHT
    event.ends_at = clock.now() + timedelta(hours=1)
    met(ben, event, "Cleo")
    assert lines(ben) == {"Cleo": [("encounter", 0)]}


def test_what_was_taken_back_is_not_drawn(ben: Person, event: Event) -> None:
    cleo = met(ben, event, "Cleo").contact
    did(cleo, "help", days_ago=1, undone_at=clock.now())
    assert lines(ben) == {"Cleo": [("encounter", 0)]}
    assert years.of_contact(ben, cleo, clock.now()) is None


def test_everybody_sees_their_own_people_only(ben: Person, event: Event) -> None:
    dan = cast.person("Dan Roux")
    met(ben, event, "Cleo")
    did(met(dan, event, "Zoé").contact, "help")
    assert set(lines(ben)) == {"Cleo"}
    assert set(lines(dan)) == {"Zoé"}


def test_closed_and_erased_ones_are_not_on_it(ben: Person, event: Event) -> None:
    met(ben, event, "Cleo", contact={"closed_at": clock.now()})
    met(ben, event, "")
    assert lines(ben) == {}


def test_a_block_of_either_side_takes_the_line_away_until_it_is_lifted(ben: Person, event: Event) -> None:
    cleo = cast.person("Cleo Marti")
    cards.swap(ben, cleo, cards.Gift(email=False, phone=False), clock.now())
    assert (set(lines(ben)), set(lines(cleo))) == ({"Cleo Marti"}, {"Ben Adler"})
    blocks.block(cleo, ben, clock.now())
    assert lines(ben) == lines(cleo) == {}
    row = Block.of(cleo.id, ben.id)
    assert row
    blocks.lift(row, clock.now())
    assert set(lines(ben)) == {"Cleo Marti"}


def test_the_line_of_one_person_is_the_same(ben: Person, event: Event) -> None:
    cleo, other = met(ben, event, "Cleo").contact, met(ben, event, "Dan").contact
    did(cleo, "outreach", days_ago=30)
    did(other, "help", days_ago=9)
    one = years.of_contact(ben, cleo, clock.now())
    assert one
    assert one.rows == tuple(row for row in years.of_person(ben, clock.now()).rows if row.name == "Cleo")


def test_on_their_own_page_a_closed_one_keeps_the_line(ben: Person, event: Event) -> None:
    cleo = met(ben, event, "Cleo", contact={"closed_at": clock.now()}).contact
    did(cleo, "outreach", days_ago=30)
    one = years.of_contact(ben, cleo, clock.now())
    assert one
    assert len(one.rows[0].marks) == 2


def test_a_single_day_is_no_picture_and_an_erased_one_has_none(ben: Person, event: Event) -> None:
    cleo, gone = met(ben, event, "Cleo").contact, met(ben, event, "").contact
    did(cleo, "outreach")
    did(gone, "outreach", days_ago=30)
    assert years.of_contact(ben, cleo, clock.now()) is None
    assert years.of_contact(ben, gone, clock.now()) is None


def test_many_people_take_no_more_queries_than_one(ben: Person, event: Event) -> None:
    def queries() -> int:
        asked: list[str] = []

        def count(_conn, _cursor, statement, *_rest):  # type: ignore[no-untyped-def]
            asked.append(statement)

        db.session.expire_all()
        hook.listen(db.engine, "before_cursor_execute", count)
        years.of_person(ben, clock.now())
        hook.remove(db.engine, "before_cursor_execute", count)
        return len(asked)

    did(met(ben, event, "Cleo").contact, "help")
    one = queries()
    for number in range(12):
        did(met(ben, event, f"Nina {number}").contact, "help")
    assert queries() == one
