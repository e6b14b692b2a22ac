"""What was trusted to a provisional person is trusted to nobody else: numbers, badges, blocks, knocks."""

from collections.abc import Iterator

import pytest
from flask import Flask

from netevent import clock
from netevent.domain.codes import new_code
from netevent.extensions import db
from netevent.models import Badge, Block, CheckIn, Event, Knock, Person, Registration, Share
from netevent.operations import checkins, signins
from netevent.operations.cards import Gift, swap
from netevent.operations.checkins import Arrival
from netevent.operations.merging import complete_card, merge
from tests import cast

CLEO = "cleo@example.org"


@pytest.fixture(autouse=True)
def house(app: Flask, evening: object) -> Iterator[None]:
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


def arrived(event: Event) -> Person:
    """Cleo's other phone, not proved yet."""
    secret = checkins.arrive(event, Arrival("Cleo", CLEO, "en"), nonce=new_code(26), now=clock.now())
    signin = signins.live(secret, clock.now())
    assert signin
    assert signin.person
    return signin.person


@pytest.mark.parametrize(("known", "shared"), [("+41 21 000 00 01", False), ("", True), ("+41 79 1", True)])
def test_who_got_tonights_number_gets_no_other_one(
    event: Event, ben: Person, known: str, shared: bool
) -> None:
    tonight = arrived(event)
    tonight.phone = "+41 79 1"
    swap(tonight, ben, Gift(email=False, phone=True), clock.now())
    cleo = cast.person("Cleo Brandt", CLEO, phone=known)
    complete_card(tonight, cleo)
    merge(tonight, cleo, clock.now())
    share = Share.between(cleo.id, ben.id)
    assert share
    assert share.phone is shared


def test_a_printed_badge_goes_along_with_its_place(event: Event) -> None:
    cleo, tonight = cast.person("Cleo Brandt", CLEO), arrived(event)
    kept = Registration(event_id=event.id, person_id=cleo.id, source="self", created_at=clock.now())
    given_up = Registration(event_id=event.id, person_id=tonight.id, source="self", created_at=clock.now())
    db.session.add_all([kept, given_up])
    db.session.flush()
    badge = Badge(event_id=event.id, registration_id=given_up.id, code=new_code(26), since=clock.now())
    db.session.add(badge)
    CheckIn.of(event.id, tonight.id).registration_id = given_up.id  # type: ignore[union-attr]
    db.session.commit()
    merge(tonight, cleo, clock.now())
    db.session.commit()
    assert db.session.get_one(Badge, badge.id).wearer_id == cleo.id


def test_blocks_and_knocks_of_both_phones_are_those_of_one_person(event: Event, ben: Person) -> None:
    cleo, tonight, dan = cast.person("Cleo Brandt", CLEO), arrived(event), cast.person("Dan Okafor")
    now = clock.now()
    for someone in (cleo, tonight):
        db.session.add(Block(blocker_id=someone.id, blocked_id=dan.id, since=now))
        db.session.add(Knock(event_id=event.id, asker_id=someone.id, asked_id=ben.id, at=now))
    db.session.add(Block(blocker_id=cleo.id, blocked_id=tonight.id, since=now))
    db.session.commit()
    merge(tonight, cleo, now)
    db.session.commit()
    assert (cast.how_many(Block), cast.how_many(Knock)) == (1, 1)
    assert Block.between(cleo.id, dan.id)
    assert Knock.of(event.id, cleo.id, ben.id)
