"""Promises of the owner, and what the other asked for (class promise; P7)."""

from collections.abc import Iterator
from datetime import date, timedelta

from netevent.domain.prompts.facts import Contact, Promise
from netevent.domain.prompts.looks import Look
from netevent.domain.prompts.notes import did
from netevent.domain.prompts.rules.windows import NEVER, Window, from_next_day
from netevent.domain.schedules.days import next_working_day, working_day_until

AFTER_DUE = timedelta(days=14)
UNDATED = timedelta(days=30)
OVERDUE = timedelta(days=3)
OVERDUE_ENDS = timedelta(days=30)
THEIRS = timedelta(days=14)
THEIRS_ENDS = timedelta(days=30)


def due(look: Look, contact: Contact) -> Iterator[Window]:
    """Mine and open: at ND, again on the due day, until due + 14 d; without a date until d30."""
    for promise in _open(contact):
        last = promise.due + AFTER_DUE if promise.due else max(promise.made_on, contact.met_on) + UNDATED
        yield Window(_next_look(promise, contact, look.owner.working_days), last, promise)


def overdue(look: Look, contact: Contact) -> Iterator[Window]:
    """Mine, 3 d past due: once for each due date.

    Not on the working day right after the last word on it: between a Friday and its Monday nobody had time to
    act, and the worked example has no promise on Monday.
    """
    for promise in _open(contact):
        if promise.due:
            first = promise.due + OVERDUE
            seen = _shown_on(promise, contact)
            if any(day >= first for day in _shown_on(promise, contact, "promise.overdue")):
                first = NEVER
            elif seen:
                days = look.owner.working_days
                first = max(first, next_working_day(next_working_day(seen[-1], days), days))
            yield Window(first, promise.due + OVERDUE_ENDS, promise)


def asked(_: Look, contact: Contact) -> Iterator[Window]:
    """They asked for something and it was not sent: ND..d5."""
    if contact.asked_for and not did(contact, "asked.send"):
        yield from_next_day(contact, 5)


def theirs(_: Look, contact: Contact) -> Iterator[Window]:
    """Theirs, 14 d past its date: once, until 30 d past it. Without a date nothing is past."""
    for promise in _open(contact, mine=False):
        if promise.due:
            once = NEVER if _shown_on(promise, contact, "promise.theirs") else promise.due + THEIRS
            yield Window(max(once, contact.follows_on), promise.due + THEIRS_ENDS, promise)


def _open(contact: Contact, *, mine: bool = True) -> Iterator[Promise]:
    """A promise answered "done" is done, whether or not its row says so yet."""
    done = {shown.promise_id for shown in contact.shown if shown.answer == "done"}
    return (p for p in contact.promises if p.mine is mine and p.state == "open" and p.id not in done)


def _next_look(promise: Promise, contact: Contact, working_days: tuple[int, ...]) -> date:
    """The next day to see it: ND first; then its due day, or the last working day before a free one."""
    seen = _shown_on(promise, contact)
    due_day = working_day_until(promise.due, working_days) if promise.due else None
    if not seen:
        opening = next_working_day(promise.made_on, working_days)
        return max(contact.follows_on, min(opening, due_day or opening))
    return due_day if due_day and due_day > seen[-1] else NEVER


def _shown_on(promise: Promise, contact: Contact, kinds: str = "promise.") -> list[date]:
    return sorted(s.on for s in contact.shown if s.promise_id == promise.id and s.kind.startswith(kinds))
