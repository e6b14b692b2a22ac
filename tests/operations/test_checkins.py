"""Checking in: one row, one person, one mail and one count, however often and however fast it is tapped."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from netevent import clock
from netevent.errors import Conflict, Invalid
from netevent.extensions import db
from netevent.models import CheckIn, Event, OutboxMail, Person, Registration
from netevent.operations import checkins, doors, signins
from netevent.operations.checkins import Arrival, state_of
from netevent.operations.guests import Line
from tests import cast

CLEO = "cleo@example.org"
HOUR = timedelta(hours=1)
BLINK = timedelta(seconds=1)


@pytest.fixture(autouse=True)
def house(app: Flask, evening: time_machine.Traveller) -> Iterator[None]:
    with app.app_context():
        yield


def arrive(event: Event, email: str = CLEO, key: str = "a key", name: str = "Cleo Brandt") -> str:
    arrival = Arrival(name=name, email=email, language="fr")
    return checkins.arrive(event, arrival, nonce=key, now=clock.now())


def somebody(secret: str) -> Person:
    signin = signins.live(secret, clock.now())
    assert signin
    assert signin.person
    return signin.person


def expected(event: Event, email: str | None = CLEO, person: Person | None = None) -> Registration:
    place = Registration(
        event_id=event.id,
        email=email,
        person_id=person.id if person else None,
        name="C. Brandt",
        source="imported",
        created_at=clock.now(),
    )
    db.session.add(place)
    db.session.commit()
    return place


def test_somebody_new_becomes_a_provisional_person_with_a_claimed_address() -> None:
    cleo = somebody(arrive(cast.event()))
    assert (cleo.name, cleo.email, cleo.claimed_email, cleo.proved_at) == ("Cleo Brandt", None, CLEO, None)
    assert cleo.language == "fr"
    assert not cleo.gives_email


def test_an_arrival_is_one_row_one_mail_and_one_count() -> None:
    event = cast.event()
    cleo = somebody(arrive(event))
    checkin = db.session.query(CheckIn).one()
    assert (checkin.person_id, checkin.at, checkin.door) == (cleo.id, clock.now(), "poster")
    assert len(checkin.typed_code) == 6
    assert checkin.notice == checkins.NOTICE
    mail = db.session.query(OutboxMail).one()
    assert (mail.kind, mail.address, mail.language, mail.event_id) == ("checkin", CLEO, "fr", event.id)
    assert mail.expires_at == clock.now() + timedelta(minutes=10)
    assert cast.tallied(event) == {"walked_in": 1}
    assert cleo.digest_at == event.next_morning


def test_the_same_key_again_finds_the_same_person() -> None:
    event = cast.event()
    first, second = arrive(event), arrive(event)
    assert first != second
    assert somebody(first) == somebody(second)
    assert (cast.how_many(Person), cast.how_many(CheckIn), cast.how_many(OutboxMail)) == (1, 1, 1)
    assert cast.tallied(event) == {"walked_in": 1}


def test_a_key_of_another_event_lets_nobody_in() -> None:
    arrive(cast.event())
    with pytest.raises(Conflict):
        arrive(cast.event())


def test_the_nonce_of_a_door_is_no_key_of_a_phone() -> None:
    event = cast.event()
    line = Line(f"r{expected(event).id}")
    doors.admit(event, line, nonce="n" * 32, now=clock.now())
    with pytest.raises(Conflict):
        arrive(event, name="C. Brandt", key="n" * 32)


@pytest.mark.parametrize("other", [{"name": "Dan"}, {"email": "dan@example.org"}])
def test_a_key_of_another_form_lets_nobody_in(other: dict[str, str]) -> None:
    event = cast.event()
    arrive(event)
    with pytest.raises(Invalid, match="sent before with other words"):
        arrive(event, **other)
    assert cast.how_many(CheckIn) == 1


def test_a_place_kept_for_the_address_counts_as_come_and_is_taken_once() -> None:
    event = cast.event()
    place = expected(event)
    arrive(event, key="one")
    assert db.session.query(CheckIn).one().registration_id == place.id
    assert cast.tallied(event) == {"came": 1}
    arrive(event, key="two", name="Dan")
    assert cast.tallied(event) == {"came": 1, "walked_in": 1}
    assert cast.how_many(CheckIn, registration_id=place.id) == 1


def test_nothing_of_the_place_reaches_whoever_typed_its_address() -> None:
    event = cast.event()
    expected(event)
    assert somebody(arrive(event, name="Dan")).name == "Dan"


def test_a_place_that_was_given_up_is_not_taken() -> None:
    event = cast.event()
    expected(event).cancelled_at = clock.now()
    db.session.commit()
    arrive(event)
    assert cast.tallied(event) == {"walked_in": 1}


def test_a_known_person_is_in_with_one_tap_and_only_once() -> None:
    event, ben = cast.event(), cast.person("Ben Adler")
    first, again = cast.checked_in(event, ben, ben)
    assert first == again
    assert cast.tallied(event) == {"walked_in": 1}
    assert cast.how_many(OutboxMail) == 0
    assert ben.digest_at == event.next_morning


@pytest.mark.parametrize("kept_by", ["person", "address"])
def test_a_known_person_takes_the_own_place(kept_by: str) -> None:
    event, ben = cast.event(), cast.person("Ben Adler")
    place = expected(event, ben.email) if kept_by == "address" else expected(event, None, ben)
    assert cast.checked_in(event, ben)[0].registration_id == place.id
    assert cast.tallied(event) == {"came": 1}


def test_a_claimed_address_takes_no_place_of_its_own_at_the_next_event() -> None:
    first, second = cast.event(), cast.event()
    expected(second)
    provisional = somebody(arrive(first))
    assert cast.checked_in(second, provisional)[0].registration_id is None


def test_the_sooner_of_two_mornings_stays() -> None:
    ben, soon = cast.person("Ben Adler"), cast.event()
    cast.checked_in(soon, ben)
    later = cast.event(ends_at=clock.now() + timedelta(days=3))
    cast.checked_in(later, ben)
    assert ben.digest_at == soon.next_morning


@pytest.mark.parametrize(
    ("moment", "state"),
    [
        (-HOUR - BLINK, "before"),
        (-HOUR, "open"),
        (timedelta(0), "open"),
        (5 * HOUR, "open"),
        (5 * HOUR + BLINK, "over"),
    ],
)
def test_the_doors_open_an_hour_before_and_close_two_hours_after(moment: timedelta, state: str) -> None:
    start = clock.now()
    event = cast.event(starts_at=start, ends_at=start + 3 * HOUR)
    assert state_of(event, start + moment) == state
    open_ended = cast.event(starts_at=start, ends_at=None)
    assert state_of(open_ended, start + moment) == state
    event.cancelled_at = start
    assert state_of(event, start + moment) == "cancelled"


@pytest.mark.parametrize(
    ("shift", "cancelled", "words"),
    [
        (2 * HOUR, False, "opens at 20:00"),
        (-9 * HOUR, False, "is over"),
        (timedelta(0), True, "was cancelled"),
    ],
)
def test_a_closed_door_says_why_and_writes_nothing(shift: timedelta, cancelled: bool, words: str) -> None:
    start = clock.now() + shift
    event = cast.event(
        starts_at=start, ends_at=start + 3 * HOUR, cancelled_at=clock.now() if cancelled else None
    )
    ben = cast.person("Ben Adler")
    with pytest.raises(Conflict, match=words):
        arrive(event)
    with pytest.raises(Conflict, match=words):
        cast.checked_in(event, ben)
    assert (cast.how_many(CheckIn), cast.how_many(OutboxMail), cast.tallied(event)) == (0, 0, {})


@pytest.mark.parametrize(
    ("now", "state"),
    [
        ("2026-03-28T23:59:59+00:00", "before"),
        ("2026-03-29T00:00:00+00:00", "open"),  # 01:00 in Lausanne, an hour before 02:00 = 03:00
        ("2026-03-29T05:00:00+00:00", "open"),
        ("2026-03-29T05:00:01+00:00", "over"),
    ],
)
def test_the_night_when_clocks_change_is_as_long_as_it_is(
    now: str, state: str, evening: time_machine.Traveller
) -> None:
    evening.move_to("2026-03-29T01:00:00+00:00")  # clocks in Lausanne jump from 02:00 to 03:00 here
    event = cast.event(starts_at=clock.now(), ends_at=clock.now() + 2 * HOUR)
    evening.move_to(now)
    assert state_of(event, clock.now()) == state


def test_an_event_in_the_repeated_hour_has_its_morning_on_the_new_clock(
    evening: time_machine.Traveller,
) -> None:
    evening.move_to("2026-10-25T00:30:00+00:00")  # Sunday 02:30 in Lausanne, for the first time
    event = cast.event(starts_at=clock.now(), ends_at=clock.now() + HOUR)  # until 02:30, the second time
    arrive(event)
    assert event.next_morning.isoformat() == "2026-10-26T08:00:00+00:00"  # Monday 09:00 in winter
