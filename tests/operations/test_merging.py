"""A provisional person turns out to be Cleo: everything moves, nothing is lost and nothing doubled."""

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from netevent import clock
from netevent.extensions import db
from netevent.models import (
    Act,
    CheckIn,
    Contact,
    Digest,
    Encounter,
    Event,
    Intention,
    OutboxMail,
    Person,
    Promise,
    Prompt,
    Share,
)
from netevent.operations import cards, checkins, intentions, proofs, signins
from netevent.operations.cards import Gift, swap
from netevent.operations.checkins import Arrival
from netevent.operations.merging import complete_card, merge
from tests import cast

CLEO = "cleo@example.org"
NOTHING = Gift(email=False, phone=False)


@pytest.fixture(autouse=True)
def house(app: Flask, evening: time_machine.Traveller) -> Iterator[None]:
    with app.app_context():
        yield


@pytest.fixture
def event() -> Event:
    return cast.event(cast.person("Ada Moreau"))


@pytest.fixture
def cleo() -> Person:
    return cast.person("Cleo Brandt", CLEO)


@pytest.fixture
def ben(event: Event) -> Person:
    ben = cast.person("Ben Adler")
    cast.checked_in(event, ben)
    return ben


def arrive(event: Event, name: str = "Cleo") -> Person:
    arrival = Arrival(name=name, email=CLEO, language="en")
    signin = signins.live(checkins.arrive(event, arrival, nonce=f"form {name}", now=clock.now()), clock.now())
    assert signin
    assert signin.person
    return signin.person


def prove(provisional: Person, owner: Person) -> None:
    merge(provisional, owner, clock.now())
    db.session.commit()


def note(owner: Person, other: Person, **fields: object) -> Encounter:
    contact = Contact.of_person(owner.id, other.id) or swap(owner, other, NOTHING, clock.now())
    encounter = Encounter.of_contact(contact.id)[0]
    for name, value in fields.items():
        setattr(encounter, name, value)
    db.session.commit()
    return encounter


def test_proving_by_the_link_makes_one_person_of_two(event: Event, cleo: Person) -> None:
    provisional = arrive(event)
    mail = db.session.scalars(select(OutboxMail)).one()
    assert mail.person_id == provisional.id
    signin = db.session.scalars(select(signins.SignIn).where(signins.SignIn.id == mail.signin_id)).one()
    proofs.by_link(proofs.link_of(signin), None, clock.now())
    assert cast.how_many(Person, email=CLEO) == 1
    assert cast.how_many(Person, claimed_email=CLEO) == 0
    assert db.session.scalars(select(CheckIn)).one().person_id == cleo.id


def test_an_evening_moves_as_it_is(event: Event, cleo: Person, ben: Person) -> None:
    provisional = arrive(event)
    intentions.say(event, provisional, learn="how others mend", offer="", offer_kind="", now=clock.now())
    met = note(provisional, ben, care="wood", free_note="tall")
    db.session.add(
        Promise(owner_id=provisional.id, contact_id=met.contact_id, encounter_id=met.id, direction="mine",
                text="the sheet", made_at=clock.now())
    )  # fmt: skip
    db.session.commit()
    prove(provisional, cleo)
    contact = Contact.of_person(cleo.id, ben.id)
    assert contact
    kept = Encounter.of_contact(contact.id)
    assert [(n.owner_id, n.care, n.free_note, n.event_id) for n in kept] == [
        (cleo.id, "wood", "tall", event.id)
    ]
    assert [p.owner_id for p in Promise.of_encounter(kept[0].id)] == [cleo.id]
    said = Intention.of(event.id, cleo.id)
    assert said
    assert said.learn == "how others mend"
    mine, theirs = Share.between(cleo.id, ben.id), Share.between(ben.id, cleo.id)
    assert mine
    assert theirs
    assert cast.tallied(event) == {"walked_in": 2}


def test_contacts_that_others_made_lead_to_the_owner(event: Event, cleo: Person, ben: Person) -> None:
    provisional = arrive(event)
    note(ben, provisional, care="violins")
    prove(provisional, cleo)
    contact = Contact.of_person(ben.id, cleo.id)
    assert contact
    assert Encounter.of_contact(contact.id)[0].care == "violins"


