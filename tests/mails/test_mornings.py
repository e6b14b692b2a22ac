"""The mail of a morning: three people at most, one suggestion each, nothing noted that should stay home."""

import re
from datetime import date, timedelta

import pytest
import time_machine
from flask import Flask

from netevent import clock
from netevent.extensions import db
from netevent.models import OutboxMail
from netevent.operations import letters, links
from netevent.operations.prompts import of_token
from tests.mails.letters import CARE, full_morning, seen, words_of, written
from tests.mails.mornings import FRIDAY, digest_of, first_thursday, line, met, morning_mail, promised, prompt

pytestmark = pytest.mark.usefixtures("evening")


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
        assert sorted(of_token(token).id for token in tokens) == [1, 2, 3]
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
        lea.care, max_.free_note = CARE, "a note of one's own"  # what is filled in meanwhile is not asked for
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
    assert "A name is enough, and none is fine too." in " ".join(letter.text.split())
    assert "http://localhost/people/new" in letter.text


def test_on_monday_the_people_are_those_of_friday(app: Flask) -> None:
    with app.app_context(), time_machine.travel(clock.now() + timedelta(days=1), tick=False):
        event, ben = first_thursday()
        digest = digest_of(ben, event, date(2026, 11, 9))
        prompt("ask.care", met(ben, event, "Lea", care=CARE), digest, care=CARE)
        letter = written(morning_mail(digest))
    assert letter.subject == "One person from Friday"
    assert "First Thursday, 19:00" in letter.text


def test_somebody_met_elsewhere_and_long_ago_is_placed_by_the_day(app: Flask) -> None:
    with app.app_context():
        event, ben = first_thursday()
        digest = digest_of(ben, event, date(2026, 12, 4))
        prompt("ask.care", met(ben, None, "Lea", care=CARE), digest, care=CARE)
        prompt("ask.care", met(ben, event, "Max", care=CARE), digest, care=CARE)
        letter = written(morning_mail(digest))
    assert letter.subject == "Two people you met"
    assert "\nNovember 5, 2026\n" in letter.text
    assert "\nFirst Thursday, November 5, 2026\n" in letter.text
    assert "You wrote these lines about people you met." in letter.text


def test_a_digest_without_an_event_says_why_it_came_all_the_same(app: Flask) -> None:
    with app.app_context():
        _, ben = first_thursday()
        digest = digest_of(ben, None)
        prompt("ask.care", met(ben, None, "Lea", care=CARE), digest, care=CARE)
        letter = written(morning_mail(digest))
    assert letter.from_name == "netevent"
    assert "You get this because you keep notes on people you met." in letter.text
    assert "Thursday, 18:00" in letter.text or "Thursday, 19:00" in letter.text


def test_months_later_nobody_is_told_that_these_lines_were_just_written(app: Flask) -> None:
    with app.app_context():
        event, ben = first_thursday()
        note = met(ben, event, "Cleo", care=CARE)
        texts = []
        for day in (FRIDAY, FRIDAY + timedelta(days=90)):
            digest = digest_of(ben, event, day)
            prompt("ask.care", note, digest, care=CARE)
            texts.append(written(morning_mail(digest)).text)
    assert "You wrote these lines at First Thursday." in texts[0]
    assert "You wrote these lines about people you met." in texts[1]
