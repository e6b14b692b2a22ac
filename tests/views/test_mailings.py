"""The page of the mails: a sample of invented people, the hour to move, and counts in words; nobody is named."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from html import unescape

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from netevent import clock
from netevent.extensions import db
from netevent.models import Audit, Event, Person
from netevent.operations import events, mailroom, organisers, suppressions, unsubscribes
from tests import cast
from tests.mails.mornings import digest_of, morning_mail

MAILS = "/events/7KQ4MP/mails"


@dataclass(frozen=True)
class Stage:
    """Ada's evening, where Ben and Cleo checked in, and her phone."""

    app: Flask
    ada: FlaskClient

    def do(self, act: Callable[[Event], object]) -> None:
        """Something that happens to the event meanwhile."""
        with self.app.app_context():
            act(self.event())
            db.session.commit()

    def event(self) -> Event:
        return db.session.query(Event).filter_by(code="7KQ4MP").one()

    def page(self) -> str:
        """As somebody reads it."""
        return " ".join(unescape(self.ada.get(MAILS).text).split())


@pytest.fixture
def stage(app: Flask, client: FlaskClient, evening: time_machine.Traveller) -> Stage:
    with app.app_context():
        ada = cast.person("Ada")
        event = cast.event(ada, code="7KQ4MP", host="Lakeside Evenings")
        cast.checked_in(event, cast.person("Ben"), cast.person("Cleo"))
        return Stage(app, cast.signed_in(app, client, ada))


def test_the_page_shows_what_leaves_when_and_to_how_many(stage: Stage) -> None:
    page = stage.page()
    assert "<title>Mails - First Thursday - netevent</title>" in page
    assert '<b class="stat num">09:00</b>' in page
    assert "Friday 6 November" in page
    assert "of 2 who came get it" in page
    assert "Approve this hour" in page
    assert page.count('aria-current="page"') == 2  # on the rail and among the tabs


def test_the_sample_is_a_whole_mail_of_invented_people_in_a_frame_where_nothing_runs(stage: Stage) -> None:
    raw = stage.ada.get(MAILS).text
    found = re.search(r'<iframe [^>]*sandbox="([^"]*)" srcdoc="([^"]*)" title="([^"]*)"', raw)
    assert found
    assert (found[1], found[3]) == ("allow-same-origin", "Sample of the mail, with invented people")
    letter = unescape(found[2])
    assert '<link rel="stylesheet" href="/static/css/mail.css">' in letter
    for words in (
        "Three people from last night",
        "Inés Calderón",
        "Write to Paweł",
        "hosted by Lakeside Evenings",
    ):
        assert words in letter
    assert set(re.findall(r'<a [^>]*href="([^"]*)"', letter)) == {"about:srcdoc#sample"}
    assert "netevent for First Thursday" in raw.replace(found[0], "")
    assert "The people in it are invented." in raw


def test_a_title_with_markup_stays_words_in_the_sample_too(stage: Stage) -> None:
    stage.do(lambda event: setattr(event, "title", '"><script>alert(1)</script>'))
    page = stage.ada.get(MAILS).text
    letter = re.search(r'srcdoc="([^"]*)"', page)
    assert letter
    assert "<script>alert" not in page + unescape(letter[1])
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in unescape(letter[1])


def test_the_hour_is_moved_and_everybody_with_it(stage: Stage) -> None:
    answer = stage.ada.post(MAILS, data={"mail_hour": "11"})
    assert (answer.status_code, answer.location) == (303, MAILS)
    assert "The mail leaves at 11:00." in stage.page()
    with stage.app.app_context():
        event = stage.event()
        waiting = db.session.query(Person.digest_at).filter(Person.name.in_(["Ben", "Cleo"])).all()
        assert [at for (at,) in waiting] == [event.next_morning] * 2
        assert (event.mail_hour, event.revision) == (11, 0)
    assert "moved the mail of the morning after" in stage.ada.get("/events/7KQ4MP/log").text


def test_approving_the_hour_as_it_is_changes_nothing(stage: Stage) -> None:
    stage.ada.post(MAILS, data={"mail_hour": "9"})
    assert "The mail leaves at 09:00." in stage.page()
    with stage.app.app_context():
        assert db.session.query(Audit).count() == 0


@pytest.mark.parametrize("hour", ["", "5", "20", "noon", "9.5", "١", "-9", "9" * 400, "\x00"])
def test_an_hour_nobody_can_choose_is_refused_in_words(stage: Stage, hour: str) -> None:
    answer = stage.ada.post(MAILS, data={"mail_hour": hour})
    assert answer.status_code == 422
    assert "<title>Error: Mails - First Thursday - netevent</title>" in answer.text
    assert answer.text.count("Choose an hour from 6 to 19.") == 2
    assert '<option value="9" selected>' in answer.text
    with stage.app.app_context():
        assert stage.event().mail_hour == 9


