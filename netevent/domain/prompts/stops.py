"""Stop rules: reasons to stay silent about a person, whatever the window says (section 2, ST and RK9).

Each is a function of owner, contact, kind and day that answers True to stop; STOPS holds them by name.
ST3 and RK7 are in timing.py, for "later" overrules them.
"""

from collections.abc import Callable
from datetime import date, timedelta

from netevent.domain.prompts.facts import Act, Contact, Owner
from netevent.domain.prompts.kinds import Kind
from netevent.domain.prompts.notes import is_closed

NOT_THIS = timedelta(days=180)
UNANSWERED = timedelta(days=14)
AFTER_REFUSAL = timedelta(days=1)
COUNTED = "outreach"
UNCOUNTED = ("promise.", "asked.", "help.thanks")  # ST1 reads past these

Stop = Callable[[Owner, Contact, Kind, date], bool]


def closed(_: Owner, contact: Contact, __: Kind, ___: date) -> bool:
    """ST2: closed for this owner, for ever and for every kind."""
    return is_closed(contact)


def resting(_: Owner, contact: Contact, kind: Kind, __: date) -> bool:
    """RK9: let it rest, until undone. A rest chosen with the note keeps promises; one answered to a prompt,
    which may have been a promise, keeps nothing."""
    answered = any(shown.answer == "rest" for shown in contact.shown)
    return contact.cadence == "rest" and (answered or not kind.exempt)


def unanswered(_: Owner, contact: Contact, kind: Kind, today: date) -> bool:
    """ST1: two outreaches in a row without an answer, 14 d after the second, until they act or both meet
    again. (The 180 d end it for up.again and up.news alone, which are not built yet.)"""
    if kind.exempt:
        return False
    theirs = max((act.on for act in contact.acts if _wakes(act)), default=date.min)
    since = max(theirs + timedelta(days=1), contact.met_on)
    mine = sorted(act.on for act in contact.acts if _counts(act) and act.on >= since)
    return len(mine) >= 2 and today >= mine[1] + UNANSWERED


def refused(_: Owner, contact: Contact, __: Kind, today: date) -> bool:
    """ST8: nothing in the 24 h after a negative answer; by dates, that day and the next."""
    return any(act.negative and act.on <= today <= act.on + AFTER_REFUSAL for act in contact.acts)


def guarded(owner: Owner, _: Contact, kind: Kind, __: date) -> bool:
    """ST4: the giver guard rests help and introductions."""
    return owner.guard and kind.guarded


def declined(_: Owner, contact: Contact, kind: Kind, today: date) -> bool:
    """RK9: not this kind for this person, 180 d."""
    return any(
        shown.kind == kind.id and shown.answer == "not_this" and today < shown.settled_on + NOT_THIS
        for shown in contact.shown
    )


STOPS: dict[str, Stop] = {
    stop.__name__: stop for stop in (closed, resting, unanswered, refused, guarded, declined)
}


def stopped(owner: Owner, contact: Contact, kind: Kind, today: date) -> bool:
    """True when any stop rule holds."""
    return any(stop(owner, contact, kind, today) for stop in STOPS.values())


def _wakes(act: Act) -> bool:
    return act.by == "them" or act.kind == "encounter"


def _counts(act: Act) -> bool:
    return act.by == "me" and act.kind == COUNTED and not act.prompt_kind.startswith(UNCOUNTED)
