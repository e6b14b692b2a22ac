"""A morning's mail of invented people, so that an organiser reads what will be sent without reading anybody's notes."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from email.utils import parseaddr

from flask import current_app
from flask_babel import force_locale

from netevent.domain import prompts
from netevent.domain.prompts import Slot, Terms
from netevent.domain.prompts.terms import ASKED
from netevent.domain.schedules.mornings import UNSTATED_LENGTH
from netevent.errors import N_
from netevent.mails.pages import Link, MorningPage, Someone
from netevent.mails.words import _
from netevent.models import Contact, Digest, Encounter, Event, Person, Prompt
from netevent.operations import mornings

READER = "Nora Winter"
NOWHERE = "about:srcdoc#sample"  # no place in the page that shows the mail: a tap moves nothing


@dataclass(frozen=True, slots=True)
class Sample:
    """The mail as it would lie in a mailbox: from whom, and what it says."""

    from_name: str
    from_address: str
    page: MorningPage


@dataclass(frozen=True, slots=True)
class Invented:
    """Somebody nobody met. `part` of the evening was over when they talked; `said` is what was noted."""

    name: str
    part: float
    kind: str
    said: str
    slots: Mapping[str, Slot]


PEOPLE = (
    Invented(
        "Inés Calderón",
        0.2,
        "promise.due",
        N_("I want the workshop open before the apprentices start in March."),
        {"promise": N_("Send the list of sawmills")},
    ),
    Invented(
        "Paweł Sikora",
        0.35,
        "asked.send",
        N_("Could you send me that sheet on glass and noise?"),
        {"asked": Terms((ASKED["document"],))},
    ),
    Invented(
        "Amina Cherif", 0.8, "help.have", N_("I am looking for a quiet room for my Saturday class."), {}
    ),
)


def sample_of(event: Event) -> Sample:
    """What people of this event will get, in its language; nothing of it is kept."""
    with force_locale(event.language):
        digest = Digest(
            person=Person(name=READER, zone=event.zone, names_only_in_mail=False),
            event=event,
            event_id=event.id,
            day=event.next_morning.astimezone(event.tz).date(),
            created_at=event.next_morning,
        )
        about = [_suggestion(one, event, digest) for one in PEOPLE]
        footer = tuple(Link(words, NOWHERE) for words in (_("Unsubscribe"), _("Pause"), _("Privacy")))
        page = mornings.written(digest, about, (None, None), event.language, footer, event.next_morning)
        return Sample(
            from_name=_("netevent for %(event)s", event=event.title),
            from_address=parseaddr(current_app.config["SETTINGS"].mail_from)[1],
            page=replace(page, people=tuple(_leading_nowhere(one) for one in page.people)),
        )


def _suggestion(one: Invented, event: Event, digest: Digest) -> tuple[Prompt, Contact]:
    """Rows that are never kept."""
    contact, said = Contact(name=one.name), _(one.said)
    at = _moment(event, one.part)
    note = Encounter(contact=contact, event=event, event_id=event.id, at=at, care=said, asked_line="")
    slots = {
        "name": one.name,
        "due": digest.day,
        **{name: _(value) if isinstance(value, str) else value for name, value in one.slots.items()},
    }
    prompt = Prompt(
        kind=one.kind,
        wording=0,
        slots=prompts.pack(slots),
        contact=contact,
        encounter=note,
        created_at=digest.created_at,
    )
    return prompt, contact


def _moment(event: Event, part: float) -> datetime:
    """Sometime in the last hours of the event, which may have gone on for days."""
    begin = max(event.starts_at, event.closes_at - UNSTATED_LENGTH)
    at: datetime = begin + part * (event.closes_at - begin)
    return at - timedelta(seconds=at.second, microseconds=at.microsecond)


def _leading_nowhere(one: Someone) -> Someone:
    return replace(
        one,
        write=Link(one.write.words, NOWHERE),
        answers=tuple(Link(answer.words, NOWHERE) for answer in one.answers),
    )
