"""Blacking out takes names and addresses, and leaves every other word."""

import pytest

from netevent.domain.redactions import MASK, black_out, black_out_all, black_out_people


@pytest.mark.parametrize(
    ("text", "words", "left"),
    [
        ("Ben Adler came", ["Ben Adler"], "█████ came"),
        ("ben adler's boat", ["Ben Adler"], "█████'s boat"),
        ("Benjamin stays", ["Ben"], "Benjamin stays"),
        ("Zoé Ünal and zoé", ["Zoé Ünal", "Zoé"], "█████ and █████"),
        ("Mr O'Brien (x)", ["O'Brien"], "Mr █████ (x)"),
        ("a.b*c", ["a.b*c"], "█████"),
        ("Li came", ["Li"], "Li came"),  # two letters stand inside of too much
        ("nothing", ["", "  "], "nothing"),
    ],
)
def test_a_word_is_taken_where_it_stands_alone(text: str, words: list[str], left: str) -> None:
    assert black_out(text, words) == left


def test_inside_of_lists_and_mappings_too() -> None:
    slots = {"names": ["Ben Adler", "Cleo"], "day": 3, "deep": {"x": "by Ben Adler"}}
    assert black_out_all(slots, ["Ben Adler"]) == {
        "names": ["█████", "Cleo"],
        "day": 3,
        "deep": {"x": "by █████"},
    }


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Dan Okafor and Ben", "█████ and Ben"),
        ("Okafor said so", "█████ said so"),
        ("write to x.y@mail.example.org, soon", "write to █████, soon"),
        ("call +41 (79) 123-45-67 today", "call █████ today"),
        ("in 2026 we were 12", "in 2026 we were 12"),
    ],
)
def test_for_a_reader_every_part_of_a_name_goes_but_not_their_own(text: str, left: str) -> None:
    assert black_out_people(text, ["Dan Okafor", "Ben Other"], keep=["Ben Adler"]) == left


def test_a_name_of_one_word_goes_where_it_is_an_item_of_its_own() -> None:
    slots = {"names": ["Will", "Dan Okafor"], "care": "Will it rain?", "name": "Will"}
    assert black_out_all(slots, [], ["Will"]) == {
        "names": [MASK, "Dan Okafor"],
        "care": "Will it rain?",
        "name": MASK,
    }
