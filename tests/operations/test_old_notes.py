"""Notes about people at rest: two mails, then their words go; what was kept, or woke up, stays."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
import time_machine
from flask import Flask

from netevent import clock
from netevent.extensions import db
from netevent.models import Encounter, OutboxMail, Person, Promise, Remark
from netevent.operations import acts, contacts, letters, old_notes, remarks, signins
from netevent.operations.retention import sweep
from tests import cast
from tests.mails.mornings import met, promised

LINE = "the words of this note"


@pytest.fixture(autouse=True)
def house(app: Flask, evening: time_machine.Traveller) -> Iterator[None]:
    with app.app_context():
        yield


@pytest.fixture
def ben() -> Person:
    return cast.person("Ben Adler")


def noted(ben: Person, name: str) -> Encounter:
    note = met(ben, None, name, care=LINE, free_note=LINE)
    note.saved_at = clock.now()
    remarks.note(note.contact, "work", LINE, "", clock.now())
    promised(note, LINE)
    acts.log(note.contact, "help", by="me", now=clock.now(), detail=LINE)
    return note


def rested(ben: Person, name: str) -> Encounter:
    note = noted(ben, name)
    contacts.change_cadence(note.contact, "rest", clock.now())
    return note


def after(evening: time_machine.Traveller, start: datetime, days: float, ben: Person) -> None:
    """So much later; Ben himself comes by all the time."""
    evening.move_to(start + timedelta(days=days))
    ben.active_at = clock.now()
    db.session.commit()
    sweep(clock.now())


def warnings() -> int:
    return cast.how_many(OutboxMail, kind="old_notes")


def words_of(note: Encounter) -> set[str]:
    db.session.refresh(note)
    said = {note.care, note.free_note}
    said |= {line.text for line in Remark.of_contact(note.contact_id)}
    said |= {promise.text for promise in contacts.promises_with(note.contact)}
    return said | {act.detail for act in acts.Act.of_contact(note.contact_id)}


def test_the_words_go_after_two_mails_and_two_years(evening: time_machine.Traveller, ben: Person) -> None:
    note, start = rested(ben, "Cleo"), clock.now()
    before = [(act.kind, act.by, act.at) for act in acts.Act.of_contact(note.contact_id)]
    for day, mails, held in (
        (669, 0, True), (671, 1, True), (698, 1, True), (700, 2, True), (727, 2, True), (729, 2, True), (731, 2, False),
    ):  # fmt: skip
        after(evening, start, day, ben)
        assert (warnings(), LINE in words_of(note)) == (mails, held), day
    assert words_of(note) == {""}
    assert note.contact.name == "Cleo"
    assert [(act.kind, act.by, act.at) for act in acts.Act.of_contact(note.contact_id)] == before
    after(evening, start, 1500, ben)
    assert warnings() == 2  # there is nothing left to speak of


@pytest.mark.parametrize("why", ["no follow-up please", "objection", "two words without an answer"])
def test_closed_and_resting_are_meant_alike(evening: time_machine.Traveller, ben: Person, why: str) -> None:
    note, start = noted(ben, "Cleo"), clock.now()
    if why == "no follow-up please":
        note.contact.contact_ok = "none"
    elif why == "objection":
        note.contact.closed_at = clock.now()
    else:
        acts.log(note.contact, "outreach", by="me", now=clock.now())
        acts.log(note.contact, "outreach", by="me", now=clock.now())
    db.session.commit()
    for day in (671, 700, 731):
        after(evening, start, day, ben)
    assert LINE not in words_of(note)


def test_notes_about_everybody_else_stay(evening: time_machine.Traveller, ben: Person) -> None:
    note, start = noted(ben, "Cleo"), clock.now()
    for day in (671, 700, 731, 2000):
        after(evening, start, day, ben)
    assert LINE in words_of(note)
    assert warnings() == 0


@pytest.mark.parametrize("sign", ["kept on the page", "woken", "they answered"])
def test_a_sign_after_the_warnings_keeps_them(
    evening: time_machine.Traveller, ben: Person, sign: str
) -> None:
    note, start = rested(ben, "Cleo"), clock.now()
    for day in (671, 700):
        after(evening, start, day, ben)
    if sign == "kept on the page":
        old_notes.keep(old_notes.of(ben, clock.now()), clock.now())
    elif sign == "woken":
        contacts.change_cadence(note.contact, "touch", clock.now())
    else:
        acts.log(note.contact, "answer", by="them", now=clock.now())
    after(evening, start, 731, ben)
    assert LINE in words_of(note)
    assert old_notes.of(ben, clock.now()) == []


def test_many_at_once_are_one_mail(evening: time_machine.Traveller, ben: Person) -> None:
    start = clock.now()
    first = rested(ben, "Cleo")
    evening.shift(timedelta(days=10))
    second = rested(ben, "Dan")
    for day, mails in ((671, 1), (683, 1), (700, 2), (731, 3)):
        after(evening, start, day, ben)
        assert warnings() == mails, day
    assert LINE not in words_of(first)
    assert LINE in words_of(second)  # warned of once by then, and once more in the third mail
    after(evening, start, 760, ben)
    assert LINE not in words_of(second)


def test_a_worker_that_rested_for_years_warns_twice_first(
    evening: time_machine.Traveller, ben: Person
) -> None:
    note, start = rested(ben, "Cleo"), clock.now()
    for day, held in ((3000, True), (3001, True), (3028, True), (3055, True), (3057, False)):
        after(evening, start, day, ben)
        assert (LINE in words_of(note)) is held, day


def test_the_mail_names_nobody_and_leads_to_the_page(evening: time_machine.Traveller, ben: Person) -> None:
    rested(ben, "Cleo Brandt")
    after(evening, clock.now(), 671, ben)
    mail = db.session.query(OutboxMail).filter_by(kind="old_notes").one()
    letter = letters.letter_for(mail, clock.now())
    for part in (letter.subject, letter.text, letter.html):
        assert "Cleo" not in part
        assert LINE not in part
    assert "/people/resting" in letter.text


def test_others_keep_theirs(evening: time_machine.Traveller, ben: Person) -> None:
    dan = cast.person("Dan Okafor", "dan@example.org")
    rested(ben, "Cleo")
    theirs, start = noted(dan, "Cleo"), clock.now()
    for day in (671, 700, 731):
        evening.move_to(start + timedelta(days=day))
        signins.enter_as(dan, clock.now())
        after(evening, start, day, ben)
    assert LINE in words_of(theirs)
    assert cast.how_many(Promise) == 1
