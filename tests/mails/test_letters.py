"""What every mail keeps: both parts alike, private things private, no way out of its headers."""

import re
from datetime import timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest
import time_machine
from flask import Flask

from netevent import clock
from netevent.extensions import db
from netevent.mails.message import build
from netevent.mails.pages import html
from netevent.models import Encounter, SignIn
from netevent.operations import letters, links, pauses, proofs
from tests.mails.letters import (
    CARE,
    addresses_in,
    arrived,
    asked_for_a_code,
    full_morning,
    provisional_morning,
    seen,
    words_of,
    written,
)
from tests.mails.mornings import digest_of, first_thursday, mail, met, morning_mail, prompt

pytestmark = pytest.mark.usefixtures("evening")


def test_both_parts_say_the_same_and_lead_to_the_same_pages(app: Flask) -> None:
    with app.app_context():
        for row in (full_morning(), provisional_morning(), asked_for_a_code(), arrived()):
            letter = written(row)
            assert words_of(seen(letter.html)) - {"netevent"} == words_of(letter.text), row.kind
            assert addresses_in(letter.html) == addresses_in(letter.text), row.kind
            assert addresses_in(letter.text)


def test_an_unproved_address_reads_no_name_and_no_note(app: Flask) -> None:
    with app.app_context():
        row = provisional_morning()
        for kind in (row, arrived()):
            letter = written(kind)
            everything = build(letter).octets.decode() + letter.html + letter.text + letter.subject
            for private in ("Cleo", "Dan", "evil", CARE, "Tuesday Hosts"):
                assert private not in everything, (kind.kind, private)
            assert "Second Tuesday" in letter.text


def test_whether_names_may_be_told_is_decided_when_the_mail_is_written(app: Flask) -> None:
    with app.app_context():
        row = full_morning()
        assert row.person
        row.person.email, row.person.claimed_email = None, "ben@example.org"
        db.session.commit()
        assert "Cleo" not in written(row).text
        row.person.email, row.person.claimed_email = "another@example.org", None
        db.session.commit()
        with pytest.raises(letters.NothingToSay):
            written(row)


def test_the_neutral_mail_says_whether_there_are_people(app: Flask) -> None:
    with app.app_context():
        row = provisional_morning()
        with time_machine.travel(clock.now() + timedelta(hours=14), tick=False):
            letter = written(row)
            assert letter.subject == "Your people from last night are ready"
            token = re.findall(r"/signin/morning/(\S+)", letter.text)[0]
            assert proofs.morning_digest(token).id == row.digest_id
        for note in db.session.query(Encounter):
            db.session.delete(note)
        db.session.commit()
        assert written(row).subject == "Your page from last night is ready"


def test_a_code_mail_holds_the_code_and_a_link_that_work(app: Flask) -> None:
    with app.app_context():
        row = asked_for_a_code()
        letter = written(row)
        signin = db.session.get_one(SignIn, row.signin_id)
        assert f"\n    {proofs.code_of(signin)}\n" in letter.text
        assert letter.list_unsubscribe_url is None
        token = re.findall(r"/signin/(\S+)", letter.text)[0]
        assert proofs.linked(token, clock.now()).id == signin.id
        signin.used_at = clock.now()
        db.session.commit()
        with pytest.raises(letters.NothingToSay):
            written(row)


def test_a_check_in_mail_can_be_stopped_by_hand_but_offers_no_header(app: Flask) -> None:
    with app.app_context():
        provisional_morning()
        letter = written(arrived())
    assert letter.list_unsubscribe_url is None
    assert "http://localhost/unsubscribe/" in letter.text


def test_every_unsubscribe_link_names_the_address_it_went_to(app: Flask) -> None:
    with app.app_context():
        for row in (full_morning(), provisional_morning()):
            letter = written(row)
            assert letter.list_unsubscribe_url
            token = letter.list_unsubscribe_url.rpartition("/")[2]
            assert links.read("unsubscribe", token) == row.address
            assert letter.list_unsubscribe_url in letter.text


def test_a_morning_mail_offers_a_pause_beside_the_end_and_no_other_mail_does(app: Flask) -> None:
    with app.app_context():
        letter = written(full_morning())
        for others in (provisional_morning(), asked_for_a_code(), arrived()):
            assert "/pause/" not in written(others).text + written(others).html
    stop, pause = (letter.text.index(words) for words in ("\nUnsubscribe\n", "\nPause\n"))
    assert stop < pause
    token = re.findall(r"\nPause\nhttp://localhost/pause/(\S+)\n", letter.text)[0]
    assert f'href="http://localhost/pause/{token}"' in letter.html
    with app.app_context():
        assert pauses.of_link(token).email == "ben@example.org"


@pytest.mark.parametrize(
    "title", ["=?UTF-8?Q?=0A?=Bcc: dan@example.org", "First\u2028Bcc: dan@example.org", "T" * 120]
)
def test_the_title_of_an_event_cannot_break_out_of_a_header(app: Flask, title: str) -> None:
    with app.app_context():
        message = message_from_bytes(build(written(full_morning(title=title))).octets, policy=default)
    assert isinstance(message, EmailMessage)
    assert "Bcc" not in message
    assert len(message["From"].addresses) == 1


def test_markup_in_notes_is_shown_as_typed(app: Flask) -> None:
    with app.app_context():
        event, ben = first_thursday()
        digest = digest_of(ben, event)
        note = met(ben, event, "<b>Lea</b>", care="<img src=x onerror=alert(1)> & “so”")
        prompt("ask.care", note, digest, care=note.care)
        letter = written(morning_mail(digest))
    assert "<img" not in letter.html
    assert "<b>" not in letter.html
    assert "<img src=x onerror=alert(1)> & “so" in letter.text


def test_a_mail_is_light_and_needs_nothing_from_elsewhere(app: Flask) -> None:
    with app.app_context():
        letter = written(full_morning())
    assert len(letter.html.encode()) <= 30_000
    assert not re.search(r"<img|<link|@import|url\(|<script", letter.html)
    assert 'style="' in letter.html
    assert "prefers-color-scheme: dark" in letter.html or "prefers-color-scheme:dark" in letter.html
    assert "[data-ogsc]" in letter.html
    assert '<html lang="en" dir="ltr">' in letter.html
    assert letter.html.count("<table") == letter.html.count('role="presentation"')
    assert letter.html.count("<h1") == 1


def test_in_a_browser_the_styles_come_from_the_stylesheet(app: Flask) -> None:
    with app.app_context():
        row = full_morning()
        with app.test_request_context():
            page = html(letters.page_for(row, clock.now()), linked=True)
    assert "/static/css/mail.css" in page
    assert "style=" not in page
    assert "<style" not in page


@pytest.mark.parametrize("language", ["en", "fr", "it"])
def test_every_subject_and_preheader_keeps_its_measure(app: Flask, language: str) -> None:
    with app.app_context():
        for row in (full_morning(), provisional_morning(), asked_for_a_code(), arrived()):
            row.language = language
            page = letters.page_for(row, clock.now())
            assert len(page.subject) <= 45
            assert "!" not in page.subject
            assert 40 <= len(page.preheader) <= 90, page.preheader


def test_a_reply_goes_to_the_service_and_never_to_a_host(app: Flask) -> None:
    with app.app_context():
        letter = written(full_morning())
    assert letter.reply_to == letter.from_address == app.config["SETTINGS"].mail_from


def test_an_unknown_kind_is_an_error_and_not_an_empty_mail(app: Flask) -> None:
    with app.app_context(), pytest.raises(KeyError):
        written(mail("surprise", "ben@example.org"))
