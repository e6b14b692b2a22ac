"""An event for somebody's calendar (RFC 5545), published without asking for an answer (RFC 5546, 3.2.1)."""

from dataclasses import dataclass
from datetime import UTC, datetime

from icalendar import Calendar, Event

from netevent.files.texts import one_line, storable


@dataclass(frozen=True, slots=True)
class EventFile:
    """A gathering as a calendar shows it. All moments are aware; they are written in UTC."""

    uid: str  # the same for ever, so that a changed event replaces the old one
    title: str
    starts_at: datetime
    ends_at: datetime
    stamp: datetime  # when this version was written
    sequence: int  # one more with every change
    place: str = ""
    url: str = ""
    description: str = ""
    cancelled: bool = False


def method(event: EventFile) -> str:
    """PUBLISH, or CANCEL for an event that will not take place."""
    return "CANCEL" if event.cancelled else "PUBLISH"


def content_type(event: EventFile) -> str:
    """The Content-Type of `calendar(event)`; it must name the same method (RFC 5546, 6.1)."""
    return f"text/calendar; charset=utf-8; method={method(event)}"


def calendar(event: EventFile) -> bytes:
    """The .ics file: UTF-8, CRLF, folded at 75 octets. ValueError when a moment has no time zone."""
    file = Calendar()
    file.add("prodid", "-//netevent//netevent//EN")
    file.add("version", "2.0")
    file.add("method", method(event))
    file.add_component(_entry(event))
    octets: bytes = file.to_ical()
    return octets


def _entry(event: EventFile) -> Event:
    entry = Event()
    entry.add("uid", one_line(event.uid))
    entry.add("dtstamp", _utc(event.stamp))
    entry.add("dtstart", _utc(event.starts_at))
    entry.add("dtend", _utc(event.ends_at))
    entry.add("sequence", event.sequence)
    entry.add("summary", one_line(event.title))
    entry.add("status", "CANCELLED" if event.cancelled else "CONFIRMED")
    if event.place:
        entry.add("location", one_line(event.place))
    if event.url:
        entry.add("url", one_line(event.url))
    if event.description:
        entry.add("description", "\n".join(storable(event.description).splitlines()))
    return entry


def _utc(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a calendar's moments need a time zone")
    return moment.astimezone(UTC)
