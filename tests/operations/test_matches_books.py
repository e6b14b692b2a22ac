"""An evening at the doors in a random order of everything a door can do: the counts and the books agree all along."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from netevent import clock
from netevent.domain.codes import new_code
from netevent.errors import Refusal
from netevent.extensions import db
from netevent.models import CheckIn, Event, Match, Person, Registration, Scan, Tally
from netevent.operations import attendance, books, doors, matches
from netevent.operations.checkins import kind_of
from netevent.operations.guests import Line, Newcomer
from netevent.operations.merging import merge
from netevent.operations.tallies import count, step_of
from tests import cast
from tests.operations.door import place

STEPS = 120


@pytest.fixture(autouse=True)
def house(app: Flask, evening: time_machine.Traveller) -> Iterator[None]:
    with app.app_context():
        yield


class Evening:
    """One event with a list of eight and five people with cards; each method is one step at its doors."""

    def __init__(self, event: Event, chance: Random) -> None:
        self.event, self.chance = event, chance
        self.owners = [cast.person(f"Owner {n}", f"o{n}@example.org") for n in range(5)]
        for number in range(8):
            place(event, name=f"Guest {number}", email=f"{'go'[number % 2]}{number}@example.org")
            count(event.id, "expected", event.starts_at)
        db.session.commit()

    def any(self, model: type) -> int:
        """The number of some row, or of none."""
        ids = db.session.scalars(select(model.id).order_by(model.id)).all()  # type: ignore[attr-defined]
        return self.chance.choice([*ids, 999_999])

    def admit(self, whom: object) -> None:
        back = self.chance.choice([None, timedelta(minutes=self.chance.randrange(1, 20))])
        at = clock.now() - back if back else None
        doors.admit(self.event, whom, nonce=new_code(26), at=at, door="Main door", now=clock.now())  # type: ignore[arg-type]

    def card(self) -> None:
        self.admit(self.chance.choice(self.owners).card_code)

    def line(self) -> None:
        self.admit(Line(f"r{self.any(Registration)}"))

    def name(self) -> None:
        self.admit(Newcomer("Zoé"))

    def match(self) -> None:
        matches.match(self.event, self.any(CheckIn), self.any(Registration), now=clock.now())

    def part(self) -> None:
        matches.part(self.event, self.any(CheckIn), now=clock.now())

    def undo(self) -> None:
        doors.undo(self.event, self.any(CheckIn), now=clock.now())

    def undo_scan(self) -> None:
        nonces = db.session.scalars(select(Scan.nonce).order_by(Scan.id)).all()
        doors.undo_scan(self.event, self.chance.choice([*nonces, "x"]), now=clock.now())

    def prove(self) -> None:
        """Somebody whom the list or the door knew by name turns out to be one of the five."""
        unproved = select(Person).where(Person.email.is_(None)).order_by(Person.id)
        provisional = db.session.scalars(unproved).all()
        if provisional:
            merge(self.chance.choice(provisional), self.chance.choice(self.owners), clock.now())
            db.session.commit()


def agree(event: Event) -> bool:
    """Whether the running counts say what the rows say, step by step."""
    rows, tallies = Counter[tuple[str, datetime]](), Counter[tuple[str, datetime]]()
    for arrived in db.session.scalars(select(CheckIn)):
        rows[kind_of(arrived.registration_id), step_of(arrived.at)] += 1
    rows["expected", step_of(event.starts_at)] = cast.how_many(Registration, cancelled_at=None)
    for tally in Tally.of_event(event.id):
        tallies[tally.kind, tally.step] += tally.count
    return rows == tallies  # zeros count for nothing


KINDS = ("card", "line", "name", "name", "match", "match", "match", "part", "undo", "undo_scan", "prove")


@pytest.mark.parametrize("seed", range(4))
def test_whatever_the_doors_do_the_counts_are_those_of_the_rows_and_the_books_agree(seed: int) -> None:
    chance = Random(seed)  # noqa: S311
    evening, done = Evening(cast.event(cast.person("Ada Moreau")), chance), Counter[str]()
    for step in range(STEPS):
        kind = chance.choice(KINDS)
        try:
            getattr(evening, kind)()
            done[kind] += 1
        except Refusal:
            db.session.rollback()
            done["refused"] += 1
        assert agree(evening.event), f"after {kind}: {dict(done)}"
        if step % 10 == 9:
            assert [entry for entry in books.entries() if not entry.balances] == []
    figures, lines = attendance.attendance_of(evening.event), list(attendance.guests_of(evening.event))
    statuses = Counter(line.status for line in lines)
    assert (figures.came, figures.walked_in) == (statuses["came"], statuses["walked_in"])
    open_matches = select(Match.checkin_id).where(Match.undone_at.is_(None))
    print(f"seed {seed}: {dict(done)}, {len(db.session.scalars(open_matches).all())} matches hold")
    assert set(KINDS) | {"refused"} <= set(done)
