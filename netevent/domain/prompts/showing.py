"""The facts of the evening after a morning: what a plan showed is shown, whatever becomes of it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from netevent.domain.prompts.facts import HINT, Contact, Owner, Shown
from netevent.domain.prompts.plans import Plan


def shown(
    owner: Owner, contacts: Iterable[Contact], made: Plan, today: date
) -> tuple[Owner, tuple[Contact, ...]]:
    """Owner and people as they stand once `made` went out: nobody has answered yet."""
    if not made:
        return owner, tuple(contacts)
    of_people = {hint.contact_id: Shown(kind=HINT, on=today) for hint in made.hints}
    of_people |= {
        prompt.contact_id: Shown(
            kind=prompt.kind,
            on=today,
            wording=prompt.wording,
            promise_id=prompt.promise_id,
            event_id=prompt.event_id,
            other_id=prompt.other_id,
        )
        for prompt in made.prompts
        if prompt.contact_id is not None
    }
    line = made.self_line
    own = [Shown(kind=line.kind, on=today, wording=line.wording, event_id=line.event_id)] if line else []
    return (
        replace(owner, shown=(*owner.shown, *own), last_digests=(*owner.last_digests, (today, False))[-12:]),
        tuple(_with(contact, of_people.get(contact.id)) for contact in contacts),
    )


def _with(contact: Contact, one: Shown | None) -> Contact:
    return replace(contact, shown=(*contact.shown, one)) if one else contact