def test_on_the_morning_itself_only_hours_ahead_are_offered(
    stage: Stage, evening: time_machine.Traveller
) -> None:
    evening.move_to("2026-11-06T07:30:00+00:00")  # half past eight in Lausanne
    page = stage.page()
    assert '<option value="8">' not in page
    assert '<option value="9" selected>' in page
    answer = stage.ada.post(MAILS, data={"mail_hour": "8"})
    assert answer.status_code == 422
    assert answer.text.count("That hour is over. Choose a later one.") == 2
    assert stage.ada.post(MAILS, data={"mail_hour": "19"}).status_code == 303


def test_once_the_morning_has_begun_the_hour_stays(stage: Stage, evening: time_machine.Traveller) -> None:
    evening.move_to("2026-11-06T08:00:00+00:00")
    page = stage.page()
    assert "This hour is over and cannot be moved any more." in page
    assert 'name="mail_hour"' not in page
    assert "2 mails are still waiting to leave." in page
    answer = stage.ada.post(MAILS, data={"mail_hour": "11"})
    assert answer.status_code == 409
    assert "This hour is over and cannot be moved any more." in answer.text
    with stage.app.app_context():
        assert stage.event().mail_hour == 9


def test_the_morning_after_tells_what_became_of_the_mails(
    stage: Stage, evening: time_machine.Traveller
) -> None:
    evening.move_to("2026-11-06T08:05:00+00:00")

    def sent(event: Event) -> None:
        for name, state in (("Ben", "sent"), ("Cleo", "failed")):
            person = db.session.query(Person).filter_by(name=name).one()
            morning_mail(digest_of(person, event)).state = state

    stage.do(sent)
    page = stage.page()
    assert '<b class="stat num">1</b><span>person got it</span>' in page
    assert "1 address refused it." in page
    evening.shift(timedelta(days=30))
    assert "The list of these mails was kept for 30 days and is gone." in stage.page()


def test_only_counts_are_told(stage: Stage) -> None:
    def stop(_event: Event) -> None:
        unsubscribes.unsubscribe("ben@example.org", clock.now())
        suppressions.suppress("cleo@example.org", "all", "550", clock.now())

    stage.do(stop)
    page = stage.page()
    assert "1 person wants no such mail at the moment." in page
    assert "1 address has refused our mail before, so it gets none." in page
    for private in ("Ben", "Cleo", "ben@", "cleo@"):
        assert private not in page


def test_nobody_yet_is_no_reason_to_hide_the_sample(stage: Stage) -> None:
    with stage.app.app_context():
        cast.event(Person.of_email("ada@example.org"), code="AAAAAA")
    page = unescape(stage.ada.get("/events/AAAAAA/mails").text)
    assert "Nobody has checked in yet. Whoever does is counted here." in page
    assert "Inés Calderón" in page


def test_a_cancelled_event_says_who_still_gets_the_mail(
    stage: Stage, evening: time_machine.Traveller
) -> None:
    stage.do(lambda event: events.cancel(event, now=clock.now()))
    assert "This event is cancelled. Whoever checked in before still gets the mail." in stage.page()
    evening.shift(timedelta(days=1))
    assert "Whoever had checked in before still got the mail." in stage.page()


def test_a_cancelled_event_where_nobody_was_sends_none(stage: Stage) -> None:
    with stage.app.app_context():
        ada = Person.of_email("ada@example.org")
        events.cancel(cast.event(ada, code="AAAAAA"), now=clock.now())
    page = stage.ada.get("/events/AAAAAA/mails").text
    assert "This event is cancelled and nobody checked in, so no mail goes out." in page
    assert "<iframe" not in page
    assert "mail_hour" not in page


@pytest.mark.parametrize("sentence", [mailroom.AWAY, mailroom.ASLEEP])
def test_what_keeps_the_mail_here_stands_on_top(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, sentence: str
) -> None:
    assert 'role="alert"' not in stage.page()
    monkeypatch.setattr(mailroom, "trouble", lambda _now: sentence)
    page = stage.page()
    assert page.index(sentence) < page.index("Next morning")
    assert "Ready" not in page


def test_the_sample_speaks_the_language_of_the_event(stage: Stage) -> None:
    stage.do(lambda event: setattr(event, "language", "it"))
    page = stage.page()
    assert '<html lang="en"' in page
    assert "Scrivi a Inés" in page


def test_the_page_of_the_event_leads_here(stage: Stage, evening: time_machine.Traveller) -> None:
    assert "Look at a sample" in stage.ada.get("/events/7KQ4MP").text
    evening.shift(timedelta(days=1))
    page = stage.ada.get("/events/7KQ4MP").text
    assert "See how many got it" in page
    assert f'href="{MAILS}"' in page


def test_the_door_sees_neither_the_page_nor_a_way_to_it(stage: Stage) -> None:
    with stage.app.app_context():
        dan, eve = cast.person("Dan"), cast.person("Eve")
        organisers.add_key(stage.event(), dan, "door", clock.now())
        door, stranger = (cast.signed_in(stage.app, cast.phone(stage.app), who) for who in (dan, eve))
    for phone, status in ((door, 403), (stranger, 404)):
        assert phone.get(MAILS).status_code == status
        assert phone.post(MAILS, data={"mail_hour": "11"}).status_code == status
        assert MAILS not in phone.get("/events").text
    with stage.app.app_context():
        assert stage.event().mail_hour == 9
