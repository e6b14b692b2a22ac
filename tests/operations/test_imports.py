"""A list comes in once: new guests, guests who are here already, guests who arrived; again and in any order."""

import itertools
import random
from collections.abc import Iterator

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from netevent import clock
from netevent.errors import Invalid, Refusal
from netevent.extensions import db
from netevent.models import Audit, CheckIn, Event, Import, OutboxMail, Person, Registration
from netevent.operations import attendance, checkins, imports, incoming, registrations
from netevent.operations.newcomers import Arrival
from tests import cast
from tests.imports.layouts import EVENTBRITE_C, LAYOUTS, MEETUP, PARTIFUL, PRETIX_POSITIONS, Layout
from tests.imports.lists import bring_in, confirmed, counts_of, listed

HEAD = "name,email,company,role,ticket\n"


@pytest.fixture(autouse=True)
def house(app: Flask, evening: time_machine.Traveller) -> Iterator[None]:
    with app.app_context():
        yield


@pytest.fixture
def event(house: None) -> Event:
    return cast.event(cast.person("Ada"))


def ticket_of(name: str) -> str | None:
    return db.session.scalar(select(Registration.ticket_code).where(Registration.name == name))


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_a_list_comes_in_and_again_doubles_nobody(event: Event, layout: Layout) -> None:
    assert bring_in(event, layout.text, layout.encoding) == (len(layout.guests), 0, len(layout.out))
    before = listed(event)
    assert [row[:2] for row in before] == [(guest[0], guest[1] or None) for guest in layout.guests]
    assert bring_in(event, layout.text, layout.encoding) == (0, len(layout.guests), len(layout.out))
    assert listed(event) == before
    assert cast.tallied(event) == {"expected": len(layout.guests)}


@pytest.mark.parametrize("text", [PRETIX_POSITIONS, EVENTBRITE_C, MEETUP, PARTIFUL])
def test_the_order_of_the_rows_makes_no_difference(event: Event, text: str) -> None:
    head, *rows = text.splitlines()
    bring_in(event, text)
    whole = sorted(map(str, listed(event)))
    for turned in itertools.islice(itertools.permutations(rows), 12):
        bring_in(event, "\n".join([head, *turned]))
        assert sorted(map(str, listed(event))) == whole


def test_whatever_the_order_and_the_mix_of_lists_every_ticket_is_there_once(event: Event) -> None:
    draw = random.Random(7)  # noqa: S311 - a shuffle, no secret
    rows = [f"G{n},{f'g{n}@example.org' if n % 3 else ''},,,T{n}" for n in range(30)]
    for _ in range(8):
        draw.shuffle(rows)
        bring_in(event, HEAD + "\n".join(rows[: draw.randrange(1, 30)]))
    bring_in(event, HEAD + "\n".join(rows))
    tickets = [row[4] for row in listed(event)]
    assert sorted(tickets) == sorted(f"T{n}" for n in range(30))


def test_a_second_list_brings_what_is_new_and_empties_nothing(event: Event) -> None:
    bring_in(event, f"{HEAD}Nora,nora@example.org,Lindt,Joiner,T1\nRavi,,,,T2\n")
    bring_in(event, f"{HEAD}Nora Lindt,nora@example.org,,Master,\nRavi Sen,ravi@example.org,,,T2\n")
    assert listed(event) == [
        ("Nora Lindt", "nora@example.org", "Lindt", "Master", "T1"),
        ("Ravi Sen", "ravi@example.org", "", "", "T2"),
    ]
    assert cast.tallied(event) == {"expected": 2}


def test_a_ticket_another_place_holds_is_not_taken_from_it(event: Event) -> None:
    bring_in(event, f"{HEAD}Nora,nora@example.org,,,T1\nRavi,ravi@example.org,,,T2\n")
    bring_in(event, f"{HEAD}Nora,nora@example.org,,,T2\n")
    assert [row[4] for row in listed(event)] == ["T1", "T2"]


def test_who_arrived_keeps_their_place_but_for_company_and_role(event: Event) -> None:
    bring_in(event, f"{HEAD}Nora,nora@example.org,,,T1\n")
    checkins.arrive(event, Arrival("Nora", "nora@example.org", "en"), nonce="n", now=clock.now())
    bring_in(event, f"{HEAD}Somebody,nora@example.org,Lindt,Joiner,T9\n")
    assert listed(event) == [("Nora", "nora@example.org", "Lindt", "Joiner", "T1")]
    assert db.session.scalars(select(CheckIn)).one().registration_id
    assert cast.tallied(event) == {"expected": 1, "came": 1}


def test_who_proved_the_address_and_said_they_come_is_here_already(event: Event) -> None:
    ben = cast.person("Ben", company="Own words")
    registrations.expect(event, ben, now=clock.now())
    assert bring_in(event, f"{HEAD}Benjamin,ben@example.org,Atelier,Wood,T1\n") == (0, 1, 0)
    assert listed(event) == [("Ben", "ben@example.org", "Atelier", "Wood", "")]
    assert db.session.scalars(select(Registration)).one().person_id == ben.id


