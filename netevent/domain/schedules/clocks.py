"""Wall clocks and UTC."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo


def zone_info(zone: str | ZoneInfo) -> ZoneInfo:
    """A zone by IANA name, or as it is. zoneinfo.ZoneInfoNotFoundError for an unknown name."""
    return zone if isinstance(zone, ZoneInfo) else ZoneInfo(zone)


def local_to_utc(day: date, at: time, zone: str | ZoneInfo) -> datetime:
    """The moment, in UTC, when clocks in `zone` show `at` on `day`.

    A time that clocks skip moves forward by what they skip (02:30 becomes 03:30); one that comes twice is the
    first (as in RFC 5545). `at` must be naive.
    """
    return datetime.combine(day, at.replace(fold=0), tzinfo=zone_info(zone)).astimezone(UTC)


def local(moment: datetime, zone: str | ZoneInfo) -> datetime:
    """`moment` on the clock of `zone`. ValueError for a naive one: a guess at its zone would move mails."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    return moment.astimezone(zone_info(zone))
