"""Dates, times and sentences as a page says them."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time
from flask import Flask
from flask_babel import get_locale, gettext

from netevent import clock
from netevent.errors import Said


def register(app: Flask) -> None:
    app.jinja_env.filters.update(said=said, day=day, clock=clock_time, when=when, short_day=short_day)


def said(what: Any) -> str:
    """A form's Said in the reader's language; plain strings pass."""
    return gettext(what.sentence, **what.slots) if isinstance(what, Said) else str(what)


def day(moment: datetime | date, zone: str = "UTC") -> str:
    """'Thursday 5 November' in the reader's language and the event's zone."""
    local = _local(moment, zone)
    pattern = "EEEE d MMMM" if local.year == clock.now().year else "EEEE d MMMM y"
    return format_date(local, pattern, locale=get_locale())


def day_and_year(moment: datetime, zone: str) -> str:
    """'5 November 2026', for things that are read years later."""
    return format_date(_local(moment, zone), "d MMMM y", locale=get_locale())


def short_day(moment: datetime | date, zone: str = "UTC") -> str:
    """'5 Nov' in the reader's language."""
    return format_date(_local(moment, zone), "d MMM", locale=get_locale())


def clock_time(moment: datetime, zone: str) -> str:
    """'18:30' on the event's clock."""
    return format_time(moment.astimezone(ZoneInfo(zone)), "HH:mm", locale=get_locale())


def when(moment: datetime | date, zone: str = "UTC") -> str:
    """'Today', 'Yesterday', 'Tomorrow', or the day."""
    local, today = _local(moment, zone), clock.now().astimezone(ZoneInfo(zone)).date()
    near = {
        today: gettext("Today"),
        today - timedelta(days=1): gettext("Yesterday"),
        today + timedelta(days=1): gettext("Tomorrow"),
    }
    return near.get(local) or day(moment, zone)


def _local(moment: datetime | date, zone: str) -> date:
    return moment.astimezone(ZoneInfo(zone)).date() if isinstance(moment, datetime) else moment