def test_what_the_list_knows_is_not_for_whoever_only_claimed_an_address(event: Event) -> None:
    newcomer = Arrival("Eve", "nora@example.org", "en")
    registrations.expect_stranger(event, newcomer, nonce="n", now=clock.now())
    assert bring_in(event, f"{HEAD}Nora,nora@example.org,Lindt,Joiner,T1\n") == (0, 1, 0)
    assert listed(event) == [("Eve", "nora@example.org", "", "", "")]


def test_importing_is_no_consent_and_writes_to_nobody(event: Event) -> None:
    people = cast.how_many(Person)
    bring_in(event, LAYOUTS["luma"].text)
    assert cast.how_many(OutboxMail) == 0
    assert cast.how_many(Person) == people
    lines = [(one.verb, one.noun, one.event_id) for one in db.session.scalars(select(Audit))]
    assert lines == [("import", "registrations", event.id)]


def test_company_and_role_of_the_list_stand_on_the_guest_list(event: Event) -> None:
    bring_in(event, f"{HEAD}Nora,nora@example.org,Lindt,Joiner,T1\n")
    (guest,) = attendance.guests_of(event)
    assert (guest.company, guest.role, guest.source) == ("Lindt", "Joiner", "imported")


def test_the_list_itself_goes_with_the_last_row(event: Event) -> None:
    number = confirmed(event, f"{HEAD}Nora,nora@example.org,,,\n")
    incoming.bring_in_due()
    row = db.session.get_one(Import, number)
    assert (row.state, row.upload, row.filename, row.digest) == ("done", None, "", None)
    with pytest.raises(Refusal, match="This list is not kept any more"):
        imports.preview(row)


def test_a_preview_writes_nothing_and_says_what_confirming_does(event: Event) -> None:
    bring_in(event, f"{HEAD}Nora,nora@example.org,,,\n")
    text = f"{HEAD}Nora,nora@example.org,,,\nRavi,ravi@example.org,,,\nRavi,ravi@example.org,,,\n,,,,\nBad,bad,,,\n"
    number = imports.upload(event, None, "g.csv", text.encode(), now=clock.now())
    found = imports.preview(db.session.get_one(Import, number))
    assert found
    assert (found.new, found.here, found.out) == (1, 1, {"email_twice": 1, "bad_address": 1})
    assert len(listed(event)) == 1
    imports.confirm(db.session.get_one(Import, number), now=clock.now(), actor_id=None)
    incoming.bring_in_due()
    assert counts_of(number) == (found.new, found.here, found.left_out)


def test_confirming_twice_brings_it_in_once(event: Event) -> None:
    number = confirmed(event, f"{HEAD}Nora,,,,\n")
    assert not imports.confirm(db.session.get_one(Import, number), now=clock.now(), actor_id=None)
    incoming.bring_in_due()
    assert not imports.confirm(db.session.get_one(Import, number), now=clock.now(), actor_id=None)
    incoming.bring_in_due()
    assert len(listed(event)) == 1
    assert cast.how_many(Audit, verb="import") == 1


def test_the_same_upload_twice_is_kept_once_and_again_after_it_came_in(event: Event) -> None:
    ada, octets = cast.person("Ada B", "ada.b@example.org"), f"{HEAD}Nora,,,,\n".encode()

    def upload() -> int:
        return imports.upload(event, ada.id, "g.csv", octets, now=clock.now())

    number = upload()
    assert upload() == number
    imports.confirm(db.session.get_one(Import, number), now=clock.now(), actor_id=ada.id)
    assert upload() != number


def test_a_choice_of_columns_is_remembered_for_its_organiser_once_confirmed(event: Event) -> None:
    ada, bob = cast.person("Ada B", "ada.b@example.org"), cast.person("Bob")

    def upload(who: Person, text: str) -> Import:
        return db.session.get_one(
            Import, imports.upload(event, who.id, "g.csv", text.encode(), now=clock.now())
        )

    first = upload(ada, "Wer;Post\nNora;nora@example.org\n")
    assert first.source == ""
    with pytest.raises(Invalid, match="Say first which column holds what"):
        imports.confirm(first, now=clock.now(), actor_id=ada.id)
    imports.choose(first, ["name", "email"])
    assert upload(ada, "Post;Wer\nravi@example.org;Ravi\n").source == ""
    imports.confirm(first, now=clock.now(), actor_id=ada.id)
    again = upload(ada, "POST;Wer\nravi@example.org;Ravi\n")
    assert again.source == "chosen"
    found = imports.preview(again)
    assert found
    assert found.first[0][0].email == "ravi@example.org"
    assert upload(bob, "Wer;Post\nNora;nora@example.org\n").source == ""
