"""A prompt in the reader's language: its wording translated, its recorded facts filled in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from babel.dates import format_date
from babel.lists import format_list
from flask_babel import get_locale, gettext

from netevent.domain.prompts import Slot, Terms, unpack
from netevent.domain.prompts.words import CHOICES, GREETING, Wording, in_app, in_mail
from netevent.domain.prompts.words.filling import fill
from netevent.models import Contact, Prompt
from netevent.models.people import first_name


@dataclass(frozen=True)
class Sentences:
    """What a prompt says: to the owner, why, and the line that starts their own message; and whether the old note may
    stand beside it."""

    say: str
    reason: str
    starter: str
    choices: tuple[str, ...] = ()
    quotes: bool = True


def in_the_app(prompt: Prompt) -> Sentences:
    """As shown on a page of the owner's."""
    slots = unpack(prompt.slots)
    return _sentences(prompt, in_app(prompt.kind, prompt.wording, slots), slots)


def in_a_mail(prompt: Prompt, *, names_only: bool, kept: Mapping[str, Any] | None = None) -> Sentences:
    """As shown in a mail, which says less (domain page, section 1); of the recorded facts only those `kept`."""
    slots = unpack(prompt.slots if kept is None else dict(kept))
    return _sentences(prompt, in_mail(prompt.kind, prompt.wording, slots, names_only=names_only), slots)


def greeting(contact: Contact) -> str:
    """The first line of the owner's own message."""
    return str(gettext(GREETING, name=first_name(contact.name)))


def may_quote(prompt: Prompt) -> bool:
    """After a sensitive time nothing of the old note is shown (ST7)."""
    return prompt.kind != "help.checkin" or "told_on" in prompt.slots


def _sentences(prompt: Prompt, wording: Wording, slots: dict[str, Slot]) -> Sentences:
    filled = {name: _filled(value) for name, value in slots.items()}
    if prompt.contact:
        filled["name"] = prompt.contact.first_name
    return Sentences(
        say=fill(gettext(wording.say), filled),
        reason=gettext(wording.reason),
        starter=fill(gettext(wording.starter), filled) if wording.starter else "",
        choices=tuple(gettext(choice) for choice in CHOICES) if prompt.kind == "promise.overdue" else (),
        quotes=may_quote(prompt),
    )


def _filled(value: Slot) -> str:
    """Words as they were noted, dates and lists as the reader's language writes them."""
    if isinstance(value, date):
        return str(format_date(value, "EEEE d MMMM", locale=get_locale()))
    if isinstance(value, Terms):
        return str(format_list([gettext(word) for word in value.words], locale=get_locale()))
    return value if isinstance(value, str) else str(format_list(list(value), locale=get_locale()))
