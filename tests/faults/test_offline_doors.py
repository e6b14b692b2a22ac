"""Eight devices without a connection for an hour, and their queues in any order: the evening ends the same (G7, F4).

`make faults` is the long form: 2,000 people for each of NETEVENT_FAULT_ORDERS orders.
"""

import os
import random
import uuid
from collections import Counter, defaultdict
from datetime import datetime, timedelta
from typing import Any, NamedTuple

import pytest
from click.testing import CliRunner
from flask import Flask
from flask.cli import ScriptInfo
from sqlalchemy import select

from netevent.__main__ import cli
from netevent.api import moments
from netevent.extensions import db
from netevent.models import CheckIn, Event, Person, Scan
from tests.api.programs import Program
from tests.faults.guests import Evening, write_evening

DOORS = 8
HOUR = timedelta(minutes=60)
OVERLAP = 5  # every fifth person shows up at a second door, too
LOST = 0.1  # of the answers
AT_ONCE = 100  # scans of a batch
ORDERS = int(os.environ.get("NETEVENT_FAULT_ORDERS", "3"))
LONG = "NETEVENT_FAULT_ORDERS" in os.environ
SEED = int(os.environ.get("NETEVENT_FAULT_SEED", "20261105"))
OK, CREATED = 200, 201


class Reading(NamedTuple):
    """What a device without a connection wrote down; it welcomed everybody it had not seen itself."""

    guest: int
    door: int
    at: datetime
    nonce: str


def readings(guests: int, ends: datetime, chance: random.Random) -> list[Reading]:
    """Who was read where, within the last hour; to the tenth of a second, so that hardly two fall together."""

    def moment() -> datetime:
        return ends - timedelta(seconds=chance.randrange(int(HOUR.total_seconds()) * 10) / 10)

    read = []
    for guest in range(guests):
        doors = chance.sample(range(DOORS), 1 if guest % OVERLAP else 2)
        read += [
            Reading(guest, door, moment(), str(uuid.UUID(int=chance.getrandbits(128)))) for door in doors
        ]
    return read


def uploaded(
    app: Flask, evening: Evening, read: list[Reading], chance: random.Random
) -> dict[str, dict[str, Any]]:
    """Every queue is sent in parts, all in any order; one answer in ten never arrives, and its part is sent again
    after others. Gives the answer to each nonce."""
    devices = [Program(app, evening.code, token=token) for token in evening.tokens]
    parts = []
    for door in range(DOORS):
        queue = [reading for reading in read if reading.door == door]
        chance.shuffle(queue)
        parts += [queue[start : start + AT_ONCE] for start in range(0, len(queue), AT_ONCE)]
    said: dict[str, dict[str, Any]] = {}
    while parts:
        part = parts.pop(chance.randrange(len(parts)))
        for result in devices[part[0].door].batch(*(_scan(evening, one) for one in part)):
            told = said.setdefault(result["nonce"], result["checkin"])
            assert told == result["checkin"], "the same scan was told something else"
            assert result["status"] in {OK, CREATED}, "nobody is refused"
        if chance.random() < LOST:
            parts.append(part)
    return said


def _scan(evening: Evening, one: Reading) -> dict[str, str]:
    return {"code": evening.guests[one.guest].code, "nonce": one.nonce, "at": moments.written(one.at)}


@pytest.mark.parametrize(
    ("guests", "number"), [(2000 if LONG or not number else 300, number) for number in range(ORDERS)]
)
def test_queues_of_an_hour_in_any_order_end_in_the_same_evening(app: Flask, guests: int, number: int) -> None:
    chance = random.Random(SEED + number)  # noqa: S311 faults, no secrets
    with app.app_context():
        evening = write_evening(guests, DOORS)
        event = Event.of_code(evening.code)
        assert event
        read = readings(guests, datetime.now(event.starts_at.tzinfo), random.Random(SEED))  # noqa: S311
        db.session.remove()
    said = uploaded(app, evening, read, chance)
    with app.app_context():
        arrived = select(Person.name, CheckIn.at, CheckIn.door, CheckIn.id).join(CheckIn.person)
        rows = {name: (at, door, id_) for name, at, door, id_ in db.session.execute(arrived)}
        kept = Counter(db.session.scalars(select(Scan.nonce)))
        checked = CliRunner().invoke(cli, ["books"], obj=ScriptInfo(create_app=lambda: app))
    first = true_arrivals(evening, read)
    assert {name: (at, door) for name, (at, door, _) in rows.items()} == first
    assert kept == Counter(one.nonce for one in read), "every scan once"
    assert all(said[one.nonce]["id"] == rows[evening.guests[one.guest].name][2] for one in read)
    conflicts = conflicts_seen(read, said)
    overlaps = Counter(one.guest for one in read)
    assert conflicts == {guest for guest, times in overlaps.items() if times > 1}
    print(
        f"order {number}: {len(read)} scans of {guests} people at {DOORS} doors, {len(conflicts)} conflicts"
    )
    assert checked.exit_code == 0, checked.output


def true_arrivals(evening: Evening, read: list[Reading]) -> dict[str, tuple[datetime, str]]:
    """The earliest reading of everybody."""
    first: dict[str, tuple[datetime, str]] = {}
    for one in read:
        name, said = evening.guests[one.guest].name, (one.at, f"Door {one.door}")
        first[name] = min(first.get(name, said), said)
    return first


def conflicts_seen(read: list[Reading], said: dict[str, dict[str, Any]]) -> set[int]:
    """Whom two doors let in, as these can see it: one of them is told of an arrival that is not its own, or both are
    told that theirs was the first."""
    told: defaultdict[int, list[bool]] = defaultdict(list)
    for one in read:
        answer = said[one.nonce]
        own = (answer["at"], answer["door"]) == (moments.written(one.at), f"Door {one.door}")
        assert own == (answer["result"] == "welcome")
        told[one.guest].append(own)
    assert all(any(answers) for answers in told.values()), "everybody was welcome once"
    return {guest for guest, answers in told.items() if answers.count(True) > 1 or not all(answers)}
