"""In whatever order the queues of the doors arrive, the evening ends the same (G7, F7)."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
import time_machine
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select, update

from netevent import clock
from netevent.extensions import db
from netevent.models import CheckIn, Event, Person, Registration, Scan, Tally
from netevent.operations import books, doors
from netevent.operations.checkins import kind_of
from netevent.operations.tallies import step_of
from tests import cast
from tests.operations.door import badge, place

DOORS = ("Garden", "Main door", "Roof")
EVENINGS = 60

Told = tuple[object, ...]
Reading = tuple[str, str, datetime, str]  # nonce, door, moment, code


@pytest.fixture(autouse=True)
def house(app: Flask, evening: time_machine.Traveller) -> Iterator[None]:
    with app.app_context():
        yield


@st.composite
def readings(draw: st.DrawFn) -> list[tuple[int, int, int]]:
    """Who was read at which door and when, in ticks of two minutes, so that some fall together."""
    one = st.tuples(st.integers(0, 3), st.integers(0, 2), st.integers(0, 8))
    return draw(st.lists(one, min_size=1, max_size=12))


def clear() -> None:
    db.session.rollback()
    for model in (Scan, CheckIn, Tally):
        db.session.execute(delete(model))
    db.session.execute(update(Registration).values(person_id=None))
    db.session.execute(delete(Person).where(Person.email.is_(None)))
    db.session.commit()


def uploaded(event_id: int, order: list[Reading]) -> tuple[list[Told], dict[str, Told]]:
    """Who is in after these uploads, and what every nonce was told."""
    clear()
    event = db.session.get_one(Event, event_id)
    said: dict[str, Told] = {}
    for nonce, door, at, code in order:
        answer = doors.admit(event, code, nonce=nonce, at=at, door=door, now=clock.now())
        told = (answer.id, answer.result, answer.name, answer.at, answer.door)
        assert said.setdefault(nonce, told) == told, "a nonce was told something else"
    rows = select(Person.name, CheckIn.at, CheckIn.door, CheckIn.registration_id).join(CheckIn.person)
    return sorted(map(tuple, db.session.execute(rows)), key=repr), said


def counted(event_id: int) -> bool:
    """Whether the running counts say what the rows say, step by step."""
    rows = Counter(
        (kind_of(row.registration_id), step_of(row.at))
        for row in db.session.scalars(select(CheckIn).where(CheckIn.event_id == event_id))
    )
    tallies: Counter[tuple[str, datetime]] = Counter()
    for tally in Tally.of_event(event_id):
        tallies[tally.kind, tally.step] += tally.count
    return {key: number for key, number in tallies.items() if number} == dict(rows)


def codes(event: Event) -> list[str]:
    """Two cards, a badge printed for somebody who owns an address, and one printed for a mere line of the list."""
    ben, cleo = cast.person("Ben Adler"), cast.person("Cleo Brandt")
    owned, bare = (
        place(event, name="C. Brandt", email=cleo.email),
        place(event, name="Gil", email="gil@example.org"),
    )
    return [ben.card_code, cleo.card_code, *(badge(event, registration_id=kept.id) for kept in (owned, bare))]


def test_any_order_of_uploads_ends_in_the_same_evening() -> None:
    event = cast.event(cast.person("Ada Moreau"))
    event_id, guests, began = event.id, codes(event), event.starts_at
    seen = Counter[str]()

    @settings(
        max_examples=EVENINGS, deadline=None, database=None, derandomize=True,
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )  # fmt: skip
    @given(readings(), st.data())
    def check(read: list[tuple[int, int, int]], data: st.DataObject) -> None:
        scans = [
            (f"{number:032}", DOORS[door], began + tick * timedelta(minutes=2), guests[who])
            for number, (who, door, tick) in enumerate(read)
        ]
        again = data.draw(st.lists(st.sampled_from(scans), max_size=4))
        first, _ = uploaded(event_id, scans)
        assert counted(event_id)
        shuffled, said = uploaded(event_id, data.draw(st.permutations(scans + again)))
        assert shuffled == first
        assert counted(event_id)
        assert cast.how_many(Scan) == len(scans)
        assert all(entry.balances for entry in books.entries())
        for nonce, door, at, code in scans:
            answer = doors.admit(
                db.session.get_one(Event, event_id), code, nonce=nonce, at=at, door=door, now=clock.now()
            )
            assert (answer.id, answer.result, answer.name, answer.at, answer.door) == said[nonce]
        seen.update(evenings=1, scans=len(scans), people=len(first), second_welcomes=_conflicts(event_id))

    check()
    print(f"orders: {dict(seen)}")
    assert seen["second_welcomes"] > 10


def _conflicts(event_id: int) -> int:
    return sum(times - 1 for _, times, _ in Scan.welcomed_twice(event_id))
