"""What may be typed into a note, and what one sentence says about the rest."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from netevent.forms.notes import NoteForm
from netevent.forms.people import CardForm, PersonForm


def note(**typed: Any) -> NoteForm:
    return NoteForm(MultiDict(typed))


def wrong(form: Any, field: str) -> str:
    assert not form.validate()
    said = form[field].errors[0]
    return said.sentence % said.slots if said.slots else said.sentence


def test_an_empty_note_is_a_note():
    form = note()
    assert form.validate()
    assert form.note() == {
        "care": "", "topics": [], "need_kind": "", "need": "", "can_help": False, "promise": "",
        "promise_due": "", "cadence": "touch", "free_note": "", "their_promise": "", "their_due": "",
        "offer_kind": "", "offer": "",
        "asked_for": [], "asked_line": "", "introduce_id": None, "introduce_reason": "", "hook": "",
        "hook_on": None,
        "who_talked": "", "felt": "", "strength": "", "contact_ok": "", "language": "", "register": "",
    }  # fmt: skip


def test_a_date_without_a_promise_is_none_and_a_promise_without_one_says_so():
    assert note(promise_due="tomorrow").note()["promise_due"] == ""
    assert note(promise="a book").note()["promise_due"] == "no_date"


def test_an_own_topic_joins_the_others_up_to_three():
    form = note(topics=["Wood", "Glass"], own_topic=" Bread ")
    assert form.validate()
    assert form.note()["topics"] == ["Wood", "Glass", "Bread"]
    assert (
        wrong(note(topics=["Wood", "Glass", "Bread"], own_topic="Salt"), "topics") == "Choose up to 3 topics."
    )


@pytest.mark.parametrize("field", ["need_kind", "promise_due", "cadence", "felt", "contact_ok", "language"])
def test_a_choice_that_is_none_of_ours_is_refused(field):
    assert wrong(note(**{field: "hot"}), field) == "Choose one of these."


def test_the_free_note_counts_characters_as_the_writer_does():
    assert note(free_note="🙂" * 5000).validate()
    assert note(free_note="a\r\n" * 2499).validate()
    assert wrong(note(free_note="x" * 5001), "free_note").startswith(
        "Notes hold 5,000 characters, yours has 5,001."
    )


def test_words_stay_as_they_were_written():
    text = "  <b>عربي</b>\r\n\r\nhttps://example.org\t∅  "
    assert note(free_note=text).note()["free_note"] == "<b>عربي</b>\n\nhttps://example.org\t∅"


@pytest.mark.parametrize("blank", ["\u200b\u200b", "   ", "\u2060"])
def test_a_line_with_nothing_to_see_is_empty(blank):
    assert note(care=blank).note()["care"] == ""


@pytest.mark.parametrize("day", ["tomorrow", "2026-02-30", "0001-01-01", "9999-12-31", "1"])
def test_a_day_that_is_none_is_refused(day):
    assert wrong(note(hook_on=day), "hook_on") == "Write the day like 2026-03-01."


@pytest.mark.parametrize("number", ["-1", "0x1", "9" * 30, "²", "1;drop", ""])
def test_a_person_is_chosen_by_number_or_not_at_all(number):
    form = note(introduce_id=number)
    assert form.validate()
    assert form.introduce_id.data is None


def test_long_lines_are_refused_and_kept():
    form = note(care="x" * 141)
    assert wrong(form, "care").startswith("This holds 140 characters, yours has 141")
    assert form.care.data == "x" * 141


@given(st.text(max_size=200))
def test_no_text_breaks_the_form(text):
    form = note(
        care=text, free_note=text, topics=[text], own_topic=text, hook_on=text, introduce_id=text, felt=text
    )
    form.validate()
    form.note()


@pytest.mark.parametrize("name", ["李", "O’Brien", "عمر", "Zoë 🙂", "x" * 120])
def test_names_of_every_script_are_names(name):
    assert CardForm(MultiDict({"name": name})).validate()


@pytest.mark.parametrize("name", ["", " ", "\u200b", "\u202e"])
def test_a_name_has_something_to_see(name):
    assert wrong(CardForm(MultiDict({"name": name})), "name") == "Please enter your name."
    assert wrong(PersonForm(MultiDict({"name": name})), "name") == "Please enter a name."


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("example.org", "https://example.org"), ("http://a.example/b", "http://a.example/b"), ("", "")],
)
def test_a_link_is_a_web_address(typed, kept):
    form = CardForm(MultiDict({"name": "Ben", "link": typed}))
    assert form.validate()
    assert form.link.data == kept


@pytest.mark.parametrize(
    "typed", ["javascript:alert(1)", "mailto:a@b.example", "https://", "http://[", "nothing"]
)
def test_other_links_lead_nowhere_good(typed):
    assert wrong(CardForm(MultiDict({"name": "Ben", "link": typed})), "link").startswith(
        "Enter a web address"
    )


@pytest.mark.parametrize("typed", ["+41 79 123 45 67", "(021) 555-12", "0791234567"])
def test_phone_numbers_are_taken_as_written(typed):
    assert CardForm(MultiDict({"name": "Ben", "phone": typed})).validate()


@pytest.mark.parametrize("typed", ["call me", "+", "1" * 41, "١٢٣٤"])
def test_what_cannot_be_dialled_is_refused(typed):
    assert not CardForm(MultiDict({"name": "Ben", "phone": typed})).validate()
