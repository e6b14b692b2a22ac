"""When things are due: working days, evenings, mornings and date chips, on any clock of the world."""

from netevent.domain.schedules.chips import CHIPS, chip_date
from netevent.domain.schedules.clocks import local_to_utc
from netevent.domain.schedules.days import MONDAY_TO_FRIDAY, next_working_day, working_day_until
from netevent.domain.schedules.mornings import (
    encounter_day,
    evening_of,
    event_close,
    expires_at,
    follow_up_day,
    morning_after,
    next_morning,
)

__all__ = [
    "CHIPS",
    "MONDAY_TO_FRIDAY",
    "chip_date",
    "encounter_day",
    "evening_of",
    "event_close",
    "expires_at",
    "follow_up_day",
    "local_to_utc",
    "morning_after",
    "next_morning",
    "next_working_day",
    "working_day_until",
]
