"""Rows as the frozen values that files/ turn into things people take away."""

from flask import current_app

from netevent import clock
from netevent.files.calendars import EventFile
from netevent.files.qrcodes import url_for_code
from netevent.models import Event


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


