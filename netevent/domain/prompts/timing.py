"""Is it the day? Windows, what was carried over (RK4), repeats (RK7), gaps (ST3), and "later" (RK9)."""

from datetime import date, timedelta

from netevent.domain.prompts.crowds import Crowd
from netevent.domain.prompts.facts import Contact, Shown
from netevent.domain.prompts.kinds import Kind
from netevent.domain.prompts.rules.windows import NEVER, Window
from netevent.domain.schedules.days import next_working_day, working_day_until

LATER = timedelta(days=3)
REPEAT = timedelta(days=90)
FIRST_MONTH = timedelta(days=30)
GAP_AT_FIRST = timedelta(days=7)
GAP = timedelta(days=21)


def is_its_day(
    kind: Kind, window: Window, contact: Contact, today: date, crowd: Crowd, working_days: tuple[int, ...]
) -> bool:
    """True when this prompt fits today, stop rules and today's room aside."""
    back_on = postponed_to(kind, window, contact)
    if back_on:
        return today >= back_on  # outside RK7 and ST3, even past the window
    if repeated(kind, contact, today) or too_close(kind, contact, today):
        return False
    return window.first <= today <= window.last or (
        kind.exempt and _waited(window, contact, today, crowd, working_days)
    )


def postponed_to(kind: Kind, window: Window, contact: Contact) -> date | None:
    """RK9: the day from which a prompt answered "later" comes back, once; None when none is pending."""
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
    if kind.exempt or not contact.shown:
        return False
    gap = GAP_AT_FIRST if today <= contact.met_on + FIRST_MONTH else GAP
    return today < max(shown.on for shown in contact.shown) + gap


def _waited(
    window: Window, contact: Contact, today: date, crowd: Crowd, working_days: tuple[int, ...]
) -> bool:
    """RK4: past its window only because every day since its last one was full."""
    if window.first == NEVER or today <= window.last:
        return False
    day = working_day_until(window.last, working_days)
    while day < today:
        if crowd.room_for(contact, day):
            return False
        day = next_working_day(day, working_days)
    return True


def _thread(kind: Kind, window: Window, contact: Contact) -> list[Shown]:
    """What was shown about the same matter, oldest first: the promise, or the kind."""
    about = (
        (shown for shown in contact.shown if shown.promise_id == window.promise_id)
        if window.promise
        else (shown for shown in contact.shown if shown.kind == kind.id)
    )
    return sorted(about, key=lambda shown: shown.on)
