"""Date chips of a promise (section 1): a tap at the encounter, a date on the calendar."""

from collections.abc import Callable, Collection
from datetime import date, timedelta

from netevent.domain.schedules.days import MONDAY_TO_FRIDAY, working_day_until

THURSDAY, FRIDAY = 3, 4
_WEEK = timedelta(days=7)


def chip_date(chip: str, today: date, working_days: Collection[int] = MONDAY_TO_FRIDAY) -> date | None:
    """The date a chip means when tapped on `today`; None for "no_date". ValueError for an unknown chip.

    "tomorrow" is the next calendar day, worked or not: a word given for Saturday is for Saturday.
    """
    if chip == "no_date":
        return None
    if chip not in _DATES:
        raise ValueError(f"unknown date chip: {chip}")
    return _DATES[chip](today, working_days)


def _tomorrow(today: date, _: Collection[int]) -> date:
    return today + timedelta(days=1)


def _this_week(today: date, working_days: Collection[int]) -> date:
    friday = today + timedelta(days=FRIDAY - today.weekday())
    if today.weekday() >= THURSDAY:
        friday += _WEEK
    day = working_day_until(friday, working_days)  # Friday, or the last working day before a free one
    return day if day > today else working_day_until(friday + _WEEK, working_days)


def _this_month(today: date, working_days: Collection[int]) -> date:
    day = _last_working_day(today, working_days)
    return day if day - today >= _WEEK else _last_working_day(_next_month(today), working_days)


def _last_working_day(month: date, working_days: Collection[int]) -> date:
    return working_day_until(_next_month(month) - timedelta(days=1), working_days)


def _next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


_DATES: dict[str, Callable[[date, Collection[int]], date]] = {
    "tomorrow": _tomorrow,
    "this_week": _this_week,
    "this_month": _this_month,
}
CHIPS = (*_DATES, "no_date")
