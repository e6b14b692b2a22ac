"""What is found: rows through the person who asks; somebody else's look like none at all."""

from collections.abc import Iterable
from typing import Any, TypeVar, cast

from netevent.access.visitors import maybe_me, me
from netevent.domain.codes import CARD_LENGTH, EVENT_LENGTH, is_code, normal
from netevent.errors import N_, Forbidden, NotFound
from netevent.models import CheckIn, Contact, Device, Encounter, Event, Organiser, Person, Prompt
from netevent.operations import blocks, prompts
from netevent.operations.contacts import is_silent
from netevent.operations.organisers import NOT_YOURS

Owned = TypeVar("Owned")

NO_SUCH_EVENT = N_("We do not know this event code. Check it against the poster, or ask at the door.")
NO_SUCH_PERSON = N_("This card is not shared here. Ask them to show their QR again.")
NOT_THERE = N_("There is no page at this address.")
NO_SUCH_CONTACT = N_("This person is not among the people you met.")
ERASED_PERSON = N_("You met somebody here whose data was erased since then, with every note about them.")
OLD_PROMPT = N_("This link is no longer valid. Your people are still here once you sign in.")


def event_of(code: str) -> Event:
    """The event of a code as somebody typed or scanned it; raises NotFound."""
    wanted = normal(code)
    event = Event.of_code(wanted) if is_code(wanted, EVENT_LENGTH) else None
    if event is None:
        raise NotFound(NO_SUCH_EVENT)
    return event


def organised_event(code: str) -> Event:
    """The event of a code, for whoever organises it; raises NotFound, or Forbidden for the door."""
    event = event_of(code)
    if my_key(event).role == "door":
        raise Forbidden(N_("This page is for the organisers of the event."))
    return event


def owned_event(code: str) -> Event:
    """The event of a code, for its owners; raises NotFound, or Forbidden for the rest of the team."""
    event = event_of(code)
    if my_key(event).role != "owner":
        raise Forbidden(NOT_YOURS)
    return event


def staffed_event(code: str) -> Event:
    """The event of a code, for everybody with a key to it; raises NotFound."""
    event = event_of(code)
    my_key(event)
    return event


def device_event(device: Device, code: str) -> Event:
    """The event of a code, for a device of it; raises NotFound, as if there were no other."""
    if device.event.code != normal(code):
        raise NotFound(NO_SUCH_EVENT)
    return device.event


def my_key(event: Event) -> Organiser:
    """The key I hold to an event today; raises NotFound, as if there were no such event."""
    key = Organiser.key(me().id, event.id)
    if key is None:
        raise NotFound(NO_SUCH_EVENT)
    return key


def card_of(code: str) -> Person:
    """The person who shows this card; raises NotFound."""
    wanted = normal(code)
    found = Person.of_card(wanted) if is_code(wanted, CARD_LENGTH) else None
    if found is None or ((asking := maybe_me()) and blocks.blocked_by(found, asking)):
        raise NotFound(NO_SUCH_PERSON)
    return found


def mine(rows: Iterable[Owned], row_id: int) -> Owned:
    """One of the rows that are mine to change, by its number; anybody else's looks like none at all."""
    found = next((row for row in rows if cast(Any, row).id == row_id), None)
    if found is None:
        raise NotFound(NOT_THERE)
    return found


def my_contact(contact_id: int) -> Contact:
    """One of my own contacts; anybody else's looks like none at all."""
    contact = Contact.owned(me().id, contact_id)
    if contact is None or contact.erased:
        raise NotFound(ERASED_PERSON if contact else NO_SUCH_CONTACT)
    return contact


def my_note(contact_id: int) -> Encounter:
    """My latest encounter with one of my contacts."""
    return Encounter.of_contact(my_contact(contact_id).id)[0]


def my_checkin() -> CheckIn | None:
    """Where I am, or was last."""
    return CheckIn.latest_of(me().id)


def my_prompt(prompt_id: int) -> Prompt:
    """A suggestion that was made to me, and still may be followed."""
    prompt = Prompt.owned(me().id, prompt_id)
    if prompt is None or prompt.contact is None or is_silent(prompt.contact):
        raise NotFound(NOT_THERE)
    return prompt


def prompt_of(token: str) -> tuple[Prompt, Contact]:
    """The one prompt a mail link speaks of, and the person it is about."""
    prompt = prompts.of_token(token)
    if prompt is None or prompt.contact is None or is_silent(prompt.contact):
        raise NotFound(OLD_PROMPT)
    return prompt, prompt.contact
