"""The mail of the next working day in every zone of the world, around every change of clocks of three years.

What is expected comes from the zone's offsets alone: the moments at which a clock there shows the hour that was asked.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

from netevent.domain.schedules import (
    evening_of,
    expires_at,
    follow_up_day,
    local_to_utc,
    morning_after,
    next_morning,
)

DAY = timedelta(days=1)
DAYS = [date(2026, 1, 1) + number * DAY for number in range(3 * 365 + 1)]
HOURS, SILENCE, NOON = (9, 6, 19), 20, time(12)
ENDS = ((0, time(21)), (0, time(23, 59)), (1, time(2, 30)))  # days after the evening, and the hour
WEEKEND_AHEAD = {4: 3, 5: 2}  # days to wait on a Friday and a Saturday evening
AROUND = range(-4, 2)  # evenings from the Friday before a change on Monday morning to the one after it
SAMPLE = {*DAYS[::23], *(date(2028, 2, day) for day in (28, 29)), *(date(2026 + n, 12, 31) for n in range(3))}
ZONES = {name: ZoneInfo(name) for name in sorted(available_timezones())}
FEWEST_EVENINGS, FEWEST_GAPS, FEWEST_ODD_ENDS = 30_000, 400, 100


@cache
def readings(wall: datetime, zone: ZoneInfo) -> list[datetime]:
    """Every moment at which a clock there shows this: none where it is skipped, two where it comes twice."""
    offsets = {wall.replace(tzinfo=zone, fold=fold).utcoffset() or timedelta() for fold in (0, 1)}
    moments = {(wall - offset).replace(tzinfo=UTC) for offset in offsets}
    return sorted(moment for moment in moments if shown(moment, zone) == wall)


def shown(moment: datetime, zone: ZoneInfo) -> datetime:
    return moment.astimezone(zone).replace(tzinfo=None)


@cache
def first_reading(day: date, at: time, zone: ZoneInfo) -> datetime:
    """The first of them; where clocks skip it, the moment it would have been had they not (RFC 5545)."""
    wall = datetime.combine(day, at)
    unchanged = wall.replace(tzinfo=zone, fold=0).utcoffset() or timedelta()
    return (readings(wall, zone) or [(wall - unchanged).replace(tzinfo=UTC)])[0]


@cache
def changes(zone: ZoneInfo) -> list[date]:
    """The days before whose noon, and after the noon before, clocks changed."""
    offsets = [(day, datetime.combine(day, NOON, tzinfo=zone).utcoffset()) for day in DAYS]
    return [day for (_, before), (day, after) in pairwise(offsets) if before != after]


def evenings(zone: ZoneInfo) -> set[date]:
    return SAMPLE | {day + number * DAY for day in changes(zone) for number in AROUND}


def closes(evening: date, zone: ZoneInfo) -> Iterator[datetime]:
    """The ends of an event; one that comes twice may be meant either way, one that is skipped is what clocks show."""
    for days, at in ENDS:
        day = evening + days * DAY
        yield from readings(datetime.combine(day, at), zone) or [first_reading(day, at, zone)]


def next_working_day_of(evening: date) -> date:
    return evening + WEEKEND_AHEAD.get(evening.weekday(), 1) * DAY


def test_in_every_zone_on_every_evening_the_mail_comes_once_at_the_hour_asked() -> None:
    checked = mails = 0
    ends = Counter[int]()
    for name, zone in ZONES.items():
        for evening in evenings(zone):
            mails += check_evening(evening, zone, (name, evening))
            ends.update(len(readings(datetime.combine(evening + days * DAY, at), zone)) for days, at in ENDS)
            checked += 1
    print(
        f"{checked} evenings in {len(ZONES)} zones, {mails} mails; ends by how often a clock shows them: {ends}"
    )
    assert len(ZONES) > 500
    assert checked > FEWEST_EVENINGS
    assert min(ends[0], ends[2]) > FEWEST_ODD_ENDS
    assert mails == (ends.total() + ends[2]) * len(HOURS)


def check_evening(evening: date, zone: ZoneInfo, where: object) -> int:
    """Each end with each hour; how many mails those are."""
    day = next_working_day_of(evening)
    silence = expires_at(day, zone)
    assert silence == first_reading(day, time(SILENCE), zone), where
    mornings = {hour: first_reading(day, time(hour), zone) for hour in HOURS}
    for hour, morning in mornings.items():
        assert morning < silence, (where, hour)
        assert morning_after(evening, zone, hour) == morning, (where, hour)
        assert shown(morning_after(day, zone, hour), zone).date() > day, (
            where,
            hour,
        )  # the next is another day's
    ends = list(closes(evening, zone))
    for close in ends:
        assert evening_of(close, zone) == evening, (where, close)
        for hour, morning in mornings.items():
            assert close < morning == next_morning(close, zone, hour), (where, close, hour)
            assert follow_up_day(close, zone, hour) == day, (where, close, hour)
    return len(ends) * len(HOURS)


def test_what_any_clock_skips_moves_forward_by_what_is_skipped_and_what_comes_twice_is_the_first() -> None:
    skipped, twice = set[tuple[str, date]](), set[tuple[str, date]]()
    for name, zone in ZONES.items():
        for day in changes(zone):
            noon = datetime.combine(day, NOON)
            offsets = [(noon - n * DAY).replace(tzinfo=zone).utcoffset() or timedelta() for n in (1, 0)]
            for wall in (noon - number * timedelta(minutes=15) for number in range(96)):
                moment, seen = local_to_utc(wall.date(), wall.time(), zone), readings(wall, zone)
                assert shown(moment, zone) == wall + (timedelta() if seen else offsets[1] - offsets[0]), (
                    name,
                    wall,
                )
                assert moment == (seen or [moment])[0], (name, wall)
                (skipped if not seen else twice if len(seen) > 1 else set()).add((name, day))
    print(f"{len(skipped)} gaps and {len(twice)} hours that come twice")
    assert len(skipped) > FEWEST_GAPS
    assert len(twice) > FEWEST_GAPS
    assert not skipped & twice


def test_a_working_day_that_a_zone_leaves_out_is_followed_up_at_the_same_hour_of_the_day_after() -> None:
    apia = ZONES["Pacific/Apia"]  # crossed the date line on Friday 30 December 2011
    thursday, friday = date(2011, 12, 29), date(2011, 12, 30)
    assert readings(datetime.combine(friday, time(9)), apia) == []
    for hour in HOURS:
        morning = next_morning(local_to_utc(thursday, time(21), apia), apia, hour)
        assert shown(morning, apia) == datetime.combine(friday + DAY, time(hour))
        assert shown(expires_at(friday, apia), apia) == datetime.combine(friday + DAY, time(SILENCE))
