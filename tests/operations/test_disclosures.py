"""Ben asks what others noted about him: at once that they did, within 30 days what they wrote."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from netevent import clock
from netevent.errors import Conflict, Invalid, NotFound
from netevent.extensions import db
from netevent.models import Audit, Disclosure, OutboxMail, Person
from netevent.operations import cards, disclosures
from netevent.operations.cards import Gift
from tests import cast
from tests.operations import lives


@pytest.fixture(autouse=True)
def house(app: Flask, evening: time_machine.Traveller) -> Iterator[None]:
    with app.app_context():
        yield


@pytest.fixture
def ben() -> Person:
    """Ben met Cleo and Dan; Cleo noted something about him, Dan did not."""
    event = cast.event(cast.person("Ada Moreau"))
    ben, cleo, dan = cast.person("Ben Adler"), cast.person("Cleo Brandt"), cast.person("Dan Okafor")
    cast.checked_in(event, ben, cleo, dan)
    for one, other in ((cleo, ben), (dan, ben), (cleo, dan)):
        cards.swap(one, other, Gift(email=False, phone=False), clock.now())
    note = lives.note_of(cleo, ben)
    note.free_note, note.saved_at = (
        "Ben knows Okafor, dan@example.org or +41 79 123 45 67. Cleo was impressed.",
        clock.now(),
    )
    db.session.commit()
    return ben


def test_that_a_note_exists_is_told_at_once_with_event_and_day(ben: Person) -> None:
    assert [(trace.event, str(trace.on)) for trace in disclosures.traces_of(ben)] == [
        ("First Thursday", "2026-11-05")
    ]


def test_to_have_met_is_no_note(ben: Person) -> None:
    dan = db.session.scalars(select(Person).where(Person.name == "Dan Okafor")).one()
    assert disclosures.traces_of(dan) == []
    with pytest.raises(Conflict, match="Nobody has noted"):
        disclosures.ask(dan, clock.now())


def test_asking_opens_a_request_of_thirty_days_and_tells_the_authors_alone(ben: Person) -> None:
    request = disclosures.ask(ben, clock.now())
    assert request.due_at == clock.now() + timedelta(days=30)
    mail = db.session.scalars(select(OutboxMail)).one()
    assert (mail.kind, mail.address) == ("notes_asked", "cleo@example.org")


def test_one_request_at_a_time(ben: Person, evening: time_machine.Traveller) -> None:
    request = disclosures.ask(ben, clock.now())
    with pytest.raises(Conflict, match="asked already"):
        disclosures.ask(ben, clock.now())
    disclosures.answer(request.id, "Nothing can be read.", clock.now())
    evening.shift(timedelta(days=1))
    assert disclosures.ask(ben, clock.now()).id != request.id


def test_what_the_operator_reads_has_everybody_else_blacked_out(ben: Person) -> None:
    request = disclosures.ask(ben, clock.now())
    said = disclosures.show(request.id, clock.now())
    assert said == "[First Thursday, 2026-11-05]\nBen knows █████, █████ or █████. █████ was impressed.\n"
    lines = [(line.verb, line.noun, line.row_id, line.via) for line in db.session.scalars(select(Audit))]
    assert ("show", "disclosures", request.id, "command") in lines


def test_the_answer_is_kept_for_him_and_a_mail_says_so_without_it(ben: Person) -> None:
    request = disclosures.ask(ben, clock.now())
    disclosures.answer(request.id, " You know somebody. \n", clock.now())
    assert (request.answer, request.answered_at) == ("You know somebody.", clock.now())
    mail = db.session.scalars(select(OutboxMail).where(OutboxMail.kind == "notes_answered")).one()
    assert (mail.address, mail.person_id) == ("ben@example.org", ben.id)
    assert [line.verb for line in db.session.scalars(select(Audit).order_by(Audit.id))][-1] == "answer"


def test_the_queue_says_when_the_law_is_broken(ben: Person, evening: time_machine.Traveller) -> None:
    assert disclosures.queue(clock.now()) == ([], False)
    request = disclosures.ask(ben, clock.now())
    evening.shift(timedelta(days=30) - timedelta(seconds=1))
    assert disclosures.queue(clock.now()) == ([request], False)
    evening.shift(timedelta(seconds=1))
    assert disclosures.queue(clock.now()) == ([request], True)


def test_what_cannot_be_answered_is_refused(ben: Person) -> None:
    with pytest.raises(NotFound):
        disclosures.show(99, clock.now())
    request = disclosures.ask(ben, clock.now())
    with pytest.raises(Invalid, match="empty"):
        disclosures.answer(request.id, " \n", clock.now())
    with pytest.raises(Invalid, match="100,000"):
        disclosures.answer(request.id, "x" * 100_001, clock.now())
    disclosures.answer(request.id, "x", clock.now())
    with pytest.raises(NotFound):
        disclosures.answer(request.id, "y", clock.now())
    assert db.session.scalars(select(Disclosure)).one().answer == "x"
