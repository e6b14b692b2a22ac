"""Lines about oneself (class self); one at most, beside the three people (RK2)."""

from collections.abc import Iterator
from datetime import date, timedelta

from netevent.domain.prompts.facts import Contact, Evening, Look
from netevent.domain.prompts.notes import is_closed, is_thin
from netevent.domain.prompts.rules.windows import Line

NAMES = 3  # as many as two minutes hold


def notes(look: Look, today: date) -> Iterator[Line]:
    """One line at ND: the names of thin notes; with no encounter at all, one gentle question, once."""
    thin = [contact for contact in look.contacts if contact.follows_on == today and _waits(contact)]
    if thin:
        event_id = thin[0].event_id
        yield Line(_names(thin), event_id, alone=not _asked(look, event_id))
    for evening in look.owner.evenings:
        spoken_of = _met_anybody(look, evening) or _asked(look, evening.event_id)
        if evening.follows_on == today and not spoken_of:
            yield Line({"event": evening.title}, evening.event_id)


def tonight(look: Look, today: date) -> Iterator[Line]:
    """The card in the app: thin notes of today and yesterday."""
    days = (today, today - timedelta(days=1))
    thin = [contact for contact in look.contacts if contact.met_on in days and _waits(contact)]
    if thin:
        yield Line(_names(thin), thin[0].event_id)


def _waits(contact: Contact) -> bool:
    return is_thin(contact) and not is_closed(contact) and contact.cadence != "rest"


def _names(contacts: list[Contact]) -> dict[str, tuple[str, ...]]:
    return {"names": tuple(contact.name for contact in contacts[:NAMES])}


def _met_anybody(look: Look, evening: Evening) -> bool:
    return any(contact.event_id == evening.event_id for contact in look.contacts)


def _asked(look: Look, event_id: int | None) -> bool:
    return any(shown.kind == "self.notes" and shown.event_id == event_id for shown in look.owner.shown)
