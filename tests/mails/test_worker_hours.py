"""The hours of the worker: back after hours away it catches up, by night it sends codes alone."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from netevent import clock, worker
from netevent.extensions import db
from netevent.mails.answers import Outcome
from netevent.models import Attempt, OutboxMail, Person
from netevent.operations import signins
from tests import cast
from tests.mails.crowd import crowd
from tests.mails.lateness import FRIDAY, LAUSANNE, MONDAY, at, away, digest_mails, look, talks
from tests.mails.waiting import HOUR, MINUTE, SECOND

BY_DAY = {
    "": 200,
    "Europe/London": 40,
    "Asia/Karachi": 30,
    "America/New_York": 30,
}  # 15, 14, 19 and 9 o'clock
BY_NIGHT = {"Asia/Tokyo": 25, "America/Los_Angeles": 25}  # 23 and 6 o'clock


@pytest.fixture(autouse=True)
def house(app: Flask, evening: time_machine.Traveller) -> Iterator[None]:
    with app.app_context():
        yield


@pytest.fixture
def lines(app: Flask) -> worker.Lines:
    """As the loop keeps them, so that a pass sends no more than the rate lets leave in a second."""
    return worker.Lines(app)


def sent() -> dict[str, datetime]:
    """When each address got its mail; an address has one, or this fails."""
    rows = db.session.execute(
        select(OutboxMail.address, Attempt.at)
        .join(Attempt, Attempt.mail_id == OutboxMail.id)
        .where(Attempt.outcome == Outcome.SENT)
    ).all()
    found = {row.address: row.at for row in rows}
    assert len(found) == len(rows)
    return found


def hours_of_the_day() -> Counter[int]:
    """How many mails came at which hour on the clock of whoever got them."""
    zones = dict(db.session.execute(select(Person.email, Person.zone)).all())
    return Counter(
        moment.astimezone(ZoneInfo(zones[who] or LAUSANNE.key)).hour for who, moment in sent().items()
    )


def written(app: Flask) -> int:
    """How many different mails lie in the folder."""
    return len(list(Path(app.config["SETTINGS"].mail_url.removeprefix("file:")).glob("*.eml")))


def passes(
    evening: time_machine.Traveller, first: datetime, last: datetime, step: timedelta, **how: object
) -> None:
    moment = first
    while moment <= last:
        evening.move_to(moment)
        worker.run_once(clock.now(), **how)  # type: ignore[arg-type]
        moment += step


def test_after_six_hours_away_everybody_has_one_mail_within_five_minutes_and_nobody_by_night(
    app: Flask, evening: time_machine.Traveller, lines: worker.Lines
) -> None:
    event = cast.event()
    awake = [who for zone, number in BY_DAY.items() for who in crowd(event, number, zone)]
    asleep = [who for zone, number in BY_NIGHT.items() for who in crowd(event, number, zone)]
    back = at(FRIDAY, 15)
    passes(evening, back, back + 5 * MINUTE, SECOND, lines=lines)
    assert sorted(sent()) == sorted(awake)
    assert max(sent().values()) - back <= len(awake) // 10 * SECOND  # 600 a minute, and no second is lost
    assert written(app) == len(awake) == 300
    passes(evening, at(FRIDAY, 16), at(MONDAY, 2), HOUR)
    assert sorted(sent()) == sorted(awake + asleep)
    assert written(app) == len(awake) + len(asleep)
    assert hours_of_the_day() == {15: 200, 14: 40, 19: 30, 9: 30 + 25 + 25}
    assert {str(sent()[who].date()) for who in asleep} == {"2026-11-06", "2026-11-09"}  # west and east


def test_one_long_pass_catches_up_as_well(app: Flask, evening: time_machine.Traveller) -> None:
    awake = crowd(cast.event(), 150)
    evening.move_to(at(FRIDAY, 15))
    assert str(worker.run_once(clock.now())) == "Digests planned: 150. Mails: 150 sent."
    assert str(worker.run_once(clock.now())) == "Digests planned: 0. Mails: none due."
    assert sorted(sent()) == sorted(awake)
    assert written(app) == 150


@pytest.mark.parametrize("back", [at(FRIDAY, 20), at(FRIDAY, 21)], ids=["20:00", "21:00"])
def test_back_only_in_the_evening_it_keeps_still_until_the_next_working_morning(
    app: Flask, evening: time_machine.Traveller, lines: worker.Lines, back: datetime
) -> None:
    guests = crowd(cast.event(), 15)
    passes(evening, back, back + 10 * SECOND, SECOND, lines=lines)
    passes(evening, back + HOUR, at(MONDAY, 9) - SECOND, HOUR)
    assert (sent(), cast.how_many(OutboxMail)) == ({}, 0)
    passes(evening, at(MONDAY, 9), at(MONDAY, 9) + 10 * SECOND, SECOND, lines=lines)
    assert sorted(sent()) == sorted(guests)
    assert hours_of_the_day() == {9: 15}
    passes(evening, at(MONDAY, 10), at(MONDAY, 23), HOUR)
    assert written(app) == len(sent()) == 15


def test_back_shortly_before_eight_it_stops_at_eight_and_the_others_come_on_the_next_working_morning(
    app: Flask, evening: time_machine.Traveller, lines: worker.Lines
) -> None:
    guests = crowd(cast.event(), 90)
    silence = at(FRIDAY, 20)
    passes(evening, silence - 5 * SECOND, silence + 30 * SECOND, SECOND, lines=lines)
    assert len(sent()) == 50  # ten a second
    assert max(sent().values()) == silence - SECOND
    passes(evening, at(FRIDAY, 21), at(MONDAY, 9) - SECOND, HOUR)
    assert len(sent()) == 50
    evening.move_to(at(MONDAY, 9))
    worker.run_once(clock.now())
    assert hours_of_the_day() == {19: 50, 9: 40}
    assert sorted(sent()) == sorted(guests)
    assert written(app) == 90


def test_by_night_a_code_leaves_at_once_and_the_digests_wait(evening: time_machine.Traveller) -> None:
    talks()
    away(evening, FRIDAY, 9, 19)
    cleo = cast.person("Cleo Brandt", zone=LAUSANNE.key, digest_at=at(FRIDAY, 9))  # nobody planned hers
    evening.move_to(at(FRIDAY, 23))
    signins.ask("dan@example.org", language="en", next_path="", now=clock.now())
    assert [(letter.kind, letter.to_address) for letter in look(evening, at(FRIDAY, 23))] == [
        ("signin", "dan@example.org")
    ]
    assert digest_mails() == [("expired", FRIDAY), ("queued", MONDAY)]
    assert cleo.digest_at == at(MONDAY, 9)


def test_a_code_nobody_could_send_for_ten_minutes_is_sent_no_more(evening: time_machine.Traveller) -> None:
    for minute in (0, 1):
        evening.move_to(at(FRIDAY, 23, minute))
        signins.ask("dan@example.org", language="en", next_path="", now=clock.now())
        assert look(evening, clock.now(), Outcome.NOT_STARTED) == []
    assert len(look(evening, at(FRIDAY, 23, 11) - SECOND)) == 1
    assert look(evening, at(MONDAY, 9)) == []
    assert [mail.state for mail in reversed(OutboxMail.newest(2))] == ["expired", "sent"]
