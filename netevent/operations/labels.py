"""What is printed on the badges of an event."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from flask import current_app
from flask_babel import force_locale, gettext
from sqlalchemy import Select, and_, select

from netevent.errors import N_
from netevent.extensions import db
from netevent.files.badges import Badge as Drawn
from netevent.files.qrcodes import url_for_code
from netevent.models import Badge, Event, Person, Registration
from netevent.models.registrations import OWN_WORDS

ASK_ABOUT = N_("Ask me about: %(about)s")


@dataclass(frozen=True, slots=True)
class Label:
    """What stands on a badge: empty where nothing is known."""

    id: int
    name: str
    company: str
    about: str
    code: str


def of_event(event: Event, badge_ids: Collection[int] | None = None) -> list[Label]:
    """What stands on the badges of an event, or on some of them, by name; a code that was renewed is on none."""
    printed = _printed(event.id)
    if badge_ids is not None:
        printed = printed.where(Badge.id.in_(badge_ids))
    found = [_label(*row) for row in db.session.execute(printed)]
    return sorted(found, key=lambda label: (label.name.casefold(), label.id))


def drawn(label: Label, event: Event) -> Drawn:
    """The same as it is drawn; the line one wants to be asked about in the words of the event's language."""
    about = ""
    if label.about:
        with force_locale(event.language):
            about = str(gettext(ASK_ABOUT, about=label.about))
    return Drawn(label.name, label.company, about, badge_address(label.code))


def badge_address(badge_code: str) -> str:
    """What a printed badge holds."""
    return url_for_code(current_app.config["SETTINGS"].qr_url, "b", badge_code)


def _label(
    badge_id: int,
    code: str,
    source: str | None,
    listed: str | None,
    firm: str | None,
    name: str | None,
    company: str | None,
    about: str | None,
) -> Label:
    """Named as on the guest list: what the organiser brought, else what people say of themselves."""
    brought = listed if source == "imported" else None
    return Label(badge_id, brought or name or listed or "", firm or company or "", about or "", code)


def _printed(event_id: int) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Badge.id,
            Badge.code,
            Registration.source,
            Registration.name,
            Registration.company,
            Person.name,
            Person.company,
            Person.ask_about,
        )
        .outerjoin(Registration, Registration.id == Badge.registration_id)
        .outerjoin(Person, and_(Person.id == Badge.person_id, OWN_WORDS))
        .where(Badge.event_id == event_id, Badge.ended_at.is_(None))
    )
