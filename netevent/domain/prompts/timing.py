"""Is it the day? Windows, what was carried over (RK4), repeats (RK7), gaps (ST3), and "later" (RK9)."""

from collections.abc import Iterator
from datetime import date, timedelta

from netevent.domain.prompts.catalogue.shapes import Kind
from netevent.domain.prompts.crowds import Crowd
from netevent.domain.prompts.facts import HINT, Contact, Shown
from netevent.domain.prompts.looks import Look
from netevent.domain.prompts.rhythms import was_digest_day
from netevent.domain.prompts.rules.windows import NEVER, Window
from netevent.domain.prompts.stops import was_held
from netevent.domain.schedules.days import next_working_day, working_day_until

LATER = timedelta(days=3)
REPEAT = timedelta(days=90)
FIRST_MONTH = timedelta(days=30)
GAP_AT_FIRST = timedelta(days=7)
GAP = timedelta(days=21)


def is_its_day(look: Look, kind: Kind, window: Window, contact: Contact, today: date, crowd: Crowd) -> bool:
    """True when this prompt fits today, stop rules and today's room aside."""
    back_on = postponed_to(kind, window, contact)
    if back_on:
        return today >= back_on  # outside RK7 and ST3, even past the window
    if today < window.first or repeated(kind, contact, today) or too_close(kind, contact, today):
        return False
    return today <= window.last or (kind.exempt and _waited(look, kind, window, contact, today, crowd))


def may_fit(contact: Contact, kind: Kind, window: Window, today: date) -> bool:
    """A quick no for most windows: not open yet, or over with nothing that could bring it back."""
    in_time = window.first <= today and (today <= window.last or kind.exempt)
    return in_time or any(shown.kind == kind.id and shown.answer == "later" for shown in contact.shown)


def postponed_to(kind: Kind, window: Window, contact: Contact) -> date | None:
    """RK9: the day from which a prompt answered "later" comes back, once; None when none is pending."""
    if not any(shown.answer == "later" for shown in contact.shown):
        return None
    thread = _thread(kind, window, contact)
    if not thread or thread[-1].kind != kind.id or thread[-1].answer != "later":
        return None
    last = thread[-1]
    twice = any(shown.answer == "later" and last.on - shown.on < REPEAT for shown in thread[:-1])
    return None if twice else last.settled_on + LATER


def repeated(kind: Kind, contact: Contact, today: date) -> bool:
    """RK7: the same kind for the same person within 90 d. Promises keep their own time."""
    return not kind.id.startswith("promise.") and any(
        shown.kind == kind.id and today < shown.on + REPEAT for shown in contact.shown
    )


def too_close(kind: Kind, contact: Contact, today: date) -> bool:
    """ST3: within 7 d (first month) or 21 d of the last prompt about them.

    Promises and what was asked for never wait for the gap, yet they open one: a person just written to is not
    written to again the day after. The worked example of section 2 reads so.
    """
    if kind.exempt:
        return False
    gap = GAP_AT_FIRST if today <= contact.met_on + FIRST_MONTH else GAP
    return any(today < shown.on + gap for shown in outreach_shown(contact))


def opens_on(kind: Kind, window: Window, contact: Contact) -> date:
    """The first day worth a look: the window's, or when RK7 lets the kind speak again."""
    again = [shown.on + REPEAT for shown in contact.shown if shown.kind == kind.id and not kind.exempt]
    return max([window.first, *again])


def outreach_shown(contact: Contact) -> Iterator[Shown]:
    """The prompts to write to them; not the line that they rest, nor the hint at a colleague."""
    return (s for s in contact.shown if s.kind != HINT and not s.kind.startswith("self."))


def _waited(look: Look, kind: Kind, window: Window, contact: Contact, today: date, crowd: Crowd) -> bool:
    """RK4: past its window only because on every day since its last one there was no room, or no digest."""
    if window.first == NEVER or any(s.on >= window.first for s in _thread(kind, window, contact)):
        return False
    days = look.owner.working_days
    day = working_day_until(window.last, days)
    while day < today:
        if (
            was_digest_day(look.owner, day)
            and crowd.room_for(contact, day)
            and not was_held(look, contact, kind, day)
        ):
            return False
        day = next_working_day(day, days)
    return True


def _thread(kind: Kind, window: Window, contact: Contact) -> list[Shown]:
    """What was shown about the same matter, oldest first: the promise, or the kind and the other person."""
    about = (
        (shown for shown in contact.shown if shown.promise_id == window.promise_id)
        if window.promise
        else (s for s in contact.shown if s.kind == kind.id and s.other_id in (None, window.other_id))
    )
    return sorted(about, key=lambda shown: shown.on)
