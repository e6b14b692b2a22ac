"""A sample says what a real mail says: the same notes, planned and written for a real person, give the same page."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask

from netevent import clock
from netevent.extensions import db
from netevent.mails.pages import MorningPage
from netevent.models import OutboxMail
from netevent.operations import digests, letters, samples
from tests import cast
from tests.mails.mornings import met, promised


@pytest.fixture(autouse=True)
def house(app: Flask, evening: time_machine.Traveller) -> Iterator[None]:
    with app.test_request_context():
        yield


def test_it_is_the_mail_somebody_with_these_notes_gets(evening: time_machine.Traveller) -> None:
    event = cast.event(cast.person("Ada"), host="Lakeside Evenings")
    nora = cast.person(samples.READER)
    cast.checked_in(event, nora)
    first, second, third = samples.PEOPLE
    promised(
        met(nora, event, first.name, care=first.said),
        str(first.slots["promise"]),
        datetime(2026, 11, 6, tzinfo=UTC).date(),
    )
    met(nora, event, second.name, asked_for=["document"], asked_line=second.said)
    met(nora, event, third.name, need=third.said, can_help=True)
    evening.move_to(event.next_morning)
    digests.plan_due(clock.now())
    mail = db.session.query(OutboxMail).filter_by(kind="morning").one()
    real, sample = letters.page_for(mail, clock.now()), samples.sample_of(event)
    assert isinstance(real, MorningPage)
    shown = sample.page
    for part in ("language", "subject", "heading", "preheader", "intro", "why", "line"):
        assert getattr(shown, part) == getattr(real, part), part
    assert [one.name for one in shown.people] == [one.name for one in real.people]
    assert [one.quote for one in shown.people] == [one.quote for one in real.people]
    assert [[a.words for a in (one.write, *one.answers)] for one in shown.people] == [
        [a.words for a in (one.write, *one.answers)] for one in real.people
    ]
    assert [link.words for link in shown.links] == [link.words for link in real.links]
    letter = letters.letter_for(mail, clock.now())
    assert (sample.from_name, sample.from_address) == (letter.from_name, letter.from_address)


def test_every_link_of_it_leads_nowhere() -> None:
    page = samples.sample_of(cast.event()).page
    links = [link for one in page.people for link in (one.write, *one.answers)] + list(page.links)
    assert len(links) == 18
    assert {link.url for link in links} == {samples.NOWHERE}


def test_nothing_of_it_is_kept(app: Flask) -> None:
    event = cast.event()
    before = cast.everything(app)
    samples.sample_of(event)
    db.session.commit()
    assert cast.everything(app) == before


def test_it_speaks_the_language_of_the_event_and_of_its_day() -> None:
    friday = clock.now() + timedelta(days=1)
    page = samples.sample_of(
        cast.event(language="fr", starts_at=friday, ends_at=friday + timedelta(hours=3))
    ).page
    assert page.subject == "Trois rencontres de vendredi"
    assert page.people[0].write.words == "Écrire à Inés"
    assert "lundi 9 novembre" in page.people[0].say


def test_the_talks_lie_in_the_last_hours_of_the_event() -> None:
    now = clock.now()
    page = samples.sample_of(cast.event(starts_at=now - timedelta(days=2), ends_at=now)).page
    assert [one.when[-5:] for one in page.people] == ["16:36", "17:03", "18:24"]
    assert page.subject == "Three people from yesterday"


@pytest.mark.parametrize(("hour", "hello"), [(7, "Good morning, Nora."), (14, "Hello, Nora.")])
def test_it_greets_as_at_its_hour(hour: int, hello: str) -> None:
    assert samples.sample_of(cast.event(mail_hour=hour)).page.intro[0].startswith(hello)
