"""Small sentences that several mails share, in the language that is set."""

from contextlib import AbstractContextManager
from datetime import date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_skeleton
from flask_babel import force_locale, get_locale, gettext

from netevent.domain.prompts.words.subjects import EVENING_BEGINS, NIGHT_ENDS

AFTERNOON = 12  # o'clock
FRESH = timedelta(days=3)  # as long as the hour of a talk says more than its day


def speaking(language: str) -> AbstractContextManager[None]:
    """In this language for a while. Its dates and plurals are read once, not for every mail."""
    manager: AbstractContextManager[None] = force_locale(_locale(language))
    return manager


@cache
def _locale(language: str) -> Locale:
    return Locale.parse(language)


def _(sentence: str, **slots: object) -> str:
    """The sentence in the language that is set, its named places filled."""
    return str(gettext(sentence, **slots))


def weekday(day: date) -> str:
    """'Friday'."""
    return str(format_date(day, "EEEE", locale=get_locale()))


def met(at: datetime, zone: ZoneInfo, event: str, today: date) -> str:
    """Where and when: the hour while it was yesterday, later the day."""
    local = at.astimezone(zone)
    fresh = today - local.date() <= FRESH
    here = get_locale()
    when = str(
        format_skeleton("Hm", local, locale=here) if fresh else format_date(local, "long", locale=here)
    )
    if event:
        return _("%(event)s, %(when)s", event=event, when=when)
    return _("%(weekday)s, %(time)s", weekday=weekday(local.date()), time=when) if fresh else when


def quoted(words: str) -> str:
    """Their words between the marks of the reader's language."""
    return _("“%(words)s”", words=one_line(words).strip('“”"«» \u00a0\u202f')) if words else ""


def one_line(words: str) -> str:
    return " ".join(words.split())


def greeting(name: str, hour: int) -> str:
    """By day or in the morning, with or without a name."""
    if hour < AFTERNOON:
        return _("Good morning, %(name)s.", name=name) if name else _("Good morning.")
    return _("Hello, %(name)s.", name=name) if name else _("Hello.")


def ready(close: datetime, today: date, *, people: bool) -> str:
    """The subject of a mail that names nobody: what is ready, and since when."""
    evening = (close - timedelta(hours=NIGHT_ENDS)).date()
    days = (today - evening).days
    if days == 1 and (close.hour >= EVENING_BEGINS or close.hour < NIGHT_ENDS):
        last_night = _("Your page from last night is ready")
        return _("Your people from last night are ready") if people else last_night
    if days == 1:
        yesterday = _("Your page from yesterday is ready")
        return _("Your people from yesterday are ready") if people else yesterday
    day = weekday(evening)
    if people:
        return _("Your people from %(weekday)s are ready", weekday=day)
    return _("Your page from %(weekday)s is ready", weekday=day)
