"""What a note holds."""

import pytest

from netevent.domain.prompts import Promise, is_thin, level


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ({}, "thin"),
        ({"strength": "warm", "felt": "easy", "cadence": "close"}, "thin"),
        ({"topics": ("Wood",)}, "basic"),
        ({"care": "March"}, "basic"),
        ({"need_kind": "advice"}, "rich"),
        ({"need": "a room"}, "rich"),
        ({"offer_kind": "place"}, "rich"),
        ({"offer": "a hall"}, "rich"),
        ({"hook": "the opening"}, "rich"),
        ({"care": "March", "hook": "the opening"}, "rich"),
    ],
)
def test_the_level_of_a_note(note, expected, met):
    assert level(met(**note)) == expected


def test_a_promise_of_either_makes_a_note_rich(met, d):
    theirs = Promise(id=1, what="the address", made_on=d(0), mine=False)
    assert level(met(promises=(theirs,))) == "rich"


@pytest.mark.parametrize(
    "note",
    [
        {"topics": ("Wood",)},
        {"has_free_note": True},
        {"can_help": True},
        {"asked_for": ("price",)},
        {"introduce_name": "Dan"},
        {"who_talked": "mostly_me"},
        {"felt": "awkward"},
    ],
)
def test_a_note_with_anything_to_start_from_is_not_thin(note, met):
    assert not is_thin(met(**note))
    assert is_thin(met(strength="new", felt="easy", who_talked="even"))
