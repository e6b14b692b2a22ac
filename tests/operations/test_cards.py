"""Cards are swapped once, whoever taps how often; what was taken back stays taken back."""

import threading
from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from netevent import clock
from netevent.errors import Conflict, TooMany
from netevent.extensions import db
from netevent.models import Contact, Encounter, Person, Share
from netevent.operations import cards, people
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
    return cast.person("Ben Okri", company="Halle Neuve", phone="+41 79 1", gives_email=True)


@pytest.fixture
def cleo() -> Person:
    return cast.person("Cleo Marti", company="Atelier", role="Baker")


def counted(model: type) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_both_get_the_card_and_an_encounter_of_the_evening_both_are_at(ben, cleo):
    event = cast.event()
    cast.checked_in(event, ben, cleo)
    mine = cards.swap(ben, cleo, NAME_ONLY, clock.now())
    theirs = Contact.of_person(cleo.id, ben.id)
    assert theirs
    assert [mine.name, mine.company, theirs.name] == ["Cleo Marti", "Atelier", "Ben Okri"]
    assert [Encounter.of_contact(one.id)[0].event_id for one in (mine, theirs)] == [event.id, event.id]
    assert counted(Share) == 2


def test_each_hands_over_what_each_chose(ben, cleo):
    cleo.gives_email = True
    contact = cards.swap(ben, cleo, Gift(email=False, phone=True), clock.now())
    mine, theirs = Share.between(ben.id, cleo.id), Share.between(cleo.id, ben.id)
    assert mine
    assert theirs
    assert (mine.email, mine.phone, theirs.email, theirs.phone) == (False, True, True, False)
    assert their_card(contact).email == "cleo@example.org"
    assert ben.gives_phone, "the choice is remembered"


def test_an_address_that_was_only_claimed_is_on_no_card(ben, cleo):
    cleo.email, cleo.claimed_email = None, "cleo@example.org"
    cleo.gives_email = True
    contact = cards.swap(ben, cleo, NAME_ONLY, clock.now())
    assert their_card(contact).email == ""
    cards.swap(cleo, ben, Gift(email=True, phone=True), clock.now())
    assert not cleo.gives_email
    assert not cleo.gives_phone


def test_meeting_twice_in_one_event_is_one_encounter(ben, cleo):
    cast.checked_in(cast.event(), ben, cleo)
    for me, other in ((ben, cleo), (ben, cleo), (cleo, ben)):
        cards.swap(me, other, NAME_ONLY, clock.now())
    assert (counted(Contact), counted(Encounter), counted(Share)) == (2, 2, 2)


def test_without_an_event_in_common_one_talk_is_one_encounter_and_the_next_day_another(ben, cleo, evening):
    cast.checked_in(cast.event(), ben)
    for _ in range(2):
        contact = cards.swap(ben, cleo, NAME_ONLY, clock.now())
    assert [note.event_id for note in Encounter.of_contact(contact.id)] == [None]
    evening.shift(timedelta(days=1))
    cards.swap(ben, cleo, NAME_ONLY, clock.now())
    assert len(Encounter.of_contact(contact.id)) == 2


def test_a_scan_on_the_way_home_belongs_to_the_evening_and_one_next_week_does_not(ben, cleo, evening):
    event = cast.event()
    cast.checked_in(event, ben, cleo)
    evening.shift(timedelta(hours=6))
    contact = cards.swap(ben, cleo, NAME_ONLY, clock.now())
    evening.shift(timedelta(days=7))
    cards.swap(ben, cleo, NAME_ONLY, clock.now())
    assert [note.event_id for note in Encounter.of_contact(contact.id)] == [None, event.id]


def test_the_morning_mail_reaches_who_met_somebody_without_having_checked_in(ben, cleo):
    cards.swap(ben, cleo, NAME_ONLY, clock.now())
    assert str(ben.digest_at) == "2026-11-06 09:00:00+00:00"
    assert cleo.digest_at == ben.digest_at


def test_a_sooner_mail_stays_sooner(ben, cleo):
    soon = clock.now() + timedelta(minutes=5)
    ben.digest_at = soon
    cards.swap(ben, cleo, NAME_ONLY, clock.now())
    assert ben.digest_at == soon


