"""Working days. Monday to Friday unless an event or a person chose others; no holiday lists."""

from collections.abc import Collection
from datetime import date, timedelta

MONDAY_TO_FRIDAY = (0, 1, 2, 3, 4)  # as date.weekday() counts
_DAY = timedelta(days=1)


def next_working_day(day: date, working_days: Collection[int] = MONDAY_TO_FRIDAY) -> date:
    """The first working day after `day`. ValueError when no weekday is a working day."""
    return _walk(day + _DAY, working_days, _DAY)


def working_day_until(day: date, working_days: Collection[int] = MONDAY_TO_FRIDAY) -> date:
    """`day` itself when it is worked, else the last working day before it. ValueError as above."""
    return _walk(day, working_days, -_DAY)


def _walk(day: date, working_days: Collection[int], step: timedelta) -> date:
    for _ in range(7):
        if day.weekday() in working_days:
            return day
        day += step
    raise ValueError("at least one weekday from 0 (Monday) to 6 must be a working day")
