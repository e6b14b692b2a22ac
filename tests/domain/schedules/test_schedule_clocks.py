from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netevent.domain.schedules import local_to_utc

ZONES = sorted(available_timezones() - {"localtime", "Factory"})


@pytest.mark.parametrize(
    ("day", "at", "zone", "utc"),
    [
        (date(2026, 11, 6), time(9), "Europe/Zurich", datetime(2026, 11, 6, 8, tzinfo=UTC)),
        (date(2026, 7, 3), time(9), "Europe/Zurich", datetime(2026, 7, 3, 7, tzinfo=UTC)),
        (date(2026, 11, 6), time(9), "America/New_York", datetime(2026, 11, 6, 14, tzinfo=UTC)),
        (date(2026, 11, 6), time(9), "Asia/Kathmandu", datetime(2026, 11, 6, 3, 15, tzinfo=UTC)),
    ],
)
def test_nine_in_the_morning_is_nine_on_the_local_clock(day, at, zone, utc):
    assert local_to_utc(day, at, zone) == utc


@pytest.mark.parametrize(
    ("day", "at", "zone", "shown"),
    [
        (date(2026, 3, 29), time(2, 30), "Europe/Zurich", "2026-03-29T03:30:00+02:00"),
        (date(2026, 3, 8), time(2), "America/New_York", "2026-03-08T03:00:00-04:00"),
        (date(2018, 11, 4), time(0), "America/Sao_Paulo", "2018-11-04T01:00:00-02:00"),
        (date(2026, 10, 4), time(2, 15), "Australia/Lord_Howe", "2026-10-04T02:45:00+11:00"),
        (date(2011, 12, 30), time(9), "Pacific/Apia", "2011-12-31T09:00:00+14:00"),  # a day left out
    ],
)
def test_a_time_that_clocks_skip_moves_forward_past_the_gap(day, at, zone, shown):
    assert local_to_utc(day, at, zone).astimezone(ZoneInfo(zone)).isoformat() == shown


def test_a_time_that_comes_twice_is_the_first():
    for time_of_two in (time(2, 30), time(2, 30, fold=1)):
        moment = local_to_utc(date(2026, 10, 25), time_of_two, "Europe/Zurich")
        assert moment == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@settings(deadline=None)
@given(
    st.dates(date(1990, 1, 1), date(2037, 12, 31)),
    st.builds(time, st.integers(0, 23), st.integers(0, 59)),
    st.sampled_from(ZONES),
)
def test_in_every_zone_the_clock_shows_what_was_asked_or_has_just_skipped_it(day, at, zone):
    here = ZoneInfo(zone)
    moment = local_to_utc(day, at, zone)
    other = datetime.combine(day, at, tzinfo=here).replace(fold=1).astimezone(UTC)
    wanted, shown, shown_other = (
        when.replace(tzinfo=None)
        for when in (datetime.combine(day, at, tzinfo=here), moment.astimezone(here), other.astimezone(here))
    )

    assert moment.tzinfo is UTC
    if shown == wanted:
        assert moment <= other  # the first of two
    else:
        assert wanted < shown <= wanted + timedelta(days=1)
        assert shown_other != wanted  # no reading of that time exists