def test_a_card_shown_before_the_proof_still_works(event: Event, cleo: Person) -> None:
    provisional = arrive(event)
    old, own = provisional.card_code, cleo.card_code
    prove(provisional, cleo)
    assert Person.of_card(old) == Person.of_card(own) == cleo
    again = arrive(event, "Cleo again")
    second = again.card_code
    prove(again, cleo)
    assert Person.of_card(second) == Person.of_card(old) == cleo


def test_notes_of_both_about_one_person_are_kept(event: Event, cleo: Person, ben: Person) -> None:
    cast.checked_in(event, cleo)
    note(cleo, ben, care="glass")
    provisional = arrive(event)
    note(provisional, ben, care="wood")
    prove(provisional, cleo)
    contact = Contact.of_person(cleo.id, ben.id)
    assert contact
    assert sorted(n.care for n in Encounter.of_contact(contact.id)) == ["glass", "wood"]
    assert {n.owner_id for n in Encounter.of_contact(contact.id)} == {cleo.id}
    assert cast.how_many(Contact, owner_id=cleo.id) == 1


def test_notes_that_ben_wrote_on_both_are_kept_on_one(event: Event, cleo: Person, ben: Person) -> None:
    cast.checked_in(event, cleo)
    note(ben, cleo, care="glass")
    provisional = arrive(event)
    note(ben, provisional, care="wood")
    prove(provisional, cleo)
    contact = Contact.of_person(ben.id, cleo.id)
    assert contact
    assert sorted(n.care for n in Encounter.of_contact(contact.id)) == ["glass", "wood"]
    assert cast.how_many(Contact, owner_id=ben.id) == 1


def test_a_stop_on_either_card_stays_a_stop(event: Event, cleo: Person, ben: Person) -> None:
    cast.checked_in(event, cleo)
    note(ben, cleo)
    provisional = arrive(event)
    other = note(ben, provisional).contact
    other.contact_ok, other.cadence, other.closed_at = "none", "rest", clock.now()
    db.session.commit()
    prove(provisional, cleo)
    kept = Contact.of_person(ben.id, cleo.id)
    assert kept
    assert (kept.contact_ok, kept.cadence, kept.closed_at) == ("none", "rest", clock.now())


def test_suggestions_on_both_cards_in_one_mail_do_not_stand_in_the_way(
    event: Event, cleo: Person, ben: Person
) -> None:
    cast.checked_in(event, cleo)
    digest = Digest(person_id=ben.id, event_id=event.id, day=date(2026, 11, 6), created_at=clock.now())
    db.session.add(digest)
    db.session.flush()
    provisional = arrive(event)
    for person in (cleo, provisional):
        met = note(ben, person, care="wood")
        db.session.add(
            Prompt(owner_id=ben.id, digest_id=digest.id, contact_id=met.contact_id, encounter_id=met.id,
                   kind="ask.care", shown_on=digest.day, created_at=clock.now())
        )  # fmt: skip
        db.session.add(
            Act(owner_id=ben.id, contact_id=met.contact_id, kind="outreach", by="me", at=clock.now())
        )
    db.session.commit()
    prove(provisional, cleo)
    contact = Contact.of_person(ben.id, cleo.id)
    assert contact
    assert [prompt.contact_id for prompt in Prompt.of_digest(digest.id)] == [contact.id]
    assert len(Act.of_contact(contact.id)) == 2


def test_whoever_scanned_the_own_other_phone_is_nobodys_contact(event: Event, cleo: Person) -> None:
    cast.checked_in(event, cleo)
    provisional = arrive(event)
    note(cleo, provisional, care="my own words")
    prove(provisional, cleo)
    assert cast.how_many(Contact, person_id=cleo.id) == 0
    assert "my own words" in {n.care for n in db.session.scalars(select(Encounter))}
    assert cast.how_many(Share) == 0


def test_what_was_typed_tonight_fills_gaps_and_overwrites_nothing(event: Event, cleo: Person) -> None:
    cleo.company = "Brandt & Co"
    provisional = arrive(event, "Cleopatra")
    provisional.company, provisional.ask_about = "Elsewhere", "violins"
    db.session.commit()
    complete_card(provisional, cleo)
    prove(provisional, cleo)
    assert (cleo.name, cleo.company, cleo.ask_about) == ("Cleo Brandt", "Brandt & Co", "violins")
    assert cleo.digest_at == event.next_morning
    assert cards.met_already(cleo, cleo) is None
