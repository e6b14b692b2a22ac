"""How full the days were."""

import pytest

from netevent.domain.prompts.crowds import Crowd


@pytest.fixture
def nine(met, was_shown):
    """Nine people of the event, each prompted on one of these days."""

    def build(*days):
        return [met(id_, shown=(was_shown("ask.care", day),)) for id_, day in enumerate(days, start=11)]

    return build


@pytest.mark.parametrize(
    ("last", "room"),
    [(0, False), (7, False), (8, True), (-1, True)],
    ids=["the same day", "day seven", "the second week", "before they met"],
)
def test_a_week_counts_from_the_encounter_to_the_seventh_day(last, room, nine, met, d):
    crowd = Crowd(nine(1, 1, 2, 2, 4, 4, 5, 5, last))
    assert crowd.room_for(met(1), d(7)) is room


def test_only_people_prompted_by_then_count(nine, met, d):
    crowd = Crowd(nine(1, 1, 2, 2, 4, 4, 5, 5, 7))
    assert crowd.room_for(met(1), d(6))


def test_who_is_one_of_the_nine_has_room_from_that_day_on(nine, met, was_shown, d):
    person = met(11, shown=(was_shown("ask.care", 1), was_shown("up.week", 5)))
    crowd = Crowd([person, *nine(4, 1, 1, 2, 2, 4, 4, 5, 5, 5)[1:]])
    assert crowd.room_for(person, d(6))
    assert not crowd.room_for(met(1), d(6))


def test_nobody_has_room_twice_on_a_day(met, was_shown, d):
    person = met(1, shown=(was_shown("ask.care", 1),))
    crowd = Crowd([person])
    assert not crowd.room_for(person, d(1))
    assert crowd.room_for(met(2), d(1))
