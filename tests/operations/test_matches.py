"""Somebody who walked in was on the list after all: their check-in takes that place, and gives it back."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from netevent import clock
from netevent.errors import Conflict, NotFound
from netevent.extensions import db
from netevent.models import CheckIn, Event, Match, Registration, Undo
from netevent.operations import attendance, checkins, devices, doors, erasures, exports, matches, retention
from netevent.operations.guests import Line, Newcomer
from netevent.operations.merging import merge
from tests import cast
from tests.operations.door import admit, badge, place, told

GIL = "gil@example.org"


@pytest.fixture(autouse=True)
def house(app: Flask, evening: time_machine.Traveller) -> Iterator[None]:
    with app.app_context():
        yield


@pytest.fixture
def event() -> Event:
    return cast.event(cast.person("Ada Moreau"))


def row_of(number: int) -> CheckIn:
    return db.session.get_one(CheckIn, number)


def walked_in(event: Event, name: str = "Gil R.") -> CheckIn:
    return row_of(admit(event, Newcomer(name)).id)


def match(event: Event, there: CheckIn, kept: Registration) -> CheckIn:
    return matches.match(event, there.id, kept.id, now=clock.now())


def part(event: Event, there: CheckIn) -> None:
    matches.part(event, there.id, now=clock.now())


def statuses(event: Event) -> dict[str, str]:
    """The guest list: each line and whether it came."""
    return {guest.id: guest.status for guest in attendance.guests_of(event)}


def test_a_walk_in_takes_the_place_and_every_code_of_it_means_them(event: Event) -> None:
    kept = place(event, email=GIL, ticket_code="T-1")
    printed, there = badge(event, registration_id=kept.id), walked_in(event)
    assert cast.tallied(event) == {"walked_in": 1}
    assert statuses(event) == {f"r{kept.id}": "expected", f"c{there.id}": "walked_in"}
    assert match(event, there, kept).registration_id == kept.id
    assert cast.tallied(event) == {"came": 1}
    assert statuses(event) == {f"r{kept.id}": "came"}
    for whom in (printed, "t-1", Line(f"r{kept.id}"), Line(f"c{there.id}"), there.person.card_code):
        assert told(admit(event, whom)) == ("already", "Gil R.", "Main door")
    assert cast.how_many(CheckIn) == 1


def test_said_twice_it_changes_nothing(event: Event) -> None:
    kept, there = place(event, email=GIL), walked_in(event)
    match(event, there, kept)
    before = db.session.execute(Match.__table__.select()).all()
    assert match(event, there, kept).id == there.id
    assert db.session.execute(Match.__table__.select()).all() == before
    assert cast.tallied(event) == {"came": 1}


def test_the_row_tells_which_device_said_so_or_who(event: Event) -> None:
    device = devices.of_token(devices.make(event, "Garden", now=clock.now()))
    ben = cast.person("Ben Adler")
    for name, said in (("Gil R.", {"device": device}), ("Hal", {"by": ben})):
        there, kept = walked_in(event, name), place(event, name=name)
        matches.match(event, there.id, kept.id, now=clock.now(), **said)
    assert device
    told_by = [(one.device_id, one.by_id) for one in db.session.query(Match).order_by(Match.id)]
    assert told_by == [(device.id, None), (None, ben.id)]


def test_what_cannot_be_matched_is_refused_in_words_and_changes_nothing(event: Event) -> None:
    other = cast.event(cast.person("Otto Lind"))
    free, taken, there = place(event), place(event, name="Hal"), walked_in(event)
    came = row_of(admit(event, Line(f"r{taken.id}")).id)
    elsewhere = row_of(admit(other, Newcomer("Ivy")).id)
    given_up = place(event, cancelled_at=clock.now())
    asked = [
        (event, came.id, free.id, Conflict, "has a place on the list already"),
        (event, there.id, taken.id, Conflict, "Somebody else came with this place"),
        (event, there.id, given_up.id, Conflict, "This place was cancelled"),
        (event, there.id, place(other).id, NotFound, "not on the list any more"),
        (event, there.id, 2**62, NotFound, "not on the list any more"),
        (event, 2**62, free.id, NotFound, "This check-in is not known here"),
        (event, elsewhere.id, free.id, NotFound, "This check-in is not known here"),
        (other, there.id, free.id, NotFound, "This check-in is not known here"),
    ]
    for where, checkin_id, place_id, kind, sentence in asked:
        with pytest.raises(kind, match=sentence):
            matches.match(where, checkin_id, place_id, now=clock.now())
        db.session.rollback()
    assert cast.how_many(Match) == 0
    assert cast.tallied(event) == {"came": 1, "walked_in": 1}


def test_parted_it_is_a_walk_in_again_and_the_place_is_free(event: Event) -> None:
    kept, there, hal = place(event, email=GIL), walked_in(event), walked_in(event, "Hal")
    match(event, there, kept)
    for _ in range(2):
        part(event, there)
    assert cast.tallied(event) == {"walked_in": 2}
    assert statuses(event) == {
        f"r{kept.id}": "expected", f"c{there.id}": "walked_in", f"c{hal.id}": "walked_in",
    }  # fmt: skip
    assert db.session.query(Match).one().undone_at == clock.now()
    match(event, hal, kept)
    assert told(admit(event, Line(f"r{kept.id}")))[:2] == ("already", "Hal")
    assert cast.how_many(Match) == 2


def test_what_was_never_matched_is_not_parted(event: Event) -> None:
    kept, there = place(event), walked_in(event)
    came = row_of(admit(event, Line(f"r{kept.id}")).id)
    part(event, there)
    part(event, came)
    assert came.registration_id == kept.id
    assert cast.tallied(event) == {"came": 1, "walked_in": 1}
    for where, number in ((event, 2**62), (cast.event(), there.id)):
        with pytest.raises(NotFound, match="not known here"):
            matches.part(where, number, now=clock.now())


def test_whoever_has_no_address_claims_that_of_the_list_and_gives_it_back(event: Event) -> None:
    kept, there = place(event, email=GIL), walked_in(event)
    match(event, there, kept)
    assert (there.person.email, there.person.claimed_email) == (None, GIL)
    assert kept.person_id is None
    part(event, there)
    assert there.person.claimed_email is None


def test_an_address_somebody_has_is_theirs_before_and_after(event: Event) -> None:
    ben = cast.person("Ben Adler")
    there, kept = row_of(admit(event, ben.card_code).id), place(event, email=GIL)
    match(event, there, kept)
    part(event, there)
    assert (ben.email, ben.claimed_email) == ("ben@example.org", None)


def from_a_poster(event: Event) -> CheckIn:
    phone = checkins.Arrival(name="Gil R.", email=GIL, language="en")
    checkins.arrive(event, phone, nonce="a form of a phone", now=clock.now())
    return db.session.query(CheckIn).one()


def from_an_evening_before(event: Event) -> CheckIn:
    """A line of another list, which let them in there; here it is a card nobody expected."""
    before = cast.event(title="Glass")
    arrived = row_of(admit(before, Line(f"r{place(before, email=GIL).id}")).id)
    return row_of(admit(event, arrived.person.card_code).id)


@pytest.mark.parametrize("come", [from_a_poster, from_an_evening_before])
def test_an_address_somebody_claimed_themselves_stays_when_the_match_does_not(
    event: Event, come: Callable[[Event], CheckIn]
) -> None:
    there = come(event)
    assert there.registration_id is None
    match(event, there, place(event, email=GIL))
    part(event, there)
    assert there.person.claimed_email == GIL


def test_taken_back_the_arrival_frees_the_place_it_was_matched_to(event: Event) -> None:
    kept, there = place(event, email=GIL), walked_in(event)
    match(event, there, kept)
    doors.undo(event, there.id, now=clock.now())
    assert (cast.tallied(event), statuses(event)) == ({}, {f"r{kept.id}": "expected"})
    assert db.session.query(Undo).one().registration_id == kept.id
    with pytest.raises(NotFound, match="not known here"):
        part(event, there)
    assert match(event, walked_in(event, "Hal"), kept).person.name == "Hal"


def test_who_turns_out_to_be_in_twice_keeps_the_place_and_it_can_be_parted(event: Event) -> None:
    cleo = cast.person("Cleo Brandt")
    kept, there = place(event, email=GIL), walked_in(event)
    cast.checked_in(event, cleo)
    match(event, there, kept)
    merge(there.person, cleo, clock.now())
    db.session.commit()
    (left,) = db.session.query(CheckIn)
    assert (left.person_id, left.registration_id) == (cleo.id, kept.id)
    assert cast.tallied(event) == {"came": 1}
    part(event, left)
    assert (cast.tallied(event), left.registration_id) == ({"walked_in": 1}, None)


def test_whoever_matched_becomes_somebody_else_in_the_row_too(event: Event) -> None:
    eve, cleo = cast.person("Eve Berger"), cast.person("Cleo Brandt")
    matches.match(event, walked_in(event).id, place(event).id, now=clock.now(), by=eve)
    merge(eve, cleo, clock.now())
    db.session.commit()
    assert db.session.query(Match).one().by_id == cleo.id


def test_an_erased_guest_takes_the_match_along_and_an_erased_helper_leaves_it(event: Event) -> None:
    ben, eve = cast.person("Ben Adler"), cast.person("Eve Berger")
    there = row_of(admit(event, ben.card_code).id)
    matches.match(event, there.id, place(event).id, now=clock.now(), by=eve)
    assert "Eve" not in str(exports.everything(ben, clock.now()))
    erasures.erase(eve, clock.now())
    assert db.session.query(Match).one().by_id is None
    erasures.erase(ben, clock.now())
    assert (cast.how_many(Match), cast.how_many(Registration)) == (0, 0)
    assert cast.tallied(event) == {"came": 1}, "the counts of the evening stay"


def test_half_a_year_after_the_event_matches_are_gone(event: Event) -> None:
    match(event, walked_in(event), place(event))
    for days, left in ((179, 1), (182, 0)):
        retention.sweep(event.closes_at + timedelta(days=days))
        assert cast.how_many(Match) == left


def test_a_place_without_an_address_gives_none(event: Event) -> None:
    there = match(event, walked_in(event), place(event, email=None))
    assert there.person.address is None
    part(event, there)
    assert there.person.address is None
