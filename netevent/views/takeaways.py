"""Rows as the frozen values that files/ turn into things people take away."""

from urllib.parse import urlsplit

from flask import current_app
from flask_babel import force_locale, gettext

from netevent import clock
from netevent.errors import N_
from netevent.files.calendars import EventFile
from netevent.files.posters import Poster
from netevent.files.qrcodes import url_for_code
from netevent.files.tables import Cell
from netevent.models import Event
from netevent.operations.attendance import Guest
from netevent.views.languages import LANGUAGES

GUEST_HEADER = ("name", "email", "company", "role", "status", "checked_in_at", "source")
POINT_HERE = N_("Open your camera, point here, say hello.")
NO_SIGNAL = N_("No signal? Say your name at the door.")
QR_ALT = N_("QR code of the check-in page")


def calendar_of(event: Event) -> EventFile:
    settings = current_app.config["SETTINGS"]
    return EventFile(
        uid=f"{event.code.lower()}@{settings.host}",
        title=event.title,
        starts_at=event.starts_at,
        ends_at=event.closes_at,
        stamp=clock.now(),
        sequence=event.revision,
        place=event.place,
        url=f"{settings.base_url}/e/{event.code}",
        cancelled=event.cancelled_at is not None,
    )


def event_address(event: Event) -> str:
    """What the poster's code holds: upper case, so that the code stays small."""
    return url_for_code(current_app.config["SETTINGS"].qr_url, "e", event.code)


def card_address(card_code: str) -> str:
    """What My QR holds."""
    return url_for_code(current_app.config["SETTINGS"].qr_url, "p", card_code)


def typed_address(event: Event) -> str:
    """The same for a hand that types it: "meet.example.org/e/7KQ4MP"."""
    return f"{_poster_host()}/{event.code}"


def poster_of(event: Event, second: str = "") -> Poster:
    """The poster in the event's language; its main sentence in a second one too where one is asked for."""
    asked = [event.language, second] if second in LANGUAGES and second != event.language else [event.language]
    lines = tuple(_in(language, POINT_HERE) for language in asked)
    return Poster(
        title=event.title,
        url=event_address(event),
        address=_poster_host(),
        code=event.code,
        lines=lines,
        no_signal=_in(event.language, NO_SIGNAL),
        alt=_in(event.language, QR_ALT),
        language=event.language,
    )


def guest_row(guest: Guest, event: Event) -> tuple[Cell, ...]:
    """One line of the CSV file, under GUEST_HEADER; times by the event's clock, with their offset."""
    at = guest.at.astimezone(event.tz) if guest.at else None
    return guest.name, guest.email, guest.company, guest.role, guest.status, at, guest.source


def _poster_host() -> str:
    return f"{urlsplit(current_app.config['SETTINGS'].qr_url).netloc}/e"


def _in(language: str, sentence: str, **slots: str) -> str:
    with force_locale(language):
        return str(gettext(sentence, **slots))
