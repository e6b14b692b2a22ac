"""The note: everything may be kept, nothing is lost, and only its author reaches it."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from netevent import clock
from netevent.models import Contact, Encounter, Person, Promise
from netevent.operations import cards, encounters
from netevent.operations.cards import Gift
from tests import cast

EVERYTHING = {
    "care": "the school open in March", "topics": ["Wood", "Glass"], "own_topic": "Rye",
    "need_kind": "advice",
    "need": "a quiet room", "can_help": "y", "promise": "the ceiling test", "promise_due": "tomorrow",
    "cadence": "close", "free_note": "talked\nlong", "their_promise": "a visit", "their_due": "this_month",
    "offer_kind": "know_how", "offer": "old beams", "asked_for": ["document", "price"],
    "asked_line": "the sheet",
    "introduce_reason": "both build", "hook": "opening day", "hook_on": "2027-03-01", "who_talked": "even",
    "felt": "easy", "strength": "new", "contact_ok": "mail", "language": "fr", "register": "formal",
}  # fmt: skip


@pytest.fixture
def place(app: Flask, client: FlaskClient, evening: object) -> str:
    """Cleo is signed in and met Ben a minute ago; the address of her note."""
    with app.app_context():
        cleo, ben = cast.person("Cleo Marti"), cast.person("Ben Okri")
        cast.checked_in(cast.event(), cleo, ben)
        contact = cards.swap(cleo, ben, Gift(email=False, phone=False), clock.now())
        cast.signed_in(app, client, cleo)
        return f"/people/{contact.id}/note"


def kept(app: Flask) -> dict[str, object]:
    with app.app_context():
        cleo = Person.of_email("cleo@example.org")
        return encounters.note_of(Encounter.latest_of(cleo.id, 1)[0])


def test_two_questions_stand_first_and_the_rest_is_folded(client, place):
    page = client.get(place).text
    first, more = page.split('<details class="more-fields"')
    for words in (
        "What matters to them?",
        "Something they need",
        "What did you promise?",
        "Keep in touch",
        "Wood",
    ):
        assert words in first
    for words in (
        "Keep only what they would be glad you kept.",
        "Something coming up for them",
        "How it felt",
    ):
        assert words in more
    assert "Only you will ever read this." in page
    assert not more.startswith(" open")


def test_everything_can_be_kept_and_stands_in_the_form_again(app, client, place):
    with app.app_context():
        cleo = Person.of_email("cleo@example.org")
        fields = {"name": "Eva", "company": "", "email": "", "phone": ""}
        eva = encounters.add_by_name(cleo, fields, None, now=clock.now()).id
    answer = client.post(place, data=EVERYTHING | {"introduce_id": str(eva), "version": "0"})
    assert (answer.status_code, answer.location) == (303, place.removesuffix("/note"))
    page = client.get(place).text
    for name, value in EVERYTHING.items():
        for word in value if isinstance(value, list) else [value]:
            shown = (
                rf'name="{name}" value="{word}" checked' if name != "own_topic" else r'value="Rye" checked'
            )
            assert re.search(shown, page) or word in re.sub(r"<label.*?</label>", "", page), name
    assert f'<option value="{eva}" selected>' in page
    assert '<details class="more-fields" open>' in page


def test_a_promise_gets_its_day(app, client, place):
    client.post(place, data={"promise": "a book", "promise_due": "this_week", "version": "0"})
    with app.app_context():
        cleo = Person.of_email("cleo@example.org")
        (promise,) = Promise.of_encounter(Encounter.latest_of(cleo.id, 1)[0].id)
        assert (promise.direction, str(promise.due_on)) == ("mine", "2026-11-13")


def test_a_slip_is_named_and_every_word_stays(client, place):
    page = client.post(place, data=EVERYTHING | {"care": "x" * 141, "hook_on": "soon"})
    assert page.status_code == 422
    for words in (
        "There is a problem",
        "This holds 140 characters, yours has 141",
        "x" * 141,
        "the ceiling test",
    ):
        assert words in page.text
    assert "<title>Error: " in page.text
    assert 'aria-invalid="true"' in page.text


def test_too_many_words_are_counted_and_kept(client, place):
    page = client.post(place, data={"free_note": "é" * 5001, "version": "0"})
    assert page.status_code == 422
    assert "Notes hold 5,000 characters, yours has 5,001." in page.text
    assert "é" * 5001 in page.text


def test_ten_megabytes_are_refused_in_words(client, place):
    page = client.post(place, data={"free_note": "x" * 10_000_000})
    assert page.status_code == 413
    assert re.search(r"Notes hold 5,000 characters, yours has about 10,000,\d{3}\.", page.text)


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "عربي שלום", "🙂" * 5000, "a\u200bb", "{{ 7 * 7 }}"]
)
def test_words_are_stored_as_they_are_and_shown_as_text(app, client, place, text):
    client.post(place, data={"free_note": text, "version": "0"})
    assert kept(app)["free_note"] == text
    assert "<script>alert" not in client.get(place).text


@pytest.mark.parametrize("text", ["a\0b", "\x1b[31m", "a\x7f"])
def test_what_no_database_keeps_is_refused(client, place, text):
    page = client.post(place, data={"care": text, "version": "0"})
    assert page.status_code == 422
    assert "characters we cannot store" in page.text


def test_a_stale_save_shows_both_texts_and_the_next_save_decides(app, client, place):
    client.post(place, data={"care": "said the first tab", "cadence": "close", "version": "0"})
    page = client.post(place, data={"care": "said the second", "cadence": "close", "version": "0"})
    assert page.status_code == 409
    for words in ("Two versions of this note", "said the first tab", "said the second"):
        assert words in page.text
    assert 'name="version" value="1"' in page.text
    assert kept(app)["care"] == "said the first tab"
    client.post(place, data={"care": "said the second", "version": "1"})
    assert kept(app)["care"] == "said the second"


def test_the_same_save_sent_again_is_saved_already(client, place):
    sent = EVERYTHING | {"version": "0"}
    assert client.post(place, data=sent).status_code == 303
    assert client.post(place, data=sent).status_code == 303


@pytest.mark.parametrize("version", ["", "-1", "x", "9" * 30, "1.5"])
def test_a_version_that_is_none_never_overwrites(app, client, place, version):
    assert client.post(place, data={"care": "unseen", "version": version}).status_code == 409
    assert kept(app)["care"] == ""


def test_a_person_of_somebody_else_cannot_be_picked(app, client, place):
    with app.app_context():
        theirs = Contact.of_person(*(Person.of_email(f"{n}@example.org").id for n in ("ben", "cleo"))).id
    page = client.post(place, data={"introduce_id": str(theirs), "version": "0"})
    assert page.status_code == 422
    assert "Choose one of the people you met." in page.text


@pytest.mark.parametrize(
    "number", ["0", "-1", "9223372036854775807", "9223372036854775808", "1e9", "1;drop", "९९"]
)
def test_a_number_that_is_none_of_mine_is_not_found(client, place, number):
    for address in (f"/people/{number}/note", f"/people/{number}"):
        assert client.get(address).status_code == 404
    assert client.post(f"/people/{number}/note", data={"care": "x"}).status_code == 404


def test_nobody_else_reaches_it(app, place):
    app.config["WTF_CSRF_ENABLED"] = False
    for method in ("get", "post"):
        assert "/signin" in getattr(app.test_client(), method)(place).location
        with app.app_context():
            ben = cast.signed_in(app, app.test_client(), Person.of_email("ben@example.org"))
        assert getattr(ben, method)(place).status_code == 404
