"""A morning that nobody could send by eight in the evening comes on the next working day, with what is still open."""

from datetime import timedelta

import time_machine
from flask import Flask
from flask.testing import FlaskClient

from netevent import clock
from netevent.extensions import db
from netevent.mails.answers import Outcome
from netevent.models import Digest, OutboxMail, Prompt
from netevent.operations import prompts
from tests import cast
from tests.mails.lateness import (
    FRIDAY,
    MONDAY,
    NAMES,
    TUESDAY,
    WEDNESDAY,
    at,
    away,
    days_of,
    digest_mails,
    look,
    talks,
)
from tests.mails.mornings import digest_of
from tests.mails.waiting import HOUR, SECOND


def answered(name: str) -> None:
    """Ben taps Done beside somebody, in the app."""
    [prompt] = [row for row in db.session.query(Prompt) if row.contact and row.contact.name == name]
    prompts.answer(prompt, "done", clock.now())


def test_unsent_on_friday_it_comes_on_monday_once_without_what_was_answered(
    app: Flask, evening: time_machine.Traveller
) -> None:
    with app.app_context():
        talks()
        away(evening, FRIDAY, *range(9, 20))
        answered("Bruno")
        assert digest_mails() == [("queued", FRIDAY)]
        assert look(evening, at(FRIDAY, 20)) == []
        assert digest_mails() == [("expired", FRIDAY), ("queued", MONDAY)]
        assert days_of() == {"Anouk": MONDAY, "Bruno": FRIDAY, "Carla": MONDAY}
        for hours in range(1, 61):
            assert look(evening, at(FRIDAY, 20) + hours * HOUR) == []
        assert look(evening, at(MONDAY, 9) - SECOND) == []
        [letter] = look(evening, at(MONDAY, 9))
        assert letter.subject == "Two people from Thursday"
        assert [name for name in NAMES if name in letter.text] == ["Anouk", "Carla"]
        assert [look(evening, at(MONDAY, hour)) for hour in range(10, 24)] == [[]] * 14
        assert digest_mails() == [("expired", FRIDAY), ("sent", MONDAY)]
        assert (cast.how_many(Digest, day=MONDAY), cast.how_many(Digest)) == (1, 1)


def test_the_mail_of_monday_is_another_one_to_every_server_on_its_way(
    app: Flask, evening: time_machine.Traveller
) -> None:
    with app.app_context():
        talks()
        away(evening, FRIDAY)
        friday, monday = db.session.query(OutboxMail).order_by(OutboxMail.id)
        assert (friday.digest_id, friday.run_at.date()) == (monday.digest_id, FRIDAY)
        assert friday.message_id != monday.message_id
        assert friday.last_error == "no server"
        assert (monday.run_at, monday.expires_at) == (at(MONDAY, 9), at(MONDAY, 20))


def test_today_of_monday_shows_what_is_open_and_no_more(
    app: Flask, client: FlaskClient, evening: time_machine.Traveller
) -> None:
    with app.app_context():
        ben = talks()
        away(evening, FRIDAY, 9, 19)
        answered("Bruno")
        away(evening, FRIDAY, 20)
        cast.signed_in(app, client, ben)
    evening.move_to(at(MONDAY, 8))
    page = client.get("/today").text
    shown = [name for name in NAMES if f"{name}</bdi></a></h2>" in page]
    assert shown == ["Anouk", "Carla"]
    assert page.count('name="answer" value="done"') == 2
    evening.move_to(at(TUESDAY, 8))
    assert 'name="answer"' not in client.get("/today").text


def test_today_keeps_what_was_moved_over_the_evening_and_the_weekend(
    app: Flask, client: FlaskClient, evening: time_machine.Traveller
) -> None:
    with app.app_context():
        cast.signed_in(app, client, talks())
        away(evening, FRIDAY)
    for moment in (at(FRIDAY, 21), at(FRIDAY, 9) + timedelta(days=1)):
        evening.move_to(moment)
        assert client.get("/today").text.count('name="answer" value="done"') == 3


def test_today_shows_the_digest_of_the_day_and_not_the_one_moved_behind_it(
    app: Flask, client: FlaskClient, evening: time_machine.Traveller
) -> None:
    with app.app_context():
        cast.signed_in(app, client, talks(*NAMES, "David", "Elif"))
        away(evening, FRIDAY, 9, 12)
        look(evening, at(MONDAY, 10))
    page = client.get("/today").text
    assert "David</bdi></a></h2>" in page
    assert "Anouk</bdi></a></h2>" not in page


