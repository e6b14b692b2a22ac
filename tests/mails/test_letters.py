"""What each mail says, to whom, and what it keeps to itself."""

import re
from datetime import timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from html import unescape

import pytest
import time_machine
from flask import Flask

from netevent import clock
from netevent.extensions import db
from netevent.mails.message import Letter, build
from netevent.mails.pages import html
from netevent.models import Event, OutboxMail, Person, SignIn
from netevent.operations import checkins, letters, links, signins
from tests import cast
from tests.mails.mornings import digest_of, first_thursday, line, mail, met, morning_mail, promised, prompt

pytestmark = pytest.mark.usefixtures("evening")

CARE = "I want the school open in March"


def written(row: OutboxMail) -> Letter:
    return letters.letter_for(row, clock.now())


def seen(markup: str) -> str:
    """What a reader of the HTML part sees, on one line."""
    body = re.sub(r"(?s)<head>.*?</head>|<div class=\"pre\".*?</div>", "", markup)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


def words_of(text: str) -> set[str]:
    return set(re.findall(r"[\w’]+", re.sub(r"https?://\S+", "", text)))


def addresses_in(text: str) -> set[str]:
    return {url.partition("?")[0].rstrip('">') for url in re.findall(r"https?://[^\s\"<>]+", text)}


def full_morning(**event_fields: object) -> OutboxMail:
    """Three people and one thin note."""
    event, ben = first_thursday(**event_fields)
    digest = digest_of(ben, event)
    cleo = met(ben, event, "Cleo Martín", care=CARE)
    promised(cleo, "the ceiling test")
    prompt("promise.due", cleo, digest, promise="the ceiling test", due={"date": "2026-11-06"})
    tomasz = met(ben, event, "Tomasz Wilk", asked_for=["document"], asked_line="Send me that sheet?")
    prompt("asked.send", tomasz, digest, asked={"terms": ["a document"]}, asked_line="Send me that sheet?")
    aicha = met(ben, event, "Aïcha Benali", care="a quiet room", felt="awkward", who_talked="mostly_me")
    prompt("ask.listen", aicha, digest, care="a quiet room")
    met(ben, event, "Zoé O’Neil")
    line(digest, names=["Zoé O’Neil"])
    return morning_mail(digest)


def test_a_digest_shows_up_to_three_people_with_one_suggestion_each(app: Flask) -> None:
    with app.app_context():
        row = full_morning()
        with time_machine.travel(clock.now() + timedelta(hours=14), tick=False):
            letter = written(row)
    text = seen(letter.html)
    assert "Good morning, Ben." in text
    assert letter.subject == "Three people from last night"
    assert letter.from_name == "netevent for First Thursday"
    assert letter.to_name == "Ben Adler"
    for expected in (
        "Cleo Martín", "First Thursday, 19:00", f"“{CARE}”", "“the ceiling test”", "“Send me that sheet?”",
        "Write to Tomasz", "Done Not now Not this Let it rest", "Add what you remember",
        "hosted by Lakeside Evenings", "Unsubscribe", "Privacy",
    ):  # fmt: skip
        assert expected in text


def test_both_parts_say_the_same_and_lead_to_the_same_pages(app: Flask) -> None:
    with app.app_context():
        for row in (full_morning(), provisional_morning(), asked_for_a_code(), arrived()):
            letter = written(row)
            assert words_of(seen(letter.html)) - {"netevent"} == words_of(letter.text), row.kind
            assert addresses_in(letter.html) == addresses_in(letter.text), row.kind
            assert addresses_in(letter.text)


def test_nothing_is_quoted_twice(app: Flask) -> None:
    with app.app_context():
        text = written(full_morning()).text
    assert [text.count(words) for words in (CARE, "Send me that sheet?", "a quiet room")] == [1, 1, 1]


def test_felt_and_who_talked_stay_out_of_mails(app: Flask) -> None:
    with app.app_context():
        letter = written(full_morning())
    for word in ("awkward", "talking", "floor", "mostly"):
        assert word not in letter.text + letter.html


def test_links_answer_for_one_suggestion_and_nothing_else(app: Flask) -> None:
    with app.app_context():
        letter = written(full_morning())
        tokens = re.findall(r"http://localhost/prompts/(\S+)", letter.text)
        assert sorted(str(links.read("prompt", token)) for token in tokens) == ["1", "2", "3"]
        assert all(links.read("signin", token) is None for token in tokens)
        for answer in ("done", "later", "not_this", "rest"):
            assert letter.html.count(f"?a={answer}") == 3


def test_somebody_who_wants_names_only_gets_no_noted_word(app: Flask) -> None:
    with app.app_context():
        row = full_morning()
        assert row.person
        row.person.names_only_in_mail = True
        db.session.commit()
        letter = written(row)
    assert "Cleo Martín" in letter.text
    for noted in (CARE, "ceiling", "sheet", "quiet room", "document"):
        assert noted not in letter.text + letter.html