def test_nobody_meets_oneself(ben):
    with pytest.raises(Conflict, match="That’s you"):
        cards.swap(ben, ben, NAME_ONLY, clock.now())


def test_a_card_taken_back_leaves_the_name_and_only_its_giver_revives_it(ben, cleo):
    held = cards.swap(cleo, ben, NAME_ONLY, clock.now())
    given = Contact.of_person(ben.id, cleo.id)
    assert given
    cards.take_back(ben, given, clock.now())
    card = their_card(held)
    assert (card.name, card.company, card.email, card.withdrawn) == ("Ben Okri", "", "", True)
    assert held.company == ""
    cards.swap(cleo, ben, NAME_ONLY, clock.now())
    assert their_card(held).withdrawn, "tapping their old link brings nothing back"
    cards.give_again(ben, given, clock.now())
    assert their_card(held).email == "ben@example.org"
    assert held.company == "Halle Neuve"


def test_a_changed_card_reaches_its_holders_and_not_those_it_was_taken_from(ben, cleo):
    held = cards.swap(cleo, ben, NAME_ONLY, clock.now())
    people.write_card(ben, {"name": "Ben O’Kri", "company": "Neue Halle"}, clock.now())
    db.session.refresh(held)
    assert (held.name, held.company) == ("Ben O’Kri", "Neue Halle")
    given = Contact.of_person(ben.id, cleo.id)
    assert given
    cards.take_back(ben, given, clock.now())
    people.write_card(ben, {"name": "Benedikt"}, clock.now())
    db.session.refresh(held)
    assert held.name == "Ben O’Kri"


def test_two_phones_at_the_same_instant_make_one_swap(app, ben, cleo):
    """Both tap at once, twice each; the constraints and the lock leave one pair of everything."""
    ids = [(ben.id, cleo.id), (cleo.id, ben.id)] * 2
    db.session.remove()
    problems: list[BaseException] = []

    def tap(me: int, other: int) -> None:
        try:
            with app.app_context():
                pair = [db.session.get(Person, one) for one in (me, other)]
                cards.swap(*pair, NAME_ONLY, clock.now())
                db.session.remove()
        except BaseException as problem:
            problems.append(problem)

    threads = [threading.Thread(target=tap, args=pair) for pair in ids]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []
    assert (counted(Contact), counted(Encounter), counted(Share)) == (2, 2, 2)


def test_sixty_new_people_an_hour_are_enough(ben, cleo, evening):
    now = clock.now()
    old = cast.person("Old Friend")
    cards.swap(ben, old, NAME_ONLY, now - timedelta(hours=2))
    strangers = [cast.person(f"P{number} Berg") for number in range(60)]
    db.session.add_all([Share(giver_id=one.id, receiver_id=ben.id, given_at=now) for one in strangers])
    db.session.commit()
    with pytest.raises(TooMany, match="Take your time with them"):
        cards.swap(ben, cleo, NAME_ONLY, now)
    assert Contact.of_person(ben.id, cleo.id) is None
    cards.swap(ben, old, NAME_ONLY, now)  # known for long
    cards.swap(ben, strangers[0], NAME_ONLY, now)  # counted already
    evening.shift(timedelta(hours=1, seconds=1))
    assert cards.swap(ben, cleo, NAME_ONLY, clock.now())


def test_all_cards_come_back_at_once_and_each_alone(ben, cleo):
    dan = cast.person("Dan Roux")
    for other in (cleo, dan):
        cards.swap(ben, other, NAME_ONLY, clock.now())
    assert [holder.name for holder in cards.holders_of(ben)] == ["Dan Roux", "Cleo Marti"]
    cards.take_back_from(ben, cards.holders_of(ben)[0].share, clock.now())
    assert [holder.name for holder in cards.holders_of(ben)] == ["Cleo Marti"]
    cards.take_back_all(ben, clock.now())
    assert cards.holders_of(ben) == []
    for other in (cleo, dan):
        contact = Contact.of_person(other.id, ben.id)
        assert contact
        assert (their_card(contact).withdrawn, their_card(contact).company) == (True, "")
        assert cards.holders_of(other), "what they gave is theirs to take back"
