"""Lines about oneself (class self); one at most, beside the three people (RK2)."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from netevent.domain.prompts.facts import Contact, Evening
from netevent.domain.prompts.looks import Look
from netevent.domain.prompts.notes import is_closed, is_thin
from netevent.domain.prompts.rules.windows import Line
from netevent.domain.prompts.slots import Slots

NAMES = 3  # as many as two minutes hold
KEPT_CLOSE = 5  # section 9: of one event
LOOP = (21, 45)
REVIEWS = ((90, 120), (180, 200))


def notes(look: Look, today: date) -> Iterator[Line]:
    """One line at ND: the names of thin notes; with no encounter at all, one gentle question, once."""
    thin = [contact for contact in look.contacts if contact.follows_on == today and _waits(contact)]
    if thin:
        event_id = thin[0].event_id
        asked = _said(look, "self.notes", event_id)
        yield Line({"names": _names(thin, NAMES)}, event_id, alone=not asked)
    for evening in look.owner.evenings:
        spoken_of = _met_at(look, evening) or _said(look, "self.notes", evening.event_id)
        if evening.follows_on == today and not spoken_of:
            yield Line({"event": evening.title}, evening.event_id, alone=True)


def tonight(look: Look, today: date) -> Iterator[Line]:
    """The card in the app: thin notes of today and yesterday."""
    days = (today, today - timedelta(days=1))
    thin = [contact for contact in look.contacts if contact.met_on in days and _waits(contact)]
    if thin:
        yield Line({"names": _names(thin, NAMES)}, thin[0].event_id)


def wrap(look: Look, today: date) -> Iterator[Line]:
    """The event is over: d2..d4, once. Whom to keep close, and what one came for."""
    for evening in look.owner.evenings:
        people = [c for c in _met_at(look, evening) if not is_closed(c) and c.cadence != "rest"]
        last = max(_after(evening.on, 4), evening.follows_on)
        if (
            people
            and _after(evening.on, 2) <= today <= last
            and not _said(look, "self.wrap", evening.event_id)
        ):
            facts: Slots = {
                "event": evening.title,
                "intention": evening.learn,
                "names": _names(people, KEPT_CLOSE),
            }
            yield Line({name: fact for name, fact in facts.items() if fact}, evening.event_id)


def loop(look: Look, today: date) -> Iterator[Line]:
    """An introduction completed 21 d ago, and no word yet how it went: once to each side.

    All that are due on a day stand in one line, so that the day alone tells which were asked about.
    """
    waiting = [i for i in look.owner.introduced if not i.told and _within(i.completed_on, *LOOP, today)]
    asked = [shown.on for shown in look.owner.shown if shown.kind == "intro.loop"]
    due = [i for i in waiting if not any(day >= _after(i.completed_on, LOOP[0]) for day in asked)]
    if due:
        yield Line({"names": tuple(name for introduction in due for name in introduction.names)})


def review(look: Look, today: date) -> Iterator[Line]:
    """The event 90 d and 180 d ago, once each, unless the review is there."""
    for evening in look.owner.evenings:
        for first, last in REVIEWS:
            since = _after(evening.on, first)
            done = first in evening.kept or _said(look, "self.review", evening.event_id, since)
            if not done and _within(evening.on, first, last, today):
                facts = {"event": evening.title, "intention": evening.learn}
                yield Line({name: fact for name, fact in facts.items() if fact}, evening.event_id)


def _waits(contact: Contact) -> bool:
    return is_thin(contact) and not is_closed(contact) and contact.cadence != "rest"


def _names(contacts: Iterable[Contact], most: int) -> tuple[str, ...]:
    return tuple(contact.name for contact in contacts)[:most]


def _met_at(look: Look, evening: Evening) -> list[Contact]:
    return [contact for contact in look.contacts if contact.event_id == evening.event_id]


def _said(look: Look, kind: str, event_id: int | None, since: date = date.min) -> bool:
    return any(s.kind == kind and s.event_id == event_id and s.on >= since for s in look.owner.shown)


def _within(start: date, first: int, last: int, today: date) -> bool:
    return _after(start, first) <= today <= _after(start, last)


def _after(day: date, days: int) -> date:
    return day + timedelta(days=days)
