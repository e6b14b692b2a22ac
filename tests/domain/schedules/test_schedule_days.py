from datetime import date

import pytest

from netevent.domain.schedules import next_working_day, working_day_until

THURSDAY, FRIDAY, SATURDAY, SUNDAY, MONDAY = (date(2026, 11, day) for day in (5, 6, 7, 8, 9))


@pytest.mark.parametrize(
    ("day", "following"),
    [
        (MONDAY, date(2026, 11, 10)),
        (date(2026, 11, 10), date(2026, 11, 11)),
        (date(2026, 11, 11), date(2026, 11, 12)),
        (THURSDAY, FRIDAY),
        (FRIDAY, MONDAY),
        (SATURDAY, MONDAY),
        (SUNDAY, MONDAY),
    ],
)
def test_the_next_working_day_skips_the_weekend(day, following):
    assert next_working_day(day) == following


def test_an_event_may_work_on_other_days():
    sunday_to_thursday = (6, 0, 1, 2, 3)
    assert next_working_day(THURSDAY, sunday_to_thursday) == SUNDAY
    assert next_working_day(MONDAY, working_days=(0,)) == date(2026, 11, 16)


@pytest.mark.parametrize(
    ("day", "worked"), [(FRIDAY, FRIDAY), (SATURDAY, FRIDAY), (SUNDAY, FRIDAY), (MONDAY, MONDAY)]
)
def test_a_free_day_falls_back_to_the_last_working_day(day, worked):
    assert working_day_until(day) == worked


def test_a_week_without_working_days_is_refused():
    with pytest.raises(ValueError, match="working day"):
        next_working_day(MONDAY, ())
