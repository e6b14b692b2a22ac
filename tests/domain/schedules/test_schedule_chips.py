from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netevent.domain.schedules import CHIPS, chip_date

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
NOVEMBER = {name: date(2026, 11, day) for day, name in enumerate(DAYS, start=2)}
THIS_FRIDAY, NEXT_FRIDAY = date(2026, 11, 6), date(2026, 11, 13)


@pytest.mark.parametrize("today", [*NOVEMBER.values(), date(2026, 12, 31)])
def test_tomorrow_is_the_next_calendar_day_even_a_free_one(today):
    assert chip_date("tomorrow", today) == today + timedelta(days=1)


@pytest.mark.parametrize(
    ("today", "friday"),
    [
        ("mon", THIS_FRIDAY),
        ("tue", THIS_FRIDAY),
        ("wed", THIS_FRIDAY),
        ("thu", NEXT_FRIDAY),
        ("fri", NEXT_FRIDAY),
        ("sat", NEXT_FRIDAY),
        ("sun", NEXT_FRIDAY),
    ],
)
def test_this_week_is_friday_and_from_thursday_on_the_next_one(today, friday):
    assert chip_date("this_week", NOVEMBER[today]) == friday


def test_this_week_is_friday_where_saturday_is_worked_too():
    assert chip_date("this_week", NOVEMBER["mon"], range(7)) == THIS_FRIDAY


def test_where_friday_is_free_this_week_ends_the_working_day_before():
    sunday_to_thursday = (6, 0, 1, 2, 3)
    assert chip_date("this_week", NOVEMBER["mon"], sunday_to_thursday) == NOVEMBER["thu"]
    assert chip_date("this_week", NOVEMBER["wed"], (0, 1, 2)) == date(2026, 11, 11)


@pytest.mark.parametrize(
    ("today", "last"),
    [
        (date(2026, 11, 2), date(2026, 11, 30)),
        (date(2026, 11, 23), date(2026, 11, 30)),  # seven days off, just enough
        (date(2026, 11, 24), date(2026, 12, 31)),  # six are too few
        (date(2027, 1, 5), date(2027, 1, 29)),  # the 31st is a Sunday
        (date(2026, 12, 28), date(2027, 1, 29)),
    ],
)
def test_this_month_is_its_last_working_day_at_least_a_week_off(today, last):
    assert chip_date("this_month", today) == last


def test_no_date_is_no_date():
    assert chip_date("no_date", THIS_FRIDAY) is None


def test_an_unknown_chip_is_refused():
    with pytest.raises(ValueError, match="some_day"):
        chip_date("some_day", THIS_FRIDAY)


working_weeks = st.sets(st.integers(0, 6), min_size=1).map(lambda days: tuple(sorted(days)))


@given(st.sampled_from(CHIPS), st.dates(date(2000, 1, 1), date(2100, 1, 1)), working_weeks)
def test_a_promise_is_never_dated_today_or_before(chip, today, working_days):
    due = chip_date(chip, today, working_days)
    assert due is None or today < due <= today + timedelta(days=62)
    if chip in ("this_week", "this_month"):
        assert due.weekday() in working_days