def test_what_was_answered_or_kept_meanwhile_is_left_out(app: Flask) -> None:
    with app.app_context():
        event, ben = first_thursday()
        digest = digest_of(ben, event)
        kept, answered, rests, open_one = (
            met(ben, event, name, care=CARE) for name in ("Kim", "Lea", "Max", "Noa")
        )
        promise = promised(kept, "a page")
        prompt("promise.due", kept, digest, promise="a page").promise_id = promise.id
        promise.kept_at = clock.now()
        prompt("ask.care", answered, digest, care=CARE).answer = "done"
        prompt("ask.care", rests, digest, care=CARE)
        rests.contact.cadence = "rest"
        prompt("ask.care", open_one, digest, care=CARE)
        db.session.commit()
        text = written(morning_mail(digest)).text
    assert "Noa" in text
    assert not {"Kim", "Lea", "Max"} & words_of(text)
    assert text.startswith("One person from last night")


def test_a_digest_with_nothing_left_is_not_written(app: Flask) -> None:
    with app.app_context():
        event, ben = first_thursday()
        digest = digest_of(ben, event)
        prompt("ask.care", met(ben, event, "Lea", care=CARE), digest, care=CARE).answer = "done"
        db.session.commit()
        with pytest.raises(letters.NothingToSay):
            written(morning_mail(digest))


def test_thin_notes_are_named_each_with_its_own_link(app: Flask) -> None:
    with app.app_context():
        event, ben = first_thursday()
        digest = digest_of(ben, event)
        lea, max_ = met(ben, event, "Lea"), met(ben, event, "Max")
        line(digest, names=["Lea", "Max"])
        letter = written(morning_mail(digest))
        assert letter.subject == "A line or two while you remember"
        for note in (lea, max_):
            assert f"http://localhost/people/{note.contact_id}/note" in letter.text
        lea.care = max_.care = CARE
        db.session.commit()
        with pytest.raises(letters.NothingToSay):
            written(db.session.get_one(OutboxMail, 1))


def test_without_any_encounter_there_is_one_gentle_question(app: Flask) -> None:
    with app.app_context():
        event, ben = first_thursday()
        digest = digest_of(ben, event)
        line(digest, event=event.title)
        letter = written(morning_mail(digest))
    assert letter.subject == "Was there a talk worth remembering?"
    assert "An evening without notes is fine too." in " ".join(letter.text.split())
    assert "http://localhost/today" in letter.text


def provisional(event: Event) -> tuple[Person, SignIn]:
    checkins.arrive(
        event,
        checkins.Arrival("Dan WIN www.evil.example", "dan@example.org", "en"),
        nonce="n1",
        now=clock.now(),
    )
    signin = db.session.query(SignIn).filter_by(email="dan@example.org").one()
    assert signin.person
    return signin.person, signin


def provisional_morning() -> OutboxMail:
    event = cast.event(title="Second Tuesday", host="Tuesday Hosts")
    dan, _ = provisional(event)
    digest = digest_of(dan, event)
    prompt("ask.care", met(dan, event, "Cleo Martín", care=CARE), digest, care=CARE)
    return morning_mail(digest)


def arrived() -> OutboxMail:
    return db.session.query(OutboxMail).filter_by(kind="checkin").one()


def asked_for_a_code() -> OutboxMail:
    signins.ask("eve@example.org", language="en", next_path="", now=clock.now())
    return db.session.query(OutboxMail).filter_by(kind="signin").one()


def test_an_unproved_address_reads_no_name_and_no_note(app: Flask) -> None:
    with app.app_context():
        row = provisional_morning()
        for kind in (row, arrived()):
            letter = written(kind)
            everything = build(letter).as_bytes().decode() + letter.html + letter.text + letter.subject
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
            assert links.read("morning", token) == row.digest_id
        for note in db.session.query(letters.Encounter):
            db.session.delete(note)
        db.session.commit()
        assert written(row).subject == "Your page from last night is ready"


def test_a_code_mail_holds_the_code_and_a_link_that_work(app: Flask) -> None:
    with app.app_context():
        row = asked_for_a_code()
        letter = written(row)
        signin = db.session.get_one(SignIn, row.signin_id)
        assert f"\n    {signins.code_of(signin)}\n" in letter.text
        assert letter.list_unsubscribe_url is None
        token = re.findall(r"/signin/(\S+)", letter.text)[0]
        assert signins.linked(token, clock.now()).id == signin.id
        signin.used_at = clock.now()
        db.session.commit()
        with pytest.raises(letters.NothingToSay):
            written(row)


def test_every_unsubscribe_link_names_the_address_it_went_to(app: Flask) -> None:
    with app.app_context():
        for row in (full_morning(), provisional_morning()):
            letter = written(row)
            assert letter.list_unsubscribe_url
            token = letter.list_unsubscribe_url.rpartition("/")[2]
            assert links.read("unsubscribe", token) == row.address
            assert letter.list_unsubscribe_url in letter.text


@pytest.mark.parametrize(
    "title", ["=?UTF-8?Q?=0A?=Bcc: dan@example.org", "First\u2028Bcc: dan@example.org", "T" * 120]
)
def test_the_title_of_an_event_cannot_break_out_of_a_header(app: Flask, title: str) -> None:
    with app.app_context():
        message = message_from_bytes(build(written(full_morning(title=title))).as_bytes(), policy=default)
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


def test_every_subject_and_preheader_keeps_its_measure(app: Flask) -> None:
    with app.app_context():
        for row in (full_morning(), provisional_morning(), asked_for_a_code(), arrived()):
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
