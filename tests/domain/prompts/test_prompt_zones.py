"""The same days in three zones over both changes of the clocks: windows are counted in local dates."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from netevent.domain.prompts import Contact, Owner, Promise, plan
from netevent.domain.schedules import chip_date, encounter_day, event_close, follow_up_day, next_morning

DAILY = (0, 1, 2, 3, 4, 5, 6)
CHANGES = [
    ("Europe/Zurich", date(2026, 3, 28)),
    ("Europe/Zurich", date(2026, 10, 24)),
    ("America/New_York", date(2026, 3, 7)),
    ("America/New_York", date(2026, 10, 31)),
    ("Pacific/Auckland", date(2026, 4, 4)),
    ("Pacific/Auckland", date(2026, 9, 26)),
]  # the Saturday before a night on which clocks change
EVENINGS = pytest.mark.parametrize(("zone", "evening"), CHANGES, ids=[f"{z} {d}" for z, d in CHANGES])


def met(zone, evening, hour, **note):
    """Somebody met at that hour of an event from 19:00 to 02:30; after midnight it is still that evening."""
    tz = ZoneInfo(zone)
    starts = datetime.combine(evening, datetime.min.time(), tz).replace(hour=19)
    ends = (starts + timedelta(days=1)).replace(hour=2, minute=30)
    close = event_close(starts, ends, zone)
    at = starts.replace(hour=hour) if hour > 12 else ends.replace(hour=hour, minute=10)
    return Contact(
        id=1, name="Cleo", event_id=7, event_title="The long night", met_on=encounter_day(at, close, zone), met_at=at,
        follows_on=follow_up_day(close, zone, working_days=DAILY), **note,
    )  # fmt: skip


def speaks(kind, contact, evening):
    owner = Owner(working_days=DAILY)
    days = (evening + timedelta(days=number) for number in range(60))
    return [
        (day - evening).days for day in days if kind in [p.kind for p in plan(owner, [contact], day).prompts]
    ]


@EVENINGS
@pytest.mark.parametrize("hour", [20, 23, 0, 1])
def test_windows_count_from_the_evening_whatever_the_clocks_do(zone, evening, hour):
    curious = met(zone, evening, hour, care="March")
    assert (curious.met_on, curious.follows_on) == (evening, evening + timedelta(days=1))
    assert speaks("ask.care", curious, evening) == [1, 2, 3, 4]
    assert speaks("up.week", curious, evening) == [5, 6, 7, 8, 9]


@EVENINGS
def test_a_promise_for_tomorrow_is_due_on_the_local_tomorrow(zone, evening):
    promise = Promise(id=1, what="a plan", made_on=evening, due=chip_date("tomorrow", evening, DAILY))
    contact = met(zone, evening, 20, promises=(promise,))
    assert speaks("promise.due", contact, evening) == list(range(1, 16))
    assert promise.due == evening + timedelta(days=1)


@EVENINGS
def test_the_morning_after_is_nine_o_clock_on_the_changed_clock(zone, evening):
    close = event_close(
        datetime.combine(evening, datetime.min.time(), ZoneInfo(zone)).replace(hour=19), None, zone
    )
    morning = next_morning(close, zone, working_days=DAILY).astimezone(ZoneInfo(zone))
    assert (morning.date(), morning.hour) == (evening + timedelta(days=1), 9)
    assert morning.utcoffset() != close.utcoffset()
