"""Wishes about follow-ups: one whole number or none, three topics, one line."""

import pytest
from werkzeug.datastructures import MultiDict

from netevent.forms.wishes import BUDGETS, SPANS, PauseForm, WishesForm, offered

SAID = {"budget": "12", "capacity": "6", "ask": "", "ask_topics": ""}


def filled(**typed: str) -> WishesForm:
    form = WishesForm(MultiDict(SAID | typed))
    form.validate()
    return form


@pytest.mark.parametrize("field", ["budget", "capacity"])
@pytest.mark.parametrize(
    "typed",
    ["", "0", "00", "-1", "+4", "61", "1000", "9" * 400, "4.0", "4e1", "many", "٤", "12\0", "\0", "0x4"],
)
def test_a_number_lies_between_one_and_sixty(field: str, typed: str) -> None:
    form = filled(**{field: typed})
    assert form[field].errors[0].sentence == "Choose a number from 1 to %(most)s."
    assert form[field].data == typed.strip()
    assert offered(BUDGETS, form[field].data) == {str(number): str(number) for number in BUDGETS}


@pytest.mark.parametrize("typed", ["1", "4", "60", " 12 "])
def test_other_numbers_pass(typed: str) -> None:
    assert filled(budget=typed).wishes["budget"] == int(typed)


def test_an_unusual_number_stands_between_the_usual_ones() -> None:
    assert list(offered(BUDGETS, "15")) == ["4", "8", "12", "15", "20"]
    assert list(offered(BUDGETS, "12")) == list(offered(BUDGETS, None)) == ["4", "8", "12", "20"]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("", ()),
        (" , ,\u200b,", ()),
        ("Wood,  old   roofs ,Wood", ("Wood", "old roofs")),
        ("a, b, c", ("a", "b", "c")),
    ],
)
def test_topics_stand_between_commas(typed: str, kept: tuple[str, ...]) -> None:
    form = filled(ask_topics=typed)
    assert not form.errors
    assert form.wishes["ask_topics"] == kept


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("ask_topics", "a, b, c, d", "Up to %(most)s topics"),
        ("ask_topics", "t" * 41, "A topic holds"),
        ("ask_topics", "wood\0", "characters we cannot store"),
        ("ask_topics", "t," * 300, "This holds %(most)s characters"),
        ("ask", "x" * 141, "This holds %(most)s characters"),
        ("ask", "a\0b", "characters we cannot store"),
    ],
)
def test_what_does_not_fit_is_named_and_kept(field: str, typed: str, said: str) -> None:
    form = filled(**{field: typed})
    assert said in form[field].errors[0].sentence
    assert form[field].data == typed.strip()


def test_a_question_with_nothing_to_see_is_none() -> None:
    assert filled(ask=" \u200b ").wishes["ask"] == ""


def test_a_pause_has_one_of_four_lengths() -> None:
    assert all(PauseForm(MultiDict({"span": span})).validate() for span in SPANS)
    for typed in ("", "forever", "one_week\0", "1 week"):
        form = PauseForm(MultiDict({"span": typed}))
        assert not form.validate()
        assert form.span.errors[0].sentence == "Choose for how long."
