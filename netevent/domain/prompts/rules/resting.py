"""Lines of the guards (class self; P4, P5, P11): the giver's rest, one way to give, and a person who rests."""

from collections.abc import Iterator
from datetime import date, timedelta

from netevent.domain.prompts.facts import Contact
from netevent.domain.prompts.looks import Look
from netevent.domain.prompts.matching import fits
from netevent.domain.prompts.notes import is_closed
from netevent.domain.prompts.rules.windows import Line
from netevent.domain.prompts.slots import needed, offered

NAMES = 3
TAKER = timedelta(days=60)
SEEN = timedelta(days=14)


def overload(look: Look, today: date) -> Iterator[Line]:
    """ST4 begins: once per spell. The names are of those to whom a word is open."""
    began = look.guard(today)
    if began and not any(s.kind == "self.overload" and s.on >= began for s in look.owner.shown):
        waiting = [contact.name for contact in look.contacts if _owes(contact)]
        yield Line({"names": tuple(waiting[:NAMES])} if waiting else {})


def taker(look: Look, today: date) -> Iterator[Line]:
    """ST5 begins: at most once in 60 d; the own offer, and the newest person whose need it meets."""
    lately = any(s.kind == "self.taker" and today < s.on + TAKER for s in look.owner.shown)
    if lately or not look.taker(today):
        return
    fitting = [c for c in look.contacts if fits(c, look.owner) and not c.solved_on and _awake(look, c, today)]
    facts = {"offer": offered(look.owner)}
    if not fitting:
        yield Line({name: fact for name, fact in facts.items() if fact})
        return
    newest = max(fitting, key=lambda contact: (contact.met_on, -contact.id))
    yield Line({**facts, "name": newest.name, "need": needed(newest)}, contact_id=newest.id)


def rest(look: Look, today: date) -> Iterator[Line]:
    """ST1 begins: once per person, in the app only, for two weeks at most."""
    for contact in look.contacts:
        if is_closed(contact) or any(shown.kind == "self.rest" for shown in contact.shown):
            continue
        relation = look.relation(contact, today)
        if relation.state == "resting" and today < relation.since + SEEN:
            yield Line({"name": contact.name}, contact_id=contact.id)


def _owes(contact: Contact) -> bool:
    return not is_closed(contact) and any(p.mine and p.state == "open" for p in contact.promises)


def _awake(look: Look, contact: Contact, today: date) -> bool:
    asleep = is_closed(contact) or contact.cadence == "rest" or contact.sensitive_on
    return not asleep and look.relation(contact, today).state != "resting"
