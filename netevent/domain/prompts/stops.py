"""Stop rules: reasons to stay silent about a person, whatever the window says (section 2, ST, RK9 and NV7).

Each is a function of look, contact, kind and day that answers True to stop; STOPS holds them by name.
ST3 and RK7 are in timing.py, for "later" overrules them; ST6 is in rhythms.py, ST9 in planning.py.
"""

from collections.abc import Callable
from datetime import date, timedelta

from netevent.domain.prompts.catalogue.shapes import Kind
from netevent.domain.prompts.facts import Contact
from netevent.domain.prompts.looks import Look, acted_between
from netevent.domain.prompts.notes import is_closed, left_a_basis
from netevent.domain.prompts.rules.helping import CHECK_IN, HOLD
from netevent.domain.relationships.acts import CHOICES

NOT_THIS = timedelta(days=180)
REST = timedelta(days=180)
AFTER_REFUSAL = timedelta(days=1)
AT_REST = ("up.again", "up.news")

Stop = Callable[[Look, Contact, Kind, date], bool]


def closed(_: Look, contact: Contact, __: Kind, ___: date) -> bool:
    """ST2: closed for this owner, for ever and for every kind."""
    return is_closed(contact)


def baseless(_: Look, contact: Contact, __: Kind, ___: date) -> bool:
    """NV7: nobody is prompted who left no basis."""
    return not left_a_basis(contact)


def resting(_: Look, contact: Contact, kind: Kind, __: date) -> bool:
    """RK9: let it rest, until undone. A rest chosen with the note keeps what is owed; one answered to a prompt,
    which may have been a promise, keeps nothing."""
    answered = any(shown.answer == "rest" for shown in contact.shown)
    return contact.cadence == "rest" and (answered or not kind.owed)


def unanswered(look: Look, contact: Contact, kind: Kind, today: date) -> bool:
    """ST1: two outreaches in a row without an answer, 14 d after the second, until they act or both meet again.

    After 180 d one up.again or up.news at most.
    """
    if kind.owed:
        return False
    relation = look.relation(contact, today)
    if relation.state != "resting":
        return False
    opens = relation.since + REST
    since = [s for s in contact.shown if s.kind in AT_REST and s.on >= opens]
    put_off = all(s.kind == kind.id and s.answer == "later" for s in since)
    return kind.id not in AT_REST or today < opens or not put_off


def refused(_: Look, contact: Contact, __: Kind, today: date) -> bool:
    """ST8: nothing in the 24 h after a negative answer; by dates, that day and the next."""
    return any(act.negative and act.on <= today <= act.on + AFTER_REFUSAL for act in contact.acts)


def guarded(look: Look, _: Contact, kind: Kind, today: date) -> bool:
    """ST4: the giver guard rests help and introductions."""
    return kind.guarded and look.guard(today) is not None


def taking(look: Look, _: Contact, kind: Kind, today: date) -> bool:
    """ST5: no more asking until one give; nor while the circle's balance is mostly receiving."""
    return kind.id == "help.ask" and (
        look.taker(today) is not None or look.balance(today) == "mostly_receiving"
    )


def sensitive(_: Look, contact: Contact, kind: Kind, today: date) -> bool:
    """ST7: nothing at all for 60 d, then help.checkin alone, until either side acts or the owner lifts it.

    What is owed waits for the check-in, or for its 30 d to pass, and no longer.
    """
    since = contact.sensitive_on
    if since is None or today < since or (contact.eased_on and today >= contact.eased_on >= since):
        return False
    opens = since + HOLD
    if today < opens:
        return True
    if kind.id == "help.checkin" or acted_between(contact.acts, opens, today):
        return False
    asked = any(s.kind == "help.checkin" and opens <= s.on < today for s in contact.shown)
    return not (kind.owed and (asked or today > opens + CHECK_IN))


def declined(_: Look, contact: Contact, kind: Kind, today: date) -> bool:
    """RK9: not this kind for this person, 180 d."""
    return any(
        shown.kind == kind.id and shown.answer == "not_this" and today < shown.settled_on + NOT_THIS
        for shown in contact.shown
    )


STOPS: dict[str, Stop] = {
    stop.__name__: stop
    for stop in (
        closed,
        baseless,
        resting,
        refused,
        declined,
        sensitive,
        guarded,
        taking,
        unanswered,
    )
}
ABOUT_BOTH = (closed, baseless, resting, refused, sensitive, unanswered)
"""Those that hold for the second person of an introduction as well (section 2, intro.need)."""


def stopped(look: Look, contact: Contact, kind: Kind, today: date, other: Contact | None = None) -> bool:
    """True when any stop rule holds."""
    for stop in STOPS.values():
        if stop(look, contact, kind, today):
            return True
    return other is not None and any(stop(look, other, kind, today) for stop in ABOUT_BOTH)


def was_held(look: Look, contact: Contact, kind: Kind, day: date) -> bool:
    """Whether a stop that has passed since held that day back (RK4): then it was no chance to be shown."""
    passing = (sensitive, refused, declined)
    return _was_at_rest(contact, day) or any(stop(look, contact, kind, day) for stop in passing)


def _was_at_rest(contact: Contact, day: date) -> bool:
    """By the log: the owner had let it rest, and not yet undone that."""
    chosen = [act for act in contact.acts if act.kind in CHOICES and act.on <= day]
    return bool(chosen) and max(chosen, key=lambda act: act.on).kind == "rest"