def test_after_a_friday_evening_it_goes_on_from_monday_to_tuesday(
    app: Flask, evening: time_machine.Traveller
) -> None:
    evening.shift(timedelta(days=1))
    with app.app_context():
        talks("Anouk")
        away(evening, MONDAY)
        [letter] = look(evening, at(TUESDAY, 9))
        assert letter.subject == "One person from Friday"


def test_a_day_that_has_its_own_digest_is_left_to_it(app: Flask, evening: time_machine.Traveller) -> None:
    """No worker from Friday noon to Monday: the new morning is planned before the old one is put off."""
    with app.app_context():
        talks(*NAMES, "David", "Elif")
        away(evening, FRIDAY, 9, 12)
        [letter] = look(evening, at(MONDAY, 10))
        assert [name for name in (*NAMES, "David") if name in letter.text] == ["David"]
        assert digest_mails() == [("expired", FRIDAY), ("sent", MONDAY), ("queued", TUESDAY)]
        assert days_of() == dict.fromkeys(NAMES, TUESDAY)
        [late] = look(evening, at(TUESDAY, 9))
        assert late.subject == "Three people from Thursday"


def test_the_first_day_without_a_digest_is_taken(app: Flask, evening: time_machine.Traveller) -> None:
    with app.app_context():
        ben = talks()
        for day in (MONDAY, TUESDAY):
            digest_of(ben, None, day)
        away(evening, FRIDAY)
        assert digest_mails() == [("expired", FRIDAY), ("queued", WEDNESDAY)]


def test_a_worker_that_is_back_by_day_sends_it_at_once(app: Flask, evening: time_machine.Traveller) -> None:
    with app.app_context():
        talks()
        away(evening, FRIDAY, 9, 12)
        [letter] = look(evening, at(MONDAY, 19, 59))
        assert letter.subject == "Three people from Thursday"


def test_a_worker_that_is_back_in_the_evening_keeps_it_for_the_day_after(
    app: Flask, evening: time_machine.Traveller
) -> None:
    with app.app_context():
        talks()
        away(evening, FRIDAY, 9, 12)
        assert look(evening, at(MONDAY, 20)) == []
        assert digest_mails() == [("expired", FRIDAY), ("queued", TUESDAY)]


def test_a_server_that_is_still_away_on_monday_is_asked_again(
    app: Flask, evening: time_machine.Traveller
) -> None:
    with app.app_context():
        talks()
        away(evening, FRIDAY)
        away(evening, MONDAY, *range(9, 20))
        assert len(look(evening, at(MONDAY, 19, 30))) == 1


def test_after_seven_days_it_is_given_up(app: Flask, evening: time_machine.Traveller) -> None:
    with app.app_context():
        talks()
        tried = [FRIDAY + timedelta(days=days) for days in (0, 3, 4, 5, 6, 7)]
        for day in tried:
            away(evening, day, 9, 20)
        assert digest_mails() == [("expired", day) for day in tried]
        assert days_of() == dict.fromkeys(NAMES, tried[-1])


def test_a_mail_that_may_have_arrived_is_never_moved(app: Flask, evening: time_machine.Traveller) -> None:
    with app.app_context():
        talks()
        assert len(look(evening, at(FRIDAY, 9), Outcome.AMBIGUOUS)) == 1
        away(evening, FRIDAY, 10, 14, 19, 20)
        assert digest_mails() == [("unclear", FRIDAY)]
        assert days_of() == dict.fromkeys(NAMES, FRIDAY)
        assert look(evening, at(MONDAY, 9)) == []


def test_a_morning_that_was_answered_in_the_app_leaves_monday_to_others(
    app: Flask, evening: time_machine.Traveller
) -> None:
    with app.app_context():
        talks(*NAMES, "David")
        away(evening, FRIDAY, 9, 19)
        for name in NAMES:
            answered(name)
        assert look(evening, at(FRIDAY, 20)) == []
        assert digest_mails() == [("expired", FRIDAY)]
        [letter] = look(evening, at(MONDAY, 9))
        assert "David" in letter.text
