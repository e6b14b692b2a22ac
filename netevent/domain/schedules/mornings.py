"""From the end of an event to the morning after: ND of the domain page, its head and RK8."""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from netevent.domain.schedules.clocks import local, local_to_utc
from netevent.domain.schedules.days import MONDAY_TO_FRIDAY, next_working_day

MORNING = 9  # o'clock; the organiser may move it
SILENCE = 20  # o'clock, from then on nothing is sent (RK8)
NIGHT_ENDS = 5  # o'clock; an end before it belongs to the evening before
UNSTATED_LENGTH = timedelta(hours=3)


def event_close(starts_at: datetime, ends_at: datetime | None, zone: str | ZoneInfo) -> datetime:
    """When the event ends, on the event's clock; without a stated end, three hours after the start.

    Both moments aware. ValueError when naive, or when the end comes before the start.
    """
    close = ends_at or starts_at + UNSTATED_LENGTH
    if close < starts_at:
        raise ValueError("an event ends after it starts")
    return local(close, zone)


def evening_of(close: datetime, zone: str | ZoneInfo) -> date:
    """The local date an end belongs to: before 05:00, the evening before."""
    here = local(close, zone)
    return here.date() - timedelta(days=1) if here.hour < NIGHT_ENDS else here.date()


def encounter_day(met_at: datetime, close: datetime, zone: str | ZoneInfo) -> date:
    """The evening an encounter belongs to. On events of several days each day counts; a scan made after the
    end belongs to the last evening."""
    return min(evening_of(met_at, zone), evening_of(close, zone))


def follow_up_day(
    close: datetime,
    zone: str | ZoneInfo,
    hour: int = MORNING,
    working_days: Collection[int] = MONDAY_TO_FRIDAY,
    person_zone: str | ZoneInfo | None = None,
) -> date:
    """ND: the next working day after the evening of `close`, as a date on the person's clock.

    A person far to the east may have passed that morning when the event ends; then it is the one after.
    """
    day = next_working_day(evening_of(close, zone), working_days)
    while local_to_utc(day, time(hour), person_zone or zone) <= close:
        day = next_working_day(day, working_days)
    return day


def next_morning(
    close: datetime,
    zone: str | ZoneInfo,
    hour: int = MORNING,
    working_days: Collection[int] = MONDAY_TO_FRIDAY,
    person_zone: str | ZoneInfo | None = None,
) -> datetime:
    """The moment, in UTC, of the first follow-up: ND at `hour` in the person's zone, else the event's."""
    day = follow_up_day(close, zone, hour, working_days, person_zone)
    return local_to_utc(day, time(hour), person_zone or zone)


def morning_after(
    day: date,
    zone: str | ZoneInfo,
    hour: int = MORNING,
    working_days: Collection[int] = MONDAY_TO_FRIDAY,
) -> datetime:
    """The moment, in UTC, of `hour` o'clock on the next working day after `day`: the following digest."""
    return local_to_utc(next_working_day(day, working_days), time(hour), zone)


def expires_at(day: date, zone: str | ZoneInfo) -> datetime:
    """20:00 on the clock of `zone`, in UTC: a digest of `day` not sent by then waits no longer (RK8)."""
    return local_to_utc(day, time(SILENCE), zone)
