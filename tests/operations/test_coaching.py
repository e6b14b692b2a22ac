"""What the coach may know of two people, and how little of a draft is kept."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from netevent import clock
from netevent.extensions import db
from netevent.models import Draft, Encounter, Person
from netevent.operations import acts, coaching
from tests import cast
from tests.mails.mornings import met, promised

TEXT = (
    "Hi {name}, it was good to talk on Thursday. You asked how the old wash house sounds: the echo lasts four "
    "seconds when it is empty, and one when the whole choir stands in it."
)


@pytest.fixture(autouse=True)
def house(app: Flask, evening: time_machine.Traveller) -> Iterator[None]:
    with app.app_context():
        yield


@pytest.fixture
def ben() -> Person:
    return cast.person("Ben Adler")


def cleo_of(ben: Person, **note: object) -> Encounter:
    return met(ben, cast.event(), "Cleo Brandt", **note)


def test_the_coach_knows_what_the_notes_know(ben: Person) -> None:
    note = cleo_of(
        ben,
        asked_for=["price"],
        asked_line="for two bells",
        topics=["Bronze"],
        care="a chapel",
        need_kind="supplier",
    )
    promised(note, "send the drawing")
    known = coaching.context_of(note.contact, clock.now())
    assert known.their_ask == "price, for two bells"
    assert known.they_requested_commercial_info
    assert known.promise == "send the drawing"
    assert known.topics == ("Bronze", "a chapel")
    assert known.purpose_agreed
    assert known.stage == "first"


def test_asking_for_a_contact_is_no_commercial_wish(ben: Person) -> None:
    note = cleo_of(ben, asked_for=["contact"], asked_line="who tunes bells")
    assert not coaching.context_of(note.contact, clock.now()).they_requested_commercial_info


def test_the_stage_is_that_of_the_log(ben: Person) -> None:
    note = cleo_of(ben)
    stages = []
    for kind, by in (("outreach", "me"), ("answer", "them"), ("outreach", "me")):
        acts.log(note.contact, kind, by=by, now=clock.now())
        stages.append(coaching.context_of(note.contact, clock.now()).stage)
    assert stages == ["followed_up", "followed_up", "conversation"]


def test_sixteen_hashes_a_draft_and_the_newest_alone(ben: Person) -> None:
    contact = cleo_of(ben).contact
    for text in (
        TEXT,
        TEXT + " Bring a spoon if you like soup, the ladles there are older than the choir itself.",
    ):
        coaching.review_of(contact, text, clock.now())
    [draft] = db.session.query(Draft)
    assert len(draft.hashes) == 16
    assert all(isinstance(one, int) and 0 <= one < 2**32 for one in draft.hashes)


def test_the_fourth_who_gets_the_same_is_noticed_for_a_week(
    ben: Person, evening: time_machine.Traveller
) -> None:
    people = [met(ben, None, name).contact for name in ("Ada", "Cleo", "Dan", "Elif")]
    signals = [
        {one.signal for one in coaching.review_of(one, TEXT.format(name=one.name), clock.now()).remarks}
        for one in people
    ]
    assert ["K17" in found for found in signals] == [False, False, False, True]
    evening.shift(timedelta(days=8))
    later = coaching.review_of(people[3], TEXT.format(name="Elif"), clock.now())
    assert all(one.signal != "K17" for one in later.remarks)


def test_two_writers_do_not_share_their_drafts(ben: Person) -> None:
    dan = cast.person("Dan Okafor")
    for name in ("Ada", "Cleo", "Elif"):
        coaching.review_of(met(ben, None, name).contact, TEXT.format(name=name), clock.now())
    said = coaching.review_of(met(dan, None, "Fay").contact, TEXT.format(name="Fay"), clock.now())
    assert all(one.signal != "K17" for one in said.remarks)
    assert len({tuple(draft.hashes) for draft in db.session.query(Draft)}) >= 2
