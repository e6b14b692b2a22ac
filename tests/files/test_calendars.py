"""An event file is read back by icalendar, and its octets are checked by hand."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Component

from netevent.files.calendars import EventFile, calendar, content_type

CET = timezone(timedelta(hours=1))
EVENING = EventFile(
    uid="event-7kq4mp@netevent.example",
    title="First Thursday; Łódź, Zürich",
    starts_at=datetime(2026, 11, 5, 18, 30, tzinfo=CET),
    ends_at=datetime(2026, 11, 5, 21, 30, tzinfo=CET),
    stamp=datetime(2026, 10, 1, 8, 0, tzinfo=UTC),
    sequence=2,
    place="Quai des Lilas 3",
    url="https://netevent.example/e/7kq4mp",
    description="Glass\r\nand wood \\ 李 😀",
)


def entry(file: bytes) -> Component:
    return Calendar.from_ical(file).walk("VEVENT")[0]


def test_an_evening_is_published_in_utc() -> None:
    file = calendar(EVENING)
    for line in (
        "VERSION:2.0", "METHOD:PUBLISH", "UID:event-7kq4mp@netevent.example", "SEQUENCE:2",
        "STATUS:CONFIRMED",
        "DTSTAMP:20261001T080000Z", "DTSTART:20261105T173000Z", "DTEND:20261105T203000Z",
        r"DESCRIPTION:Glass\nand wood \\ 李 😀",
    ):  # fmt: skip
        assert file.decode().count(f"\r\n{line}\r\n") == 1
    assert content_type(EVENING) == "text/calendar; charset=utf-8; method=PUBLISH"


def test_icalendar_reads_what_was_written() -> None:
    event = entry(calendar(EVENING))
    assert (event["summary"], event["location"]) == (EVENING.title, EVENING.place)
    assert (event.start, event.end) == (EVENING.starts_at, EVENING.ends_at)
    assert event["description"] == "Glass\nand wood \\ 李 😀"
    assert event["url"] == EVENING.url


def test_an_evening_that_falls_out_is_cancelled_in_file_and_header() -> None:
    gone = replace(EVENING, sequence=3, cancelled=True)
    file = calendar(gone)
    assert b"\r\nMETHOD:CANCEL\r\n" in file
    assert b"\r\nSTATUS:CANCELLED\r\n" in file
    assert content_type(gone).endswith("method=CANCEL")


def test_what_is_not_known_leaves_no_line() -> None:
    event = entry(calendar(replace(EVENING, place="", url="", description="")))
    assert not {"LOCATION", "URL", "DESCRIPTION"} & set(event)


@given(st.text(st.characters()))
def test_no_text_breaks_the_lines(text: str) -> None:
    file = calendar(replace(EVENING, title=text, place=text, url=text, description=text))
    lines = file.split(b"\r\n")
    assert not any(b"\r" in line or b"\n" in line for line in lines)
    assert all(len(line) <= 75 for line in lines)
    for line in lines:
        line.decode()
    allowed = "UID DTSTAMP DTSTART DTEND SEQUENCE SUMMARY STATUS LOCATION URL DESCRIPTION"
    assert set(entry(file)) <= set(allowed.split())


@pytest.mark.parametrize("moment", ["starts_at", "ends_at", "stamp"])
def test_a_moment_without_a_zone_is_refused(moment: str) -> None:
    with pytest.raises(ValueError, match="time zone"):
        calendar(replace(EVENING, **{moment: datetime(2026, 11, 5)}))  # noqa: DTZ001 - the mistake under test
