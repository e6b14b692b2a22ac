"""Finding people again, and their story."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from netevent import clock
from netevent.extensions import db
from netevent.models import Act, Contact, Encounter, Event, Person, Promise, Prompt
from netevent.operations import acts, cards, contacts, encounters, stories
from netevent.operations.cards import Gift
from tests import cast
from tests.mails.mornings import digest_of, line, promised
from tests.mails.mornings import prompt as suggested


@pytest.fixture(autouse=True)
def context(app: Flask, evening: object) -> Iterator[None]:
    with app.app_context():
        yield


@pytest.fixture
def ben() -> Person:
    return cast.person("Ben Okri")


def add(owner: Person, name: str, event: Event | None = None, company: str = "", **words: Any) -> Contact:
    fields = {"name": name, "company": company, "email": "", "phone": ""}
    contact = encounters.add_by_name(owner, fields, event, now=clock.now())
    note = Encounter.of_contact(contact.id)[0]
    encounters.save_note(note, encounters.note_of(note) | words, version=0, now=clock.now())
    return contact


def names(owner: Person, search: str = "") -> list[str]:
    return [row.contact.name for row in contacts.people_of(owner, search)]


@pytest.mark.parametrize(
    "search",
    ["lucia", "LUCÍA", "tramuntana", "febrero", "apprentice ferrer", "ceiling", "saturday", "müller"],
)
def test_search_reads_names_companies_and_all_words_kept_without_case_and_accents(ben, search):
    add(
        ben, "Lucía Ferrer", company="Tramuntana Timber Muller", care="before Febrero", need="an apprentice",
        free_note="talked on Saturday", promise="the ceiling test", promise_due="no_date",
    )  # fmt: skip
    add(ben, "Tomasz Wilk")
    assert names(ben, search) == ["Lucía Ferrer"]


def test_everybody_is_there_once_the_latest_evening_first(ben, evening):
    for name in ("Aïcha", "Kofi"):
        add(ben, name)
        evening.shift(timedelta(minutes=1))
    assert names(ben) == ["Kofi", "Aïcha"]
    assert names(ben, "nobody") == []
    assert names(cast.person("Dan")) == [], "and nobody of somebody else's"


def test_a_row_shows_the_soonest_date_promised_and_what_they_share_today(ben):
    cleo = cast.person("Cleo Marti", company="Atelier")
    contact = cards.swap(ben, cleo, Gift(email=False, phone=False), clock.now())
    note = Encounter.of_contact(contact.id)[0]
    words = {"promise": "a", "promise_due": "this_month", "their_promise": "b", "their_due": "tomorrow"}
    encounters.save_note(note, encounters.note_of(note) | words, version=0, now=clock.now())
    (row,) = contacts.people_of(ben)
    assert row.promise
    assert (row.card.company, row.promise.text) == ("Atelier", "b")


def test_the_story_reads_backwards_from_the_latest_step(ben, evening):
    contact = add(ben, "Lucía", care="the school", promise="the test", promise_due="tomorrow")
    evening.shift(timedelta(days=1))
    encounters.keep_promise(Promise.of_encounter(Encounter.of_contact(contact.id)[0].id)[0], clock.now())
    evening.shift(timedelta(days=1))
    acts.log(contact, "outreach", by="me", now=clock.now())
    evening.shift(timedelta(days=1))
    acts.log(contact, "answer", by="them", now=clock.now(), detail="it rings")
    told = [(step.kind, step.who, step.text) for step in stories.so_far(contact)]
    assert told == [
        ("answer", "them", "it rings"),
        ("outreach", "you", ""),
        ("kept_mine", "you", "the test"),
        ("care", "them", "the school"),
        ("met", "both", ""),
        ("promised_mine", "you", "the test"),
    ]


def test_own_topics_are_offered_again_the_newest_first(ben, evening):
    add(ben, "Aïcha", topics=["Glass", "Wood"])
    evening.shift(timedelta(minutes=1))
    add(ben, "Kofi", topics=["Wood", "Bread"])
    assert contacts.tags_of(ben) == ["Wood", "Bread", "Glass"]


def test_a_slip_in_what_was_typed_is_corrected(ben):
    contact = encounters.add_by_name(ben, {"name": "Clea"}, None, now=clock.now())
    contacts.correct(
        contact, {"name": "Cleo Marti", "company": "Atelier", "email": "c@example.org", "phone": "1"}
    )
    card = contacts.their_card(contact)
    assert (card.name, card.company, card.email, card.phone) == (
        "Cleo Marti",
        "Atelier",
        "c@example.org",
        "1",
    )
    assert not contacts.is_shared(contact)


def test_forgetting_leaves_nothing_with_me_and_all_with_them(ben):
    cleo = cast.person("Cleo Marti")
    contact = cards.swap(ben, cleo, Gift(email=False, phone=False), clock.now())
    dan = encounters.add_by_name(ben, {"name": "Dan"}, None, now=clock.now())
    note = Encounter.of_contact(contact.id)[0]
    promised(note, "the drawing")
    acts.log(contact, "answer", by="them", now=clock.now())
    digest = digest_of(ben, None)
    suggested("ask.care", note, digest)
    suggested("intro.mention", Encounter.of_contact(dan.id)[0], digest, introduce="Cleo Marti")
    line(digest, names=["Cleo Marti", "Dan"])
    for one in (note, Encounter.of_contact(dan.id)[0]):
        one.introduce_id = contact.id if one is not note else None
    db.session.commit()
    contacts.forget(contact)
    for model in (Promise, Act, Prompt):
        assert cast.how_many(model, owner_id=ben.id) == 0, model
    assert [one.name for one in db.session.query(Contact).filter_by(owner_id=ben.id)] == ["Dan"]
    assert cast.how_many(Encounter, owner_id=ben.id) == 1
    assert [row.card.name for row in contacts.people_of(cleo)] == ["Ben Okri"]
