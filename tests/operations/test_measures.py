"""What whoever runs the site may know of all people together: read in handfuls, added up, and nothing else kept."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import time_machine
from flask import Flask

from netevent import clock
from netevent.domain.measures import Tally
from netevent.extensions import db
from netevent.models import Act, Audit, Event, Person
from netevent.operations import measures, pauses, prompts, unsubscribes
from tests import cast
from tests.mails import mornings
from tests.mails.mornings import FRIDAY, digest_of, met, promised


@pytest.fixture(autouse=True)
def house(app: Flask, evening: time_machine.Traveller) -> Iterator[None]:
    with app.app_context():
        yield


@pytest.fixture
def event() -> Event:
    return cast.event()


@pytest.fixture
def ten(event: Event) -> list[Person]:
    people = [cast.person(f"Person {number}", f"p{number}@example.org") for number in range(10)]
    cast.checked_in(event, *people)
    return people


def later(evening: time_machine.Traveller, days: int) -> Tally:
    evening.shift(timedelta(days=days))
    return measures.of_everybody(clock.now())


def test_five_who_did_something_and_five_who_did_not(
    ten: list[Person], event: Event, evening: time_machine.Traveller
) -> None:
    for number, person in enumerate(ten):
        note = met(person, event, "Cleo")
        promise = promised(note, "a sheet", FRIDAY)
        asked = mornings.prompt("up.week", note, digest_of(person, event))
        if number < 5:
            prompts.answer(asked, "done", clock.now())
            promise.kept_at = clock.now()
            db.session.add(_answer(person, note.contact_id))
    db.session.commit()
    early = measures.of_everybody(clock.now())
    assert {early.share(name) for name in ("acted_on", "kept", "answered", "alive.180")} == {None}
    tally = later(evening, 40)
    assert (tally.share("acted_on"), tally.share("acted_on.up"), tally.share("kept")) == (50, 50, 50)
    assert (tally.share("acted_on.help"), tally.share("answered")) == (None, None)
    assert (tally.people["answered", True], tally.people["resting", False]) == (5, 10)
    assert later(evening, 365).share("alive.365") is None


def _answer(person: Person, contact_id: int) -> Act:
    at = clock.now() + timedelta(days=1)
    return Act(owner_id=person.id, contact_id=contact_id, kind="answer", by="them", at=at)


def test_who_pauses_and_who_unsubscribed_is_counted_once(ten: list[Person], event: Event) -> None:
    for person in ten:
        digest_of(person, event)
    for person in ten[:3]:
        pauses.pause_mails(person, "four_weeks", clock.now())
    for person in ten[2:5]:
        unsubscribes.unsubscribe(str(person.email), clock.now())
    assert measures.of_everybody(clock.now()).share("quiet") == 50
    pauses.go_on(ten[0], clock.now())
    unsubscribes.resubscribe(str(ten[4].email))
    assert measures.of_everybody(clock.now()).share("quiet") is None


def test_who_unsubscribes_during_a_rest_is_told_from_who_stays(
    ten: list[Person], event: Event, evening: time_machine.Traveller
) -> None:
    for person in ten:
        met(person, event, "Cleo")
        pauses.say_too_much(person, clock.now())
    evening.shift(timedelta(days=10))
    for person in ten[:5]:
        unsubscribes.unsubscribe(str(person.email), clock.now())
    assert later(evening, 20).share("stayed") is None
    assert later(evening, 20).share("stayed") == 50


@pytest.mark.parametrize("handful", [1, 3, 50])
def test_a_handful_of_any_size_gives_the_same(
    monkeypatch: pytest.MonkeyPatch, ten: list[Person], event: Event, handful: int
) -> None:
    for number, person in enumerate(ten):
        note = met(person, event, "Cleo")
        for kind, by in (("help", "me"), ("answer", "them"), ("help", "them"))[: 3 if number < 5 else 1]:
            db.session.add(
                Act(
                    owner_id=person.id,
                    contact_id=note.contact_id,
                    kind=kind,
                    by=by,
                    detail="a name",
                    at=clock.now(),
                )
            )
    db.session.commit()
    monkeypatch.setattr(measures, "BATCH", handful)
    tally = measures.of_everybody(clock.now())
    assert tally.share("mutual") == 50
    assert tally.people["mutual", True] + tally.people["mutual", False] == 10


def test_looking_changes_nothing_but_the_log(app: Flask, ten: list[Person], event: Event) -> None:
    for person in ten:
        promised(met(person, event, "Cleo"), "a sheet", date(2026, 11, 6))
        digest_of(person, event)
    before = cast.everything(app)
    measures.of_everybody(clock.now())
    assert not db.session().in_transaction()
    after = cast.everything(app)
    assert {name for name in after if after[name] != before[name]} == {"audits"}
    (line,) = Audit.newest(9)
    assert (line.verb, line.noun, line.via, line.actor_id, line.row_id) == ("show", "measures", "command", None, None)  # fmt: skip


def test_a_house_without_people_has_no_figures() -> None:
    cast.person("Dan Okafor")
    assert measures.of_everybody(clock.now()) == Tally()
