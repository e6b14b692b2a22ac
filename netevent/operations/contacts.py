"""The people one keeps: adding by name, finding again, and what each of them shares at the moment."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from netevent.extensions import db
from netevent.models import Act, Contact, Encounter, Person, Promise, Share

CADENCES = ("close", "touch", "rest")
NOTED_BY = {"free_note": "you", "topics": "both"}
TAGS = 50  # encounters whose topics are offered again


@dataclass(frozen=True, slots=True)
class TheirCard:
    """What is known of a contact: what they share today, else what the owner wrote. Empty text: not known."""

    name: str
    company: str = ""
    role: str = ""
    ask_about: str = ""
    email: str = ""
    phone: str = ""
    link: str = ""
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A line in the list of people: the contact, the last evening together, the next date promised."""

    contact: Contact
    card: TheirCard
    encounter: Encounter
    promise: Promise | None


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened: `kind` chooses the sentence, `who` is 'you', 'them' or 'both'."""

    kind: str
    who: str
    at: datetime
    text: str = ""
    encounter: Encounter | None = None


def their_card(contact: Contact) -> TheirCard:
    """The card of one contact as it may be seen today."""
    share = Share.between(contact.person_id, contact.owner_id) if contact.person_id else None
    return _seen(contact, contact.person, share)


def people_of(owner: Person, search: str = "") -> list[Row]:
    """Everybody the owner keeps, the latest evening first; `search` ignores case and accents."""
    cards = _cards_of(owner)
    promises = _promises_of(owner)
    rows: dict[int, Row] = {}
    words: dict[int, list[str]] = {}
    for encounter in _encounters_of(owner):
        contact, told = encounter.contact, promises.get(encounter.contact_id, [])
        card = cards.get(contact.id) or TheirCard(contact.name)
        dated = sorted((one for one in told if one.open and one.due_on), key=lambda one: str(one.due_on))
        rows.setdefault(contact.id, Row(contact, card, encounter, next(iter(dated), None)))
        words.setdefault(contact.id, [contact.name, card.name, card.company, *(one.text for one in told)])
        words[contact.id] += [encounter.care, encounter.need, encounter.free_note]
    wanted = plain(search).split()
    return [row for key, row in rows.items() if all(word in plain("\n".join(words[key])) for word in wanted)]


def so_far(contact: Contact) -> list[Step]:
    """The story of two people, the newest step first."""
    told = [act for act in Act.of_contact(contact.id) if not act.kind.startswith("promise_")]
    steps = [
        *(step for encounter in Encounter.of_contact(contact.id) for step in _evening(encounter)),
        *(step for promise in _promises_with(contact) for step in _word_given(promise)),
        *(Step(act.kind, "you" if act.by == "me" else "them", act.at, act.detail) for act in told),
    ]
    return sorted(steps, key=lambda step: step.at, reverse=True)


def open_promises(contact: Contact) -> list[Promise]:
    """What is still to be done on either side, the soonest date first."""
    standing = [promise for promise in _promises_with(contact) if promise.open]
    return sorted(standing, key=lambda promise: (promise.due_on is None, str(promise.due_on), promise.id))


def tags_of(owner: Person) -> list[str]:
    """The topics the owner used lately, the newest first."""
    used = db.session.scalars(
        select(Encounter.topics)
        .where(Encounter.owner_id == owner.id)
        .order_by(Encounter.at.desc())
        .limit(TAGS)
    )
    return list(dict.fromkeys(topic for topics in used for topic in topics))


def others_of(contact: Contact) -> list[Contact]:
    """The owner's other people, by name: whom one could introduce to this one."""
    found = db.session.scalars(
        select(Contact).where(Contact.owner_id == contact.owner_id, Contact.id != contact.id)
    )
    return sorted(found, key=lambda other: plain(other.name))


def change_cadence(contact: Contact, cadence: str, now: datetime) -> None:
    """How close to keep somebody, from here on."""
    set_cadence(contact, cadence, now)
    db.session.commit()


def set_cadence(contact: Contact, cadence: str, now: datetime) -> None:
    """Resting and waking are lines of the log too. The caller commits."""
    if cadence == contact.cadence or cadence not in CADENCES:
        return
    kind = "rest" if cadence == "rest" else "wake" if contact.cadence == "rest" else ""
    contact.cadence = cadence
    if kind:
        db.session.add(Act(owner_id=contact.owner_id, contact_id=contact.id, kind=kind, by="me", at=now))


def plain(text: str) -> str:
    """Text as it is compared: without case and accents."""
    return "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))


def _seen(contact: Contact, person: Person | None, share: Share | None) -> TheirCard:
    if person is None or share is None or share.withdrawn_at:
        return TheirCard(
            contact.name,
            contact.company,
            contact.role,
            email=contact.email,
            phone=contact.phone,
            withdrawn=bool(share and share.withdrawn_at),
        )
    return TheirCard(
        person.name or contact.name,
        person.company,
        person.role,
        person.ask_about,
        (person.email or "") if share.email else contact.email,
        person.phone if share.phone else contact.phone,
        person.link,
    )


def _cards_of(owner: Person) -> dict[int, TheirCard]:
    found = db.session.execute(
        select(Contact, Share)
        .outerjoin(Share, (Share.giver_id == Contact.person_id) & (Share.receiver_id == Contact.owner_id))
        .options(joinedload(Contact.person))
        .where(Contact.owner_id == owner.id)
    )
    return {contact.id: _seen(contact, contact.person, share) for contact, share in found}


def _promises_of(owner: Person) -> dict[int, list[Promise]]:
    told: dict[int, list[Promise]] = {}
    for promise in db.session.scalars(select(Promise).where(Promise.owner_id == owner.id)):
        told.setdefault(promise.contact_id, []).append(promise)
    return told


def _promises_with(contact: Contact) -> list[Promise]:
    return list(
        db.session.scalars(select(Promise).where(Promise.contact_id == contact.id).order_by(Promise.id))
    )


def _encounters_of(owner: Person) -> Iterable[Encounter]:
    return db.session.scalars(
        select(Encounter)
        .options(joinedload(Encounter.event), joinedload(Encounter.contact))
        .where(Encounter.owner_id == owner.id)
        .order_by(Encounter.at.desc(), Encounter.id.desc())
    )


def _evening(encounter: Encounter) -> list[Step]:
    """The first moment, and what was noted of it; the note stands above the meeting, being later."""
    need = ("need", encounter.need) if encounter.need else ("need_kind", encounter.need_kind)
    told = (
        ("free_note", encounter.free_note),
        ("offer", encounter.offer),
        ("asked", encounter.asked_line),
        need,
        ("care", encounter.care),
        ("topics", ", ".join(encounter.topics)),
    )
    steps = [
        Step(kind, NOTED_BY.get(kind, "them"), encounter.at, text, encounter) for kind, text in told if text
    ]
    return [*steps, Step("met", "both", encounter.at, encounter=encounter)]


def _word_given(promise: Promise) -> list[Step]:
    who = "you" if promise.direction == "mine" else "them"
    ends = (("kept", promise.kept_at), ("released", promise.released_at))
    return [
        *(Step(f"{kind}_{promise.direction}", who, at, promise.text) for kind, at in ends if at),
        Step(f"promised_{promise.direction}", who, promise.made_at, promise.text),
    ]
