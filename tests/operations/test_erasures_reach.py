"""How far an erasure reaches: events that lose their organiser, and addresses that are nobody's account."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from netevent import clock
from netevent.domain.redactions import MASK
from netevent.errors import NotFound
from netevent.extensions import db
from netevent.models import Audit, Contact, Digest, Event, Organiser, Prompt
from netevent.operations import cards, encounters, erasures, people
from netevent.operations.organisers import add_key
from tests import cast
from tests.operations import lives
from tests.operations.lives import ADDRESS, MARK, codes_of, hits


@pytest.fixture(autouse=True)
def house(app: Flask, evening: time_machine.Traveller) -> Iterator[None]:
    with app.app_context():
        yield


def test_a_coming_event_of_his_alone_is_called_off_and_one_with_another_organiser_is_not() -> None:
    ben, ada = cast.person("Ben Adler"), cast.person("Ada Moreau")
    later = clock.now() + timedelta(days=9)
    alone, shared, past = (
        cast.event(ben, starts_at=later, ends_at=None),
        cast.event(ben, starts_at=later, ends_at=None),
        cast.event(ben),
    )
    add_key(shared, ada, "organiser", clock.now())
    add_key(alone, ada, "door", clock.now())
    assert erasures.orphans(ben, clock.now()) == [alone]
    ids = [alone.id, shared.id, past.id]
    erasures.erase(ben, clock.now())
    states = [db.session.get_one(Event, event_id).cancelled_at is not None for event_id in ids]
    assert states == [True, False, False]
    assert cast.how_many(Organiser) == 2


def test_by_command_an_address_is_forgotten_that_is_nobodys_account() -> None:
    dan = cast.person("Dan Okafor")
    contact = encounters.add_by_name(
        dan, {"name": "Zoe Martin", "email": "Zoe@Example.org"}, None, now=clock.now()
    )
    contact_id = contact.id
    assert erasures.erase_address(" zoe@example.org ", clock.now()) == 0
    assert db.session.get_one(Contact, contact_id).erased
    assert hits(lives.whole(), "zoe") == []
    assert [(line.verb, line.noun, line.via) for line in db.session.scalars(select(Audit))] == [
        ("erase", "people", "command")
    ]
    with pytest.raises(NotFound, match=r"Nothing is kept here about zoe@example\.org"):
        erasures.erase_address("zoe@example.org", clock.now())


def test_by_command_an_account_goes_with_everything() -> None:
    ben, _, _ = lives.live()
    words = [MARK, *codes_of(ben)]
    assert erasures.erase_address(ADDRESS, clock.now()) == 1
    assert hits(lives.whole(), *words) == []


def test_a_name_he_had_before_goes_from_the_suggestions_of_others_too() -> None:
    ben, cleo = cast.person("Ben"), cast.person("Cleo Brandt")
    people.write_card(ben, {"name": "Ben of old"}, clock.now())
    cards.swap(cleo, ben, cards.Gift(email=False, phone=False), clock.now())
    encounters.add_by_name(cleo, {"name": "Dan"}, None, now=clock.now())
    digest = Digest(person_id=cleo.id, day=clock.now().date(), created_at=clock.now())
    db.session.add(digest)
    db.session.flush()
    for kind, slots in (("self.notes", {"names": ["Ben", "Dan"]}), ("intro.mention", {"introduce": "Ben"})):
        line = Prompt(owner_id=cleo.id, digest_id=digest.id, kind=kind, shown_on=digest.day, slots=slots)
        line.created_at = clock.now()
        db.session.add(line)
    db.session.commit()
    erasures.erase(ben, clock.now())
    told = [prompt.slots for prompt in db.session.query(Prompt).order_by(Prompt.id)]
    assert told == [{"names": [MASK, "Dan"]}, {"introduce": MASK}]
