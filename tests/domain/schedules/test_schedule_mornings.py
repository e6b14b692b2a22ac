from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netevent.domain.schedules import (
    encounter_day,
    evening_of,
    event_close,
    expires_at,
    follow_up_day,
    morning_after,
    next_morning,
)

ZURICH, NEW_YORK, AUCKLAND = "Europe/Zurich", "America/New_York", "Pacific/Auckland"
THURSDAY, FRIDAY, MONDAY = date(2026, 11, 5), date(2026, 11, 6), date(2026, 11, 9)

EARLIEST, LATEST = (datetime(year, 1, 1) for year in (1990, 2037))  # noqa: DTZ001 hypothesis adds the zones


def at(zone, *when):
    return datetime(*when, tzinfo=ZoneInfo(zone)).astimezone(UTC)


def test_an_event_closes_when_it_says():
    close = event_close(at(ZURICH, 2026, 11, 5, 18), at(ZURICH, 2026, 11, 5, 21), ZURICH)
    assert close.isoformat() == "2026-11-05T21:00:00+01:00"


def test_an_event_without_an_end_closes_after_three_hours():
    assert event_close(at(ZURICH, 2026, 11, 5, 18), None, ZURICH) == at(ZURICH, 2026, 11, 5, 21)


def test_three_hours_are_three_hours_in_the_night_clocks_change():
    close = event_close(at(ZURICH, 2026, 10, 25, 1), None, ZURICH)
    assert close.isoformat() == "2026-10-25T03:00:00+01:00"


def test_an_end_before_the_start_and_a_time_without_zone_are_refused():
    with pytest.raises(ValueError, match="after it starts"):
        event_close(at(ZURICH, 2026, 11, 5, 18), at(ZURICH, 2026, 11, 5, 17), ZURICH)
    with pytest.raises(ValueError, match="time zone"):
        event_close(datetime(2026, 11, 5, 18), None, ZURICH)  # noqa: DTZ001 the mistake is the point


@pytest.mark.parametrize("zone", [ZURICH, NEW_YORK, AUCKLAND])
@pytest.mark.parametrize(
    ("hour", "minute", "day", "evening"),
    [(23, 59, 5, 5), (0, 0, 6, 5), (4, 59, 6, 5), (5, 0, 6, 6), (9, 30, 6, 6)],
)
def test_an_end_before_five_belongs_to_the_evening_before(zone, hour, minute, day, evening):
    assert evening_of(at(zone, 2026, 11, day, hour, minute), zone) == date(2026, 11, evening)


def test_each_day_of_a_conference_counts():
    close = at(ZURICH, 2026, 11, 6, 17)
    assert encounter_day(at(ZURICH, 2026, 11, 5, 11), close, ZURICH) == THURSDAY
    assert encounter_day(at(ZURICH, 2026, 11, 6, 11), close, ZURICH) == FRIDAY


def test_a_scan_after_the_end_belongs_to_the_last_evening():
    assert encounter_day(at(ZURICH, 2026, 11, 6, 8), at(ZURICH, 2026, 11, 5, 22), ZURICH) == THURSDAY


@pytest.mark.parametrize("zone", [ZURICH, NEW_YORK, AUCKLAND])
@pytest.mark.parametrize(
    ("close_day", "morning_day"),
    [(4, 5), (5, 6), (6, 9), (7, 9), (8, 9)],  # Wednesday to Sunday
)
def test_the_mail_leaves_at_nine_on_the_next_working_day(zone, close_day, morning_day):
    close = at(zone, 2026, 11, close_day, 22)
    assert next_morning(close, zone) == at(zone, 2026, 11, morning_day, 9)
    assert follow_up_day(close, zone) == date(2026, 11, morning_day)


def test_a_friday_night_that_ends_on_saturday_waits_for_monday():
    assert next_morning(at(ZURICH, 2026, 11, 7, 2), ZURICH) == at(ZURICH, 2026, 11, 9, 9)


@pytest.mark.parametrize(
    ("saturday", "zone"), [((2026, 3, 28), ZURICH), ((2026, 10, 24), ZURICH), ((2026, 11, 1), NEW_YORK)]
)
def test_it_is_nine_o_clock_after_clocks_change_as_well(saturday, zone):
    morning = next_morning(at(zone, *saturday, 20), zone)
    assert morning.astimezone(ZoneInfo(zone)).hour == 9
    assert morning.astimezone(ZoneInfo(zone)).weekday() == 0


def test_the_organiser_may_move_the_hour_and_the_working_days():
    close = at(ZURICH, 2026, 11, 6, 22)
    assert next_morning(close, ZURICH, hour=7) == at(ZURICH, 2026, 11, 9, 7)
    assert next_morning(close, ZURICH, working_days=(5,)) == at(ZURICH, 2026, 11, 7, 9)


def test_ben_gets_it_at_nine_on_the_clock_he_chose():
    close = at(ZURICH, 2026, 11, 5, 21)
    assert next_morning(close, ZURICH, person_zone=NEW_YORK) == at(NEW_YORK, 2026, 11, 6, 9)


def test_a_morning_that_had_passed_far_to_the_east_is_the_one_after():
    close = at(NEW_YORK, 2026, 11, 5, 21)  # in Auckland it is Friday afternoon
    assert next_morning(close, NEW_YORK, person_zone=AUCKLAND) == at(AUCKLAND, 2026, 11, 9, 9)
    assert follow_up_day(close, NEW_YORK, person_zone=AUCKLAND) == MONDAY


def test_the_following_digest_is_one_working_day_on():
    assert morning_after(THURSDAY, ZURICH) == at(ZURICH, 2026, 11, 6, 9)
    assert morning_after(FRIDAY, ZURICH, hour=8) == at(ZURICH, 2026, 11, 9, 8)
    assert morning_after(FRIDAY, ZURICH, working_days=(6,)) == at(ZURICH, 2026, 11, 8, 9)


@pytest.mark.parametrize("zone", [ZURICH, NEW_YORK, AUCKLAND])
def test_a_digest_that_could_not_leave_by_eight_in_the_evening_waits_no_longer(zone):
    assert expires_at(FRIDAY, zone) == at(zone, 2026, 11, 6, 20)


@settings(deadline=None)
@given(
    st.datetimes(EARLIEST, LATEST, timezones=st.timezones()),
    st.timezones(),
    st.integers(0, 19),
    st.sets(st.integers(0, 6), min_size=1),
)
def test_on_every_clock_the_morning_comes_after_the_end_and_on_a_working_day(close, person_zone, hour, days):
    day = follow_up_day(close, close.tzinfo, hour, days, person_zone)
    morning = next_morning(close, close.tzinfo, hour, days, person_zone)

    assert close < morning < close + timedelta(days=17)
    assert day.weekday() in days
    here = morning.astimezone(person_zone)
    assert here.date() == day or here.date() == day + timedelta(days=1)  # a day skipped by a zone, once
    assert here.hour >= hour or here.date() > day
