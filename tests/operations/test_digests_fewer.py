"""Whoever does nothing hears less: weekly after three mornings, monthly after six, said once each (ST6)."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import time_machine
from flask import Flask
from flask_babel import force_locale
from sqlalchemy import select

from netevent import clock
from netevent.domain import prompts
from netevent.extensions import db
from netevent.mails.pages import Link
from netevent.models import Digest, Event, Pause, Person, Prompt
from netevent.operations import acts, circles, digests, mornings, planned
from tests import cast
from tests.mails.mornings import digest_of, met, promised


@pytest.fixture(autouse=True)
def house(app: Flask, evening: time_machine.Traveller) -> Iterator[None]:
    with app.app_context():
        yield


@pytest.fixture
def event() -> Event:
    return cast.event(cast.person("Ada Moreau"))


@pytest.fixture
def ben(event: Event) -> Person:
    ben = cast.person("Ben Adler")
    cast.checked_in(event, ben)
    return ben


def mornings_without_an_act(
    ben: Person, event: Event, evening: time_machine.Traveller, days: list[int]
) -> Digest:
    for day in days:
        evening.move_to(f"2026-11-{day:02}T08:00:00+00:00")
        digest = digest_of(ben, event, date(2026, 11, day))
        digest.created_at = clock.now()
    db.session.commit()
    return digest


def planned_after(ben: Person, event: Event, evening: time_machine.Traveller, days: list[int]) -> Digest:
    """The digest of the last of these days, as the planner keeps it."""
    *before, day = days
    if before:
        mornings_without_an_act(ben, event, evening, before)
    evening.move_to(f"2026-11-{day:02}T08:00:00+00:00")
    line = prompts.Prompt(kind="self.notes", wording=3, slots={"event": event.title})
    planned.keep([(circles.of(ben, clock.now()), prompts.Plan((), line))], clock.now())
    db.session.commit()
    digest = Digest.latest_of(ben.id)
    assert digest
    return digest


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ([6, 9, 10], ""),
        ([6, 9, 10, 11], "weekly"),
        ([6, 9, 10, 11, 18], ""),
        ([6, 9, 10, 11, 18, 25, 30], "monthly"),
    ],
)
def test_it_is_said_in_one_mail_and_in_no_other(
    ben: Person, event: Event, evening: time_machine.Traveller, days: list[int], said: str
) -> None:
    assert planned_after(ben, event, evening, days).notice == said


def test_the_mail_says_so_in_words(ben: Person, event: Event, evening: time_machine.Traveller) -> None:
    note = met(ben, event, "Cleo", care="violins")
    digest = planned_after(ben, event, evening, [6, 9, 10, 11])
    db.session.add(
        Prompt(owner_id=ben.id, digest_id=digest.id, contact_id=note.contact_id, encounter_id=note.id, kind="ask.care",
               slots={"care": "violins", "name": "Cleo"}, shown_on=digest.day, created_at=clock.now())
    )  # fmt: skip
    db.session.commit()
    with force_locale("en"):
        page = mornings.page(digest, "en", (Link("Unsubscribe", "/"),), clock.now())
    assert any("once a week" in line for line in page.intro)


def test_whoever_did_something_is_not_told(
    ben: Person, event: Event, evening: time_machine.Traveller
) -> None:
    note = met(ben, event, "Cleo")
    mornings_without_an_act(ben, event, evening, [6, 9, 10])
    acts.log(note.contact, "outreach", by="me", now=clock.now() + timedelta(hours=1))
    assert planned_after(ben, event, evening, [11]).notice == ""


def test_after_three_quiet_mornings_the_next_waits_a_week(
    ben: Person, event: Event, evening: time_machine.Traveller
) -> None:
    promised(met(ben, event, "Cleo"), "the drawing", date(2026, 11, 12))
    mornings_without_an_act(ben, event, evening, [6, 9, 10])
    ben.digest_at = clock.now() + timedelta(days=1)
    db.session.commit()
    evening.move_to("2026-11-11T08:00:00+00:00")
    assert digests.plan_due(clock.now()) == 0
    assert ben.digest_at
    assert ben.digest_at.date() == date(2026, 11, 17)
    evening.move_to("2026-11-17T08:00:00+00:00")
    assert digests.plan_due(clock.now()) == 1


def test_a_pause_is_kept_and_what_was_promised_waits(
    ben: Person, event: Event, evening: time_machine.Traveller
) -> None:
    promised(met(ben, event, "Cleo"), "the drawing", date(2026, 11, 6))
    db.session.add(Pause(person_id=ben.id, kind="mails", at=clock.now(), until_on=date(2026, 11, 16)))
    db.session.commit()
    evening.move_to("2026-11-06T08:00:00+00:00")
    assert digests.plan_due(clock.now()) == 0
    evening.move_to("2026-11-16T08:00:00+00:00")
    assert digests.plan_due(clock.now()) == 1
    digest = db.session.scalars(select(Digest)).one()
    assert [row.kind for row in Prompt.of_digest(digest.id)][:1] == ["promise.due"]
    assert circles.of(ben, clock.now()).owner.paused_until is None
