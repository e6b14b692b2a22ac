"""Lines about oneself: whether they still hold, and where they lead; alike in the mail and on Today."""

from collections.abc import Callable, Iterable
from datetime import date

from sqlalchemy import bindparam, select
from sqlalchemy.orm import contains_eager

from netevent.domain import prompts
from netevent.errors import N_, Said
from netevent.extensions import db
from netevent.models import Contact, Encounter, Event, Prompt

Way = tuple[Said, str]
"""What a link says, and the path it leads to."""

HALF_A_YEAR = 180


def ways(prompt: Prompt) -> list[Way] | None:
    """Where a line leads; None when it no longer holds."""
    lead = _WAYS.get(prompt.kind)
    return lead(prompt) if lead else []


def told(prompt: Prompt, *, names_only: bool) -> Prompt:
    """The same line without the owner's noted words, for whom keeps those in the app. Never kept."""
    if not names_only:
        return prompt
    slots = {name: value for name, value in prompt.slots.items() if name in ("names", "event")}
    return Prompt(kind=prompt.kind, wording=prompt.wording, slots=slots, event_id=prompt.event_id)


def in_the_app(
    owner_id: int, owner: prompts.Owner, contacts: Iterable[prompts.Contact], today: date
) -> list[Prompt]:
    """Lines that fit today although no mail brought them, as rows that are never kept."""
    found = prompts.in_the_app(owner, contacts, today)
    made = [
        Prompt(
            owner_id=owner_id,
            kind=one.kind,
            wording=one.wording,
            slots=prompts.pack(one.slots),
            event_id=one.event_id,
            shown_on=today,
        )
        for one in found
    ]
    return sorted(made, key=lambda one: one.kind != "self.rest")


def _notes(prompt: Prompt) -> list[Way] | None:
    names = prompts.unpack(prompt.slots).get("names")
    if not isinstance(names, tuple):
        return [(Said(N_("Add by name"), {}), "/people/new")]
    empty = [contact for name in names if (contact := _with_empty_note(prompt.owner_id, name))]
    if not empty:
        return None
    return [(_add(contact, len(empty)), f"/people/{contact.id}/note") for contact in empty]


def _wrap(prompt: Prompt) -> list[Way] | None:
    event = db.session.get(Event, prompt.event_id) if prompt.event_id else None
    return (
        [(Said(N_("Choose whom to keep close"), {}), f"/people/circle?event={event.code}")] if event else None
    )


def _review(prompt: Prompt) -> list[Way] | None:
    event = db.session.get(Event, prompt.event_id) if prompt.event_id else None
    if event is None:
        return None
    day = HALF_A_YEAR if (prompt.shown_on - event.evening).days >= HALF_A_YEAR else HALF_A_YEAR // 2
    return [(Said(N_("Look back on it"), {}), f"/me/reviews/{event.code}/{day}")]


def _overload(_prompt: Prompt) -> list[Way]:
    return [(Said(N_("Say what is enough for you"), {}), "/me/followups")]


def _taker(prompt: Prompt) -> list[Way]:
    name = prompt.slots.get("name")
    contact = _of_name(prompt.owner_id, name) if isinstance(name, str) else None
    if contact is None:
        return [(Said(N_("People you met"), {}), "/people")]
    return [(Said(N_("See what you noted"), {}), f"/people/{contact.id}")]


def _add(contact: Contact, count: int) -> Said:
    if count == 1:
        return Said(N_("Add what you remember"), {})
    return Said(N_("Add a line on %(name)s"), {"name": contact.first_name})


def _of_name(owner_id: int, name: str) -> Contact | None:
    note = _newest_note(owner_id, name)
    return note.contact if note else None


def _with_empty_note(owner_id: int, name: str) -> Contact | None:
    """The newest of the owner's people of that name, if their note is still thin."""
    note = _newest_note(owner_id, name)
    return note.contact if note and note.is_bare else None


def _newest_note(owner_id: int, name: str) -> Encounter | None:
    return db.session.scalar(_NEWEST, {"owner": owner_id, "called": name})


_NEWEST = (  # built once: every morning asks it
    select(Encounter)
    .join(Encounter.contact)
    .options(contains_eager(Encounter.contact))
    .where(Contact.owner_id == bindparam("owner"), Contact.name == bindparam("called"))
    .order_by(Encounter.at.desc(), Encounter.id.desc())
    .limit(1)
)


_WAYS: dict[str, Callable[[Prompt], list[Way] | None]] = {
    "self.notes": _notes,
    "self.wrap": _wrap,
    "self.review": _review,
    "self.overload": _overload,
    "self.taker": _taker,
}
