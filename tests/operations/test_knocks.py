"""Asking by badge: once, not too often; a yes swaps cards, a no is silence."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask

from netevent import clock
from netevent.errors import TooMany
from netevent.extensions import db
from netevent.models import Badge, Contact, Encounter, Event, Knock, Person, Share
from netevent.operations import badges, cards, knocks
from tests import cast

NAME_ONLY = cards.Gift(email=False, phone=False)


@pytest.fixture(autouse=True)
def context(app: Flask, evening: object) -> Iterator[None]:
    with app.app_context():
        yield


@pytest.fixture
def event() -> Event:
    return cast.event()


@pytest.fixture
def ben(event: Event) -> Person:
    return _wearing(event, "Ben Okri")


@pytest.fixture
def cleo(event: Event) -> Person:
    return _wearing(event, "Cleo Marti")


def _wearing(event: Event, name: str) -> Person:
    someone = cast.person(name, email=f"{name.replace(' ', '.').lower()}@example.org")
    cast.checked_in(event, someone)
    badges.make(event, someone, clock.now())
    return someone


def knock(asker: Person, asked: Person) -> None:
    badge, wearer = badges.opened(badges.worn_by(asked)[0].code, asker, clock.now())
    knocks.knock(badge, asker, wearer, clock.now())


def test_asking_twice_is_asking_once(ben, cleo):
    knock(cleo, ben)
    knock(cleo, ben)
    (waiting,) = knocks.waiting(ben)
    assert waiting.asker is cleo
    assert cast.how_many(Share) == 0, "nothing moved yet"


def test_a_yes_swaps_cards_at_that_event(ben, cleo, event, evening):
    knock(cleo, ben)
    evening.shift(timedelta(days=2))
    contact = knocks.accept(knocks.waiting(ben)[0], ben, cards.Gift(email=True, phone=False), clock.now())
    assert knocks.waiting(ben) == []
    assert contact.name == "Cleo Marti"
    hers = Contact.of_person(cleo.id, ben.id)
    assert hers
    assert [note.event_id for one in (contact, hers) for note in Encounter.of_contact(one.id)] == [
        event.id
    ] * 2
    share = Share.between(ben.id, cleo.id)
    assert share
    assert share.email


def test_a_no_is_silence_also_when_asked_again(ben, cleo):
    knock(cleo, ben)
    knocks.decline(knocks.waiting(ben)[0], clock.now())
    knock(cleo, ben)
    assert knocks.waiting(ben) == []
    assert cast.how_many(Share) == cast.how_many(Contact) == 0


def test_fifteen_people_a_day_may_be_asked(ben, event, evening):
    others = [_wearing(event, f"P{number:02} Berg") for number in range(16)]
    for other in others[:15]:
        knock(ben, other)
    knock(ben, others[0])  # asked already: no new one
    with pytest.raises(TooMany, match="Ask again tomorrow"):
        knock(ben, others[15])
    assert cast.how_many(Knock) == 15
    evening.shift(timedelta(days=1, seconds=1))
    knock(ben, others[15])
    assert cast.how_many(Knock) == 16


def test_the_same_tap_four_times_at_once_is_one(app, ben, cleo):
    badge_id, ids = badges.worn_by(ben)[0].id, (cleo.id, ben.id)
    db.session.rollback()

    def tap(_: int) -> None:
        with app.test_request_context(method="POST"):
            asker, asked = (db.session.get_one(Person, one) for one in ids)
            knocks.knock(db.session.get_one(Badge, badge_id), asker, asked, clock.now())

    cast.at_once(4, tap)
    assert cast.how_many(Knock) == 1
