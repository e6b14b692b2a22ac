"""Mornings planned from rows: the worked example, and who gets what kind of mail when."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from netevent import clock
from netevent.extensions import db
from netevent.models import Contact, Digest, Event, OutboxMail, Person, Prompt
from netevent.operations import digests, intentions
from tests import cast
from tests.mails.mornings import met, promised

FRIDAY, MONDAY = date(2026, 11, 6), date(2026, 11, 9)
FRIDAY_9, MONDAY_9 = "2026-11-06T08:00:00+00:00", "2026-11-09T08:00:00+00:00"  # 09:00 in Lausanne


@pytest.fixture(autouse=True)
def house(app: Flask, evening: time_machine.Traveller) -> Iterator[None]:
    with app.app_context():
        yield


@pytest.fixture
def event() -> Event:
    return cast.event(cast.person("Ada Moreau"))


@pytest.fixture
def ben(event: Event) -> Person:
    ben = cast.person("Ben Adler", language="fr")
    cast.checked_in(event, ben)
    return ben


def plan(evening: time_machine.Traveller, moment: str) -> int:
    evening.move_to(moment)
    return digests.plan_due(clock.now())


def shown(day: date) -> list[tuple[str, str]]:
    digest = db.session.scalars(select(Digest).where(Digest.day == day)).one()
    return [(row.contact.name if row.contact else "", row.kind) for row in Prompt.of_digest(digest.id)]


def mails() -> list[tuple[str, str, str]]:
    rows = db.session.scalars(select(OutboxMail).order_by(OutboxMail.id))
    return [(mail.kind, mail.address, mail.run_at.isoformat()) for mail in rows]


@pytest.fixture
def six(event: Event, ben: Person) -> list[Contact]:
    """Section 2: a promise, a document, a need, a care, "mostly me", and a thin note."""
    intentions.say(event, ben, learn="", offer="an hour on wood", offer_kind="know_how", now=clock.now())
    anouk = met(ben, event, "Anouk")
    promised(anouk, "the ceiling test", FRIDAY)
    others: list[tuple[str, dict[str, Any]]] = [
        ("Bruno", {"asked_for": ["document"], "asked_line": "the sheet"}),
        ("Carla", {"need_kind": "advice", "need": "a quiet room"}),
        ("David", {"care": "opening before March"}),
        ("Elif", {"who_talked": "mostly_me", "topics": ["Glass"]}),
        ("Femke", {}),
    ]
    return [anouk.contact, *(met(ben, event, name, **fields).contact for name, fields in others)]


@pytest.mark.usefixtures("six")
def test_the_worked_example(ben: Person, evening: time_machine.Traveller) -> None:
    assert plan(evening, "2026-11-06T07:59:59+00:00") == 0
    assert plan(evening, FRIDAY_9) == 1
    assert shown(FRIDAY) == [
        ("Anouk", "promise.due"),
        ("Bruno", "asked.send"),
        ("Carla", "help.have"),
        ("", "self.notes"),
    ]
    assert ben.digest_at
    assert ben.digest_at.isoformat() == MONDAY_9
    assert plan(evening, "2026-11-07T09:00:00+00:00") == 0
    assert plan(evening, MONDAY_9) == 1
    assert shown(MONDAY) == [("David", "ask.care"), ("Elif", "ask.listen"), ("", "self.wrap")]
    assert mails() == [
        ("morning", "ben@example.org", FRIDAY_9),
        ("morning", "ben@example.org", MONDAY_9),
    ]
    friday = db.session.scalars(select(OutboxMail)).first()
    assert friday
    assert friday.language == "fr"
    assert friday.expires_at
    assert friday.expires_at.isoformat() == "2026-11-06T19:00:00+00:00"  # 20:00 in Lausanne


def test_a_row_keeps_what_its_sentence_needs(six: list[Contact], evening: time_machine.Traveller) -> None:
    plan(evening, FRIDAY_9)
    digest = db.session.scalars(select(Digest)).one()
    due = Prompt.of_digest(digest.id)[0]
    assert (due.contact_id, due.shown_on, due.position) == (six[0].id, FRIDAY, 0)
    assert due.promise
    assert due.promise.text == "the ceiling test"
    assert due.encounter
    assert due.encounter.contact_id == six[0].id


@pytest.mark.usefixtures("six")
def test_planning_the_same_morning_again_adds_nothing(ben: Person, evening: time_machine.Traveller) -> None:
    plan(evening, FRIDAY_9)
    ben.digest_at = clock.now()
    db.session.commit()
    assert plan(evening, "2026-11-06T08:05:00+00:00") == 0
    assert (cast.how_many(Digest), cast.how_many(OutboxMail)) == (1, 1)


def test_nothing_is_planned_for_whoever_has_nothing_to_hear(
    ben: Person, evening: time_machine.Traveller
) -> None:
    ben.digest_at = None
    db.session.commit()
    assert plan(evening, FRIDAY_9) == 0


@pytest.mark.usefixtures("ben")
def test_an_evening_without_anybody_asks_one_gentle_question_once(
    ben: Person, evening: time_machine.Traveller
) -> None:
    assert plan(evening, FRIDAY_9) == 1
    assert shown(FRIDAY) == [("", "self.notes")]
    digest = db.session.scalars(select(Digest)).one()
    assert "names" not in Prompt.of_digest(digest.id)[0].slots
    assert ben.digest_at is None
    assert plan(evening, MONDAY_9) == 0


@pytest.mark.usefixtures("six")
@pytest.mark.parametrize(
    ("late", "planned"),
    [
        ("2026-11-06T18:59:00+00:00", FRIDAY),  # 19:59 in Lausanne
        ("2026-11-06T19:00:00+00:00", None),  # 20:00
        ("2026-11-06T23:30:00+00:00", None),  # 00:30 on Saturday
    ],
)
def test_a_planner_that_comes_late_keeps_the_evening_silent(
    ben: Person, evening: time_machine.Traveller, late: str, planned: date | None
) -> None:
    assert plan(evening, late) == (1 if planned else 0)
    if planned:
        assert shown(planned)
    else:
        assert ben.digest_at
        assert ben.digest_at.isoformat() == MONDAY_9
        assert plan(evening, MONDAY_9) == 1


@pytest.mark.usefixtures("six")
@pytest.mark.parametrize("night", ["2026-11-09T23:30:00+00:00", "2026-11-10T05:00:00+00:00"])
def test_a_planner_that_comes_back_at_night_waits_for_the_morning(
    ben: Person, evening: time_machine.Traveller, night: str
) -> None:
    ben.digest_at = clock.now()
    db.session.commit()
    assert plan(evening, night) == 0
    assert cast.how_many(OutboxMail) == 0
    assert ben.digest_at
    assert ben.digest_at.isoformat() == "2026-11-10T08:00:00+00:00"  # Tuesday 09:00 in Lausanne


def test_a_friday_event_waits_for_monday(evening: time_machine.Traveller) -> None:
    evening.shift(timedelta(days=1))
    event, cleo = cast.event(), cast.person("Cleo Brandt")
    cast.checked_in(event, cleo)
    met(cleo, event, "David", care="opening before March")
    assert cleo.digest_at
    assert cleo.digest_at.isoformat() == MONDAY_9
    assert plan(evening, "2026-11-08T12:00:00+00:00") == 0
    assert plan(evening, MONDAY_9) == 1
    assert shown(MONDAY) == [("David", "ask.care"), ("", "self.wrap")]


def test_the_organiser_chooses_the_hour(evening: time_machine.Traveller) -> None:
    event, cleo = cast.event(mail_hour=7), cast.person("Cleo Brandt")
    cast.checked_in(event, cleo)
    met(cleo, event, "David", care="opening before March")
    assert plan(evening, "2026-11-06T05:59:00+00:00") == 0
    assert plan(evening, "2026-11-06T06:00:00+00:00") == 1


@pytest.mark.usefixtures("six")
def test_one_mishap_costs_one_plan_and_no_more(
    event: Event, ben: Person, evening: time_machine.Traveller
) -> None:
    cleo = cast.person("Cleo Brandt")
    cast.checked_in(event, cleo)
    ben.zone = "Moon/Tranquility"  # as no form would let it through
    db.session.commit()
    assert plan(evening, FRIDAY_9) == 1
    assert [digest.person_id for digest in db.session.scalars(select(Digest))] == [cleo.id]
    assert ben.digest_at
    assert ben.digest_at > clock.now()  # looked at again, later


@pytest.mark.usefixtures("six")
def test_a_look_ahead_says_how_much_and_keeps_nothing(app: Flask, evening: time_machine.Traveller) -> None:
    evening.move_to(FRIDAY_9)
    db.session.commit()
    before = cast.everything(app)
    said = digests.preview_due(clock.now())
    assert said == "1 people to look at, 1 digests to write, 0 mails waiting in the outbox."
    assert cast.everything(app) == before
