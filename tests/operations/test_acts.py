"""The log of one relation, and the state that follows from it, whatever is written and taken back."""

import random
from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from netevent import clock
from netevent.domain.relationships import rebuild
from netevent.extensions import db
from netevent.models import Act, Contact, Encounter, Person
from netevent.operations import acts, blocks, cards, circles, contacts, encounters, facts, stories
from tests import cast

KINDS = ("outreach", "answer", "help", "turn_up", "promise_kept", "rest", "wake")


@pytest.fixture(autouse=True)
def house(app: Flask, evening: time_machine.Traveller) -> Iterator[None]:
    with app.app_context():
        yield


@pytest.fixture
def ben() -> Person:
    return cast.person("Ben Adler")


@pytest.fixture
def cleo(ben: Person) -> Contact:
    """Cleo, as Ben keeps her after an evening."""
    other = cast.person("Cleo Brandt")
    cast.checked_in(cast.event(), ben, other)
    return cards.swap(ben, other, cards.Gift(email=False, phone=False), clock.now())


def stored(contact: Contact) -> tuple[str, object, str]:
    db.session.refresh(contact)
    return contact.state, contact.state_since, contact.state_before


def replayed(contact: Contact) -> tuple[str, object, str]:
    """The state by the log alone, on the day of its newest line."""
    zone = facts.zone_of(contact.owner)
    log = facts.log_of(Encounter.of_contact(contact.id), Act.of_contact(contact.id), zone)
    relation = rebuild(log, facts.local(clock.now(), zone))
    assert relation
    return relation.state, relation.since, relation.before


def test_two_sides_and_three_acts_make_a_conversation(cleo: Contact, evening: time_machine.Traveller) -> None:
    for kind, by in (("outreach", "me"), ("answer", "them"), ("outreach", "me")):
        evening.shift(timedelta(days=1))
        acts.log(cleo, kind, by=by, now=clock.now())
    assert stored(cleo)[0] == "conversation"


def test_help_both_ways_is_mutual_and_taking_one_back_is_not(
    cleo: Contact, evening: time_machine.Traveller
) -> None:
    evening.shift(timedelta(days=1))
    acts.log(cleo, "outreach", by="me", now=clock.now(), channel="phone")
    acts.log(cleo, "help", by="them", now=clock.now(), detail="a name")
    given = acts.log(cleo, "help", by="me", now=clock.now(), detail="an hour")
    assert stored(cleo)[0] == "mutual_support"
    acts.take_back(cleo, given, clock.now())
    assert stored(cleo)[0] == "followed_up"
    assert given.undone_at == clock.now()
    assert acts.of(cleo, given.id) is None


def test_silence_shows_without_a_line_in_the_log(cleo: Contact, evening: time_machine.Traveller) -> None:
    evening.shift(timedelta(days=181))
    assert circles.relation_of(cleo, clock.now()).state == "dormant"
    assert stored(cleo)[0] == "met"


def test_an_objection_closes_and_its_end_opens_again(ben: Person, cleo: Contact) -> None:
    assert cleo.person
    blocks.object_to(cleo.person, ben.id, clock.now())
    assert stored(cleo)[0] == "closed"
    blocks.withdraw_objection(cleo.person, ben.id, clock.now())
    assert stored(cleo)[0] == "met"


def test_meeting_at_another_event_is_a_conversation(
    ben: Person, cleo: Contact, evening: time_machine.Traveller
) -> None:
    evening.shift(timedelta(days=28))
    second = cast.event(title="Second Thursday")
    assert cleo.person
    cast.checked_in(second, ben, cleo.person)
    cards.swap(ben, cleo.person, cards.Gift(email=False, phone=False), clock.now(), second)
    assert stored(cleo)[0] == "conversation"


@pytest.mark.parametrize("seed", range(12))
def test_replaying_the_log_gives_what_is_stored(
    cleo: Contact, evening: time_machine.Traveller, seed: int
) -> None:
    chance = random.Random(seed)  # noqa: S311
    written: list[Act] = []
    for _ in range(25):
        evening.shift(timedelta(days=chance.choice((0, 1, 9, 40, 200)), hours=1))
        if written and chance.random() < 0.25:
            acts.take_back(cleo, written.pop(chance.randrange(len(written))), clock.now())
        elif chance.random() < 0.2:
            contacts.change_cadence(cleo, "touch" if cleo.cadence == "rest" else "rest", clock.now())
        else:
            by = chance.choice(("me", "them"))
            written.append(acts.log(cleo, chance.choice(KINDS), by=by, now=clock.now()))
        assert stored(cleo) == replayed(cleo)


def test_the_story_tells_how_it_was_done_and_what_it_was(cleo: Contact) -> None:
    acts.log(cleo, "outreach", by="me", now=clock.now(), channel="phone")
    helped = acts.log(cleo, "help", by="them", now=clock.now())
    acts.tell(helped, "a name in the trade", clock.now())
    told = {(step.kind, step.who, step.text) for step in stories.so_far(cleo)}
    assert told >= {("outreach_phone", "you", ""), ("help", "them", "a name in the trade")}


def test_a_promise_marked_as_kept_by_mistake_stands_again(ben: Person, cleo: Contact) -> None:
    note = Encounter.of_contact(cleo.id)[0]
    encounters.save_note(
        note,
        encounters.note_of(note) | {"promise": "the drawing", "promise_due": "tomorrow"},
        version=0,
        now=clock.now(),
    )
    (promise,) = contacts.open_promises(cleo)
    encounters.keep_promise(promise, clock.now())
    assert contacts.open_promises(cleo) == []
    encounters.reopen_promise(promise, clock.now())
    assert contacts.open_promises(cleo) == [promise]
    assert Act.of_contact(cleo.id) == []
