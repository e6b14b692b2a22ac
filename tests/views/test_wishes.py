"""`/me/followups`: how much follow-up is good for me, and rest; each undone where it was said."""

from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from netevent import clock
from netevent.extensions import db
from netevent.models import Pause, Person
from netevent.operations import unsubscribes
from tests import cast

PAGE = "/me/followups"
SAID = {"budget": "8", "capacity": "4", "ask": "How is wood dried?", "ask_topics": "Wood, old roofs"}


@pytest.fixture
def cleo(app: Flask, client: FlaskClient, evening: object) -> FlaskClient:
    with app.app_context():
        me = cast.person("Cleo Marti", zone="Europe/Zurich")
        return cast.signed_in(app, client, me)


def me(app: Flask) -> Person:
    with app.app_context():
        found = Person.of_email("cleo@example.org")
        assert found
        return found


def running(app: Flask) -> dict[str, date]:
    with app.app_context():
        return {pause.kind: pause.until_on for pause in db.session.query(Pause).filter_by(ended_at=None)}


def checked(page: str, name: str) -> list[str]:
    """The values of the chips that are chosen."""
    chips = [part.split(">")[0] for part in page.split("<input") if f'name="{name}"' in part]
    return [chip.split('value="')[1].split('"')[0] for chip in chips if " checked" in chip]


def test_it_is_reached_from_me_and_begins_with_what_holds(cleo: FlaskClient) -> None:
    assert f'href="{PAGE}"' in cleo.get("/me").text
    page = cleo.get(PAGE).text
    assert (checked(page, "budget"), checked(page, "capacity")) == (["12"], ["6"])
    assert "Too much for now" in page
    assert "Pause these mails" in page
    assert checked(page, "span") == ["two_weeks"]


def test_wishes_are_kept_and_shown(app: Flask, cleo: FlaskClient) -> None:
    for _ in range(2):
        assert cleo.post(PAGE, data=SAID).location == PAGE
    now = me(app)
    assert (now.budget, now.capacity, now.ask) == (8, 4, "How is wood dried?")
    assert now.ask_topics == ["Wood", "old roofs"]
    page = cleo.get(PAGE).text
    assert checked(page, "budget") == ["8"]
    assert 'value="How is wood dried?"' in page
    assert 'value="Wood, old roofs"' in page
    cleo.post(PAGE, data=SAID | {"ask": "", "ask_topics": ""})
    assert (me(app).ask, me(app).ask_topics) == ("", [])


def test_a_number_of_one_s_own_is_a_chip_like_the_others(app: Flask, cleo: FlaskClient) -> None:
    cleo.post(PAGE, data=SAID | {"budget": "15"})
    assert me(app).budget == 15
    assert checked(cleo.get(PAGE).text, "budget") == ["15"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        *(({"budget": typed}, "Choose a number from 1 to 60.") for typed in ("0", "-1", "1000", "many", "")),
        *(({"capacity": typed}, "Choose a number from 1 to 60.") for typed in ("0", "61", "4.5", "4\0")),
        ({"ask": "x" * 141}, "This holds 140 characters, yours has 141."),
        ({"ask": "a\0b"}, "characters we cannot store"),
        ({"ask_topics": "a, b, c, d"}, "Up to 3 topics, please. These are 4."),
        ({"ask_topics": "t" * 41}, "A topic holds 40 characters at most."),
        ({"ask_topics": "wood\0"}, "characters we cannot store"),
    ],
)
def test_slips_are_named_and_nothing_is_lost(
    app: Flask, cleo: FlaskClient, typed: dict[str, str], said: str
) -> None:
    answer = cleo.post(PAGE, data=SAID | typed)
    assert answer.status_code == 422
    assert answer.text.count(said) == 2, "in the summary and beside the field"
    assert "<title>Error:" in answer.text
    assert all(f'value="{(SAID | typed)[name]}"' in answer.text for name in ("ask", "ask_topics"))
    for name in ("budget", "capacity"):
        assert checked(answer.text, name) == ([] if name in typed else [SAID[name]])
    assert (me(app).budget, me(app).capacity, me(app).ask) == (12, 6, "")


def test_too_much_for_now_is_one_tap_and_undone_by_another(app: Flask, cleo: FlaskClient) -> None:
    assert cleo.post(f"{PAGE}/rest").location == PAGE
    assert running(app) == {"too_much": date(2026, 11, 19)}
    page = cleo.get(PAGE).text
    assert "Suggestions to help and to introduce rest until Thursday 19 November." in page
    assert "Too much for now" not in page
    assert f'action="{PAGE}/rest/undo"' in page
    cleo.post(f"{PAGE}/rest/undo")
    assert running(app) == {}
    assert "Too much for now" in cleo.get(PAGE).text


def test_mails_pause_for_as_long_as_chosen(app: Flask, cleo: FlaskClient) -> None:
    assert cleo.post(f"{PAGE}/pause", data={"span": "three_months"}).location == PAGE
    assert running(app) == {"mails": date(2027, 2, 5)}
    page = cleo.get(PAGE).text
    assert "Paused until Friday 5 February 2027. Then they come again by themselves." in page
    assert 'name="span"' not in page
    cleo.post(f"{PAGE}/pause/end")
    assert running(app) == {}
    assert 'name="span"' in cleo.get(PAGE).text


@pytest.mark.parametrize("sent", [{}, {"span": ""}, {"span": "forever"}, {"span": "one_week\0"}])
def test_a_pause_without_a_length_is_asked_for_one(
    app: Flask, cleo: FlaskClient, sent: dict[str, str]
) -> None:
    cleo.post(PAGE, data=SAID)
    answer = cleo.post(f"{PAGE}/pause", data=sent)
    assert answer.status_code == 422
    assert answer.text.count("Choose for how long.") == 2
    assert "<title>Error:" in answer.text
    assert checked(answer.text, "budget") == ["8"]
    assert running(app) == {}


def test_whoever_stopped_the_mails_is_told_where_to_take_it_back(app: Flask, cleo: FlaskClient) -> None:
    with app.app_context():
        unsubscribes.unsubscribe("cleo@example.org", clock.now())
    page = cleo.get(PAGE).text
    assert "You stopped the morning mails." in page
    link = page.split('href="/unsubscribe/')[1].split('"')[0]
    assert "Send them again" in cleo.get(f"/unsubscribe/{link}").text
    assert "Pause these mails" not in page


def test_nothing_there_counts_or_hurries(cleo: FlaskClient) -> None:
    cleo.post(f"{PAGE}/rest")
    cleo.post(f"{PAGE}/pause", data={"span": "one_week"})
    words = cleo.get(PAGE).text.lower()
    for never in ("overdue", "missed", "you have", "still open", "!", "streak", "unanswered"):
        assert never not in words.replace("<!doctype", "")


@pytest.mark.parametrize("path", ["", "/rest", "/rest/undo", "/pause", "/pause/end"])
def test_wishes_are_for_somebody(app: Flask, path: str) -> None:
    app.config["WTF_CSRF_ENABLED"] = False
    assert "/signin" in app.test_client().post(PAGE + path).location


def test_a_provisional_person_has_wishes_too(app: Flask, client: FlaskClient, evening: object) -> None:
    with app.app_context():
        code = cast.event().code
    client.post(f"/e/{code}", data={"name": "Eva", "email": "eva@example.org"})
    assert client.post(PAGE, data=SAID).location == PAGE
    assert checked(client.get(PAGE).text, "budget") == ["8"]
