"""Whom it has been quiet with for a while: a few names for Today, without any hurry (sections 1 and 3, T6)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from netevent.domain.prompts.facts import Contact, Owner
from netevent.domain.prompts.looks import Look, rung
from netevent.domain.prompts.notes import is_closed, left_a_basis
from netevent.domain.prompts.rules.helping import HOLD
from netevent.domain.relationships.acts import reaching

AT_MOST = 5
AWHILE = {"close": timedelta(days=60), "touch": timedelta(days=120)}
TALKED = ("conversation", "mutual_support", "lasting")


@dataclass(frozen=True, slots=True)
class Quiet:
    """One of the owner's people, and the day something last happened between the two."""

    contact: Contact
    since: date


def quiet(owner: Owner, contacts: Iterable[Contact], today: date) -> tuple[Quiet, ...]:
    """At most five, those kept close first, then whoever was silent longest."""
    look = Look(owner, tuple(contacts), today)
    found = [Quiet(one, _last_word(one)) for one in look.contacts if _speaks(look, one, today)]
    silent = [one for one in found if today - one.since >= AWHILE[one.contact.cadence]]
    silent.sort(key=lambda one: (one.contact.cadence != "close", one.since, one.contact.id))
    return tuple(silent[:AT_MOST])


def _last_word(contact: Contact) -> date:
    """When something last went from one to the other; a date that was moved is no word to them."""
    return max([contact.met_on, *(act.on for act in reaching(contact.acts))])


def _speaks(look: Look, contact: Contact, today: date) -> bool:
    """Whether there is something to come back to, and nothing that asks for silence."""
    if is_closed(contact) or contact.cadence not in AWHILE or not left_a_basis(contact):
        return False
    held = contact.sensitive_on and not contact.eased_on and today < contact.sensitive_on + HOLD
    relation = look.relation(contact, today)
    near = contact.cadence == "close" or rung(relation) in TALKED
    return near and not held and relation.state != "resting"
