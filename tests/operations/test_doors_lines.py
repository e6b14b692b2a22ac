"""Letting in by a tap: a line of the guest list, or a name no list knows."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from netevent import clock
from netevent.errors import Conflict, Invalid, NotFound
from netevent.extensions import db
from netevent.models import CheckIn, Device, Event, OutboxMail, Person, Registration, Scan, Undo
from netevent.operations import checkins, devices, digests, doors, matches, registrations
from netevent.operations.guests import Line, Newcomer
from tests import cast
from tests.operations.door import admit, badge, place, told

GIL = "gil@example.org"
MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def house(app: Flask, evening: time_machine.Traveller) -> Iterator[None]:
    with app.app_context():
        yield


@pytest.fixture
def event() -> Event:
    return cast.event(cast.person("Ada Moreau"))


@pytest.fixture
def ben() -> Person:
    return cast.person("Ben Adler")


def line_of(place: Registration) -> Line:
    return Line(f"r{place.id}")


def test_a_line_of_the_list_becomes_somebody_who_claims_its_address(event: Event) -> None:
    kept = place(event, email=GIL)
    assert told(admit(event, line_of(kept))) == ("welcome", "Gil Reyes", "Main door")
    assert told(admit(event, line_of(kept)))[0] == "already"
    gil = db.session.get_one(Person, kept.person_id)
    assert (gil.email, gil.claimed_email, gil.company) == (None, GIL, "Atelier")
    assert cast.tallied(event) == {"came": 1}
    assert told(admit(event, badge(event, registration_id=kept.id)))[0] == "already"


def test_a_line_is_whoever_proved_its_address_or_said_they_come(event: Event, ben: Person) -> None:
    before = event.starts_at - timedelta(hours=3)
    cleo = cast.person("Cleo Brandt")
    by_address, own = place(event, email=ben.email), registrations.expect(event, cleo, now=before)
    assert [admit(event, line_of(kept)).name for kept in (by_address, own)] == ["Gil Reyes", "Cleo Brandt"]
    assert admit(event, ben.card_code).result == "already"
    assert cast.how_many(Person) == 3
    assert cast.tallied(event)["came"] == 2


def test_a_line_that_somebody_came_with_is_theirs_even_when_it_was_cancelled_after(event: Event) -> None:
    kept = place(event, email=GIL)
    phone = checkins.Arrival(name="Gil R.", email=GIL, language="en")
    checkins.arrive(event, phone, nonce="a form of a phone", now=clock.now())
    for cancelled in (None, clock.now()):
        kept.cancelled_at = cancelled
        db.session.commit()
        assert told(admit(event, line_of(kept))) == ("already", "Gil R.", "poster")


def test_a_walk_in_is_found_by_its_line_until_it_is_taken_back(event: Event, ben: Person) -> None:
    first = admit(event, ben.card_code)
    line = Line(f"c{first.id}")
    assert told(admit(event, line, door="Garden")) == ("already", "Ben Adler", "Main door")
    doors.undo(event, first.id, now=clock.now())
    with pytest.raises(NotFound, match="not on the list any more"):
        admit(event, line)


def test_a_line_that_is_none_of_this_list_lets_nobody_in(event: Event, ben: Person) -> None:
    other = cast.event(ben)
    elsewhere, arrived = place(other), admit(other, ben.card_code)
    cancelled, kept = place(event, cancelled_at=clock.now()), place(event)
    unknown = [
        f"r{elsewhere.id}", f"c{arrived.id}", f"c{kept.id + 99}", f"r{kept.id + 99}", f"R{kept.id}", f"x{kept.id}", str(kept.id),
        f"r{'9' * 18}", f"r{'9' * 19}", f"c{2**63}", f"r{'9' * 400}", "r0", "r-1", "r1.0", "r²", f" r{kept.id}", f"r{kept.id}\x00", "r", "c", "",
    ]  # fmt: skip
    scans = cast.how_many(Scan)
    for id_ in unknown:
        with pytest.raises(NotFound, match="not on the list any more"):
            admit(event, Line(id_))
        db.session.rollback()
    with pytest.raises(Conflict, match="place was cancelled"):
        admit(event, line_of(cancelled))
    assert cast.how_many(Scan) == scans
    assert cast.how_many(Person) == 2
    assert cast.tallied(event) == {}


def test_a_walk_in_by_name_has_a_card_of_their_own_and_no_address(event: Event) -> None:
    event.language = "fr"
    first = admit(event, Newcomer("Zoé Blanc", "Halle Neuve"))
    assert told(first) == ("welcome", "Zoé Blanc", "Main door")
    zoe = db.session.query(Person).filter_by(name="Zoé Blanc").one()
    assert (zoe.company, zoe.address, zoe.language) == ("Halle Neuve", None, "fr")
    assert cast.tallied(event) == {"walked_in": 1}
    assert told(admit(event, zoe.card_code))[0] == "already"
    assert admit(event, Newcomer("Zoé Blanc")).id != first.id, "two people may have one name"


def test_a_walk_in_by_name_gets_no_mail_and_keeps_no_morning_waiting(
    event: Event, evening: time_machine.Traveller
) -> None:
    admit(event, Newcomer("Zoé Blanc"))
    zoe = db.session.query(Person).filter_by(name="Zoé Blanc").one()
    for day in range(1, 8):
        evening.move_to(f"2026-11-{5 + day:02}T09:30:00+00:00")
        digests.plan_due(clock.now())
    assert cast.how_many(OutboxMail) == 0
    assert zoe.digest_at is None


def test_the_same_nonce_is_one_walk_in_and_no_other_name(event: Event) -> None:
    first = admit(event, Newcomer("Zoé Blanc", "Halle"), "n" * 20)
    again = admit(event, Newcomer("Zoé Blanc", "Halle"), "n" * 20, now=clock.now() + MINUTE)
    assert (again.id, told(again), again.fresh) == (first.id, told(first), False)
    for whom in (Newcomer("Zoe Blanc", "Halle"), Newcomer("Zoé Blanc"), Line("r1"), "Zoé Blanc"):
        with pytest.raises(Invalid, match="used for another scan"):
            admit(event, whom, "n" * 20)
    assert cast.how_many(Person, name="Zoé Blanc") == 1
    assert cast.tallied(event) == {"walked_in": 1}


def test_before_the_doors_open_nobody_is_made(event: Event) -> None:
    early = event.starts_at - checkins.BEFORE - MINUTE
    kept = place(event, email=GIL)
    for whom in (Newcomer("Zoé Blanc"), line_of(kept)):
        with pytest.raises(Conflict, match="Check-in opens at"):
            admit(event, whom, now=early)
        db.session.rollback()
    assert (cast.how_many(Person), kept.person_id) == (1, None)


def test_a_scan_keeps_what_the_clock_of_its_device_showed(event: Event, ben: Person) -> None:
    shown = clock.now() + timedelta(days=400)
    admit(event, ben.card_code, device_at=shown, at=clock.now() - MINUTE)
    admit(event, Newcomer("Zoé Blanc"), device_at=shown)
    admit(event, Newcomer("Gil"))
    assert [scan.device_at for scan in db.session.query(Scan).order_by(Scan.id)] == [shown, shown, None]


@pytest.fixture
def former(event: Event, evening: time_machine.Traveller) -> Device:
    """A device that was taken away a minute ago."""
    device = devices.of_token(devices.make(event, "Garden", now=clock.now()))
    assert device
    devices.revoke(device, now=clock.now())
    evening.shift(MINUTE)
    return device


def test_what_a_device_read_before_it_was_taken_away_counts_and_nothing_after(
    event: Event, ben: Person, former: Device
) -> None:
    ended = former.revoked_at
    assert ended
    assert admit(event, ben.card_code, device=former, at=ended, door="").door == "Garden"
    for at in (ended + timedelta(seconds=1), None):
        with pytest.raises(Conflict, match="taken away before that"):
            admit(event, Newcomer("Zoé"), device=former, at=at)


def test_a_nonce_that_was_answered_is_answered_to_a_device_that_was_taken_away_since(
    event: Event, ben: Person, evening: time_machine.Traveller
) -> None:
    device = devices.of_token(devices.make(event, "Garden", now=clock.now()))
    assert device
    first = admit(event, ben.card_code, "n" * 20, device=device)
    devices.revoke(device, now=clock.now())
    evening.shift(MINUTE)
    assert told(admit(event, ben.card_code, "n" * 20, device=device)) == told(first)


def test_by_its_nonce_a_scan_is_taken_back_whoever_made_it(event: Event, ben: Person) -> None:
    admit(event, ben.card_code, "a" * 20)
    admit(event, ben.card_code, "b" * 20, door="Garden")
    doors.undo_scan(event, "b" * 20, now=clock.now(), by=ben)
    doors.undo_scan(event, "a" * 20, now=clock.now())
    assert cast.tallied(event) == {}
    (undone,) = db.session.query(Undo)
    assert (undone.nonce, undone.by_id) == ("a" * 20, ben.id)
    for where, nonce in ((event, "c" * 20), (event, ""), (cast.event(), "a" * 20)):
        with pytest.raises(NotFound, match="not known here"):
            doors.undo_scan(where, nonce, now=clock.now())


def test_a_device_that_was_taken_away_takes_back_whom_it_let_in_and_nobody_else(
    event: Event, ben: Person, former: Device
) -> None:
    """A lost phone must not empty the hall: an arrival of another door stays, however early it says it read the card."""
    ended = former.revoked_at
    assert ended
    cleo = cast.person("Cleo Brandt")
    admit(event, ben.card_code, "m" * 20)
    admit(event, ben.card_code, "f" * 20, device=former, at=ended - 2 * MINUTE)
    admit(event, cleo.card_code, "g" * 20, device=former, at=ended - MINUTE)
    for nonce in ("m" * 20, "f" * 20):
        with pytest.raises(NotFound, match="not known here"):
            doors.undo_scan(event, nonce, now=clock.now(), device=former)
    for _ in range(2):
        doors.undo_scan(event, "g" * 20, now=clock.now(), device=former)
    assert [row.person_id for row in db.session.query(CheckIn)] == [ben.id]


def test_a_matched_walk_in_is_taken_back_by_its_nonce_and_the_place_is_free(event: Event) -> None:
    kept, first = place(event, email=GIL), admit(event, Newcomer("Gil"), "n" * 20)
    matches.match(event, first.id, kept.id, now=clock.now())
    doors.undo_scan(event, "n" * 20, now=clock.now())
    assert (kept.taken, cast.tallied(event)) == (False, {})
