"""When to look again: the next day on which planning could yield something."""

from collections.abc import Iterable
from datetime import date, timedelta

from netevent.domain.prompts.facts import Contact, Owner
from netevent.domain.prompts.kinds import Kind
from netevent.domain.prompts.looks import Look
from netevent.domain.prompts.planning import Fitting, every_window, would_show
from netevent.domain.prompts.rhythms import GAPS
from netevent.domain.prompts.rules.helping import CHECK_IN, HOLD
from netevent.domain.prompts.rules.windows import NEVER
from netevent.domain.prompts.stops import NOT_THIS
from netevent.domain.prompts.timing import opens_on, postponed_to
from netevent.domain.schedules.days import next_working_day

SLACK = GAPS["monthly"] + timedelta(days=14)
"""How long a promise may wait beyond its window: for the rhythm (ST6), for the first week to end and a weekend."""


def next_look(owner: Owner, contacts: Iterable[Contact], today: date) -> date | None:
    """The next working day after `today` with something to show, by the facts as they stand; None for none.

    "As they stand" means that nothing more happens: a window that silence opens is seen as well. Record what was
    shown today first. New notes, promises, acts and answers call for a new look.
    """
    look = Look(owner, tuple(contacts), today)
    return next_day(look, every_window(look))


def next_day(look: Look, windows: list[Fitting]) -> date | None:
    """The same for windows that were worked out before."""
    owner, today = look.owner, look.today
    day = next_working_day(today, owner.working_days)
    if would_show(look, windows, day, _budget(owner, day, today)):  # most often the very next one
        return day
    spans = sorted(span for span in _spans(look, windows) if span[1] > today)
    while spans:
        day = next_working_day(day, owner.working_days)
        spans = [span for span in spans if span[1] >= day]
        if spans and spans[0][0] > day:  # nothing before then
            day = next_working_day(spans[0][0] - timedelta(days=1), owner.working_days)
        if would_show(look, windows, day, _budget(owner, day, today)):
            return day
    return None


def _spans(look: Look, windows: list[Fitting]) -> list[tuple[date, date]]:
    """The stretches of days worth planning, generously cut: mornings after, windows with slack, "later"."""
    spans = [(evening.follows_on, evening.follows_on) for evening in look.owner.evenings]
    spans += [(contact.follows_on, contact.follows_on) for contact in look.contacts]
    for contact, kind, window in windows:
        back_on = postponed_to(kind, window, contact)
        wait = _wait(contact, kind) if kind.exempt else timedelta(0)
        if back_on:
            spans.append((back_on, max(back_on, look.today) + SLACK + wait))
        elif window.first != NEVER:
            spans.append((opens_on(kind, window, contact), window.last + wait))
    return spans


def _wait(contact: Contact, kind: Kind) -> timedelta:
    """How long what is owed may wait for this person, beyond its window."""
    declined = any(shown.kind == kind.id and shown.answer == "not_this" for shown in contact.shown)
    held = HOLD + CHECK_IN if contact.sensitive_on else timedelta(0)
    return SLACK + held + (NOT_THIS if declined else timedelta(0))


def _budget(owner: Owner, day: date, today: date) -> int:
    """What is left on that day: a new month brings a new budget (RK6)."""
    same = (day.year, day.month) == (today.year, today.month)
    return owner.budget - (owner.actions_this_month if same else 0)
