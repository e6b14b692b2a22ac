"""When to look again: the next day on which planning could yield something."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from netevent.domain.prompts.facts import Contact, Look, Owner
from netevent.domain.prompts.planning import plan, windows_of
from netevent.domain.prompts.rules.windows import NEVER
from netevent.domain.prompts.timing import postponed_to
from netevent.domain.schedules.days import next_working_day

SLACK = timedelta(days=14)  # a crowded window waits at most for the first week and the weekend after it


def next_look(owner: Owner, contacts: Iterable[Contact], today: date) -> date | None:
    """The next working day after `today` with something to show, by the facts as they stand; None for none.

    Record what was shown today first. New notes, promises and answers call for a new look.
    """
    people = tuple(contacts)
    spans = _spans(Look(owner, people), today)
    end = max((last for _, last in spans), default=today)
    day = next_working_day(today, owner.working_days)
    while day <= end:
        if any(first <= day <= last for first, last in spans) and plan(_on(owner, day, today), people, day):
            return day
        day = next_working_day(day, owner.working_days)
    return None


def _spans(look: Look, today: date) -> list[tuple[date, date]]:
    """The stretches of days worth planning, generously cut: mornings after, windows with slack, "later"."""
    spans = [(evening.follows_on, evening.follows_on) for evening in look.owner.evenings]
    for contact in look.contacts:
        spans.append((contact.follows_on, contact.follows_on))
        for kind, window in windows_of(look, contact):
            back_on = postponed_to(kind, window, contact)
            if back_on:
                spans.append((back_on, max(back_on, today) + SLACK))
            elif window.first != NEVER:
                spans.append((window.first, window.last + SLACK))
    return [span for span in spans if span[1] > today]


def _on(owner: Owner, day: date, today: date) -> Owner:
    """The owner on that day: a new month brings a new budget (RK6)."""
    if (day.year, day.month) == (today.year, today.month):
        return owner
    return replace(owner, actions_this_month=0)
