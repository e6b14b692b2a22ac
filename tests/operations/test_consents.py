"""E-mail and phone go along where somebody ticked them, in known words, until they untick them."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask

from netevent import clock
from netevent.extensions import db
from netevent.models import Consent, Contact, Person, Share
from netevent.operations import cards, consents, people
from netevent.operations.cards import Gift
from netevent.operations.contacts import their_card
from tests import cast

NAME_ONLY = Gift(email=False, phone=False)


@pytest.fixture(autouse=True)
def context(app: Flask, evening: object) -> Iterator[None]:
    with app.app_context():
        yield


@pytest.fixture
def ben() -> Person:
    return cast.person("Ben Okri", phone="+41 79 1")


@pytest.fixture
def cleo() -> Person:
    return cast.person("Cleo Marti")


def agreed(person: Person) -> list[tuple[str, str, bool]]:
    """Kind, version, and whether it holds today; the latest first."""
    return [(one.kind, one.version, one.withdrawn_at is None) for one in Consent.of_person(person.id)]


def seen(owner: Person, person: Person) -> tuple[str, str]:
    """E-mail and phone of a person as the owner sees them."""
    contact = Contact.of_person(owner.id, person.id)
    assert contact
    card = their_card(contact)
    return card.email, card.phone


def test_the_words_of_a_version_never_change() -> None:
    assert consents.TEXTS["2026-11"] == (
        "What you tick goes along with your card. Untick it, and nobody who has your card sees it any more."
    )
    assert consents.NOTICES["2026-11"].startswith("The organiser sees that you came.")
    assert consents.VERSION in consents.TEXTS


def test_ticking_keeps_version_and_time_and_doing_it_twice_is_once(ben, evening):
    people.give(ben, email=True, phone=False, now=clock.now())
    first = clock.now()
    evening.shift(timedelta(hours=1))
    people.give(ben, email=True, phone=True, now=clock.now())
    assert agreed(ben) == [("phone", "2026-11", True), ("email", "2026-11", True)]
    standing = Consent.standing(ben.id, "email")
    assert standing
    assert standing.given_at == first


def test_unticking_ends_it_with_everybody_who_has_the_card(ben, cleo):
    dan = cast.person("Dan Roux")
    for other in (cleo, dan):
        cards.swap(ben, other, Gift(email=True, phone=True), clock.now())
    assert seen(cleo, ben) == seen(dan, ben) == ("ben@example.org", "+41 79 1")
    people.give(ben, email=False, phone=True, now=clock.now())
    assert seen(cleo, ben) == seen(dan, ben) == ("", "+41 79 1")
    assert agreed(ben) == [("phone", "2026-11", True), ("email", "2026-11", False)]


def test_unticking_while_swapping_counts_for_all_as_well(ben, cleo):
    cards.swap(ben, cleo, Gift(email=True, phone=False), clock.now())
    cards.swap(ben, cast.person("Dan Roux"), NAME_ONLY, clock.now())
    assert seen(cleo, ben) == ("", "")


def test_agreeing_again_is_a_new_row_and_a_new_gift(ben, cleo):
    cards.swap(ben, cleo, Gift(email=True, phone=False), clock.now())
    consents.withdraw(ben, "email", clock.now())
    people.give(ben, email=True, phone=False, now=clock.now())
    assert agreed(ben) == [("email", "2026-11", True), ("email", "2026-11", False)]
    assert seen(cleo, ben) == ("", ""), "she got the card without it since"
    cards.swap(ben, cleo, Gift(email=True, phone=False), clock.now())
    assert seen(cleo, ben)[0] == "ben@example.org"


def test_a_number_that_is_taken_out_is_agreed_to_no_longer(ben, cleo):
    cards.swap(ben, cleo, Gift(email=False, phone=True), clock.now())
    people.write_card(ben, {"phone": ""}, clock.now())
    people.write_card(ben, {"phone": "+41 79 2"}, clock.now())
    assert agreed(ben) == [("phone", "2026-11", False)]
    assert seen(cleo, ben) == ("", ""), "a new number is a new decision"


def test_what_is_not_there_cannot_be_agreed_to(cleo):
    cleo.email, cleo.claimed_email = None, "cleo@example.org"
    people.give(cleo, email=True, phone=True, now=clock.now())
    assert agreed(cleo) == []
    assert not cleo.gives_email


def test_a_choice_made_before_there_were_rows_ends_as_well(ben, cleo):
    ben.gives_email = True
    db.session.add(Share(giver_id=ben.id, receiver_id=cleo.id, email=True, given_at=clock.now()))
    db.session.commit()
    people.give(ben, email=False, phone=False, now=clock.now())
    assert not Share.between(ben.id, cleo.id).email


def test_two_taps_at_once_agree_once(app, ben):
    ben_id = ben.id
    db.session.rollback()

    def tap(_: int) -> None:
        with app.test_request_context(method="POST"):
            people.give(db.session.get_one(Person, ben_id), email=True, phone=False, now=clock.now())

    cast.at_once(4, tap)
    db.session.expire_all()
    assert agreed(db.session.get_one(Person, ben_id)) == [("email", "2026-11", True)]
