"""The people one keeps: finding them again, what each of them shares at the moment, correcting and forgetting."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import joinedload, selectinload

from netevent.extensions import db
from netevent.models import Block, Contact, Encounter, Person, Promise, Prompt, Share
from netevent.operations import acts

CADENCES = ("close", "touch", "rest")
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


def their_card(contact: Contact) -> TheirCard:
    """The card of one contact as it may be seen today."""
    share = Share.between(contact.person_id, contact.owner_id) if contact.person_id else None
    return _seen(contact, contact.person, share, apart=_is_apart(contact))


def is_shared(contact: Contact) -> bool:
    """Whether the person's own card is seen at the moment, and not only what the owner wrote."""
    share = Share.between(contact.person_id, contact.owner_id) if contact.person_id else None
    return share is not None and share.withdrawn_at is None and not _is_apart(contact)


def apart_from(person_id: int) -> set[int]:
    """Everybody who blocks this person or is blocked by them: neither sees the other's card."""
    pairs = select(Block.blocker_id, Block.blocked_id).where(
        or_(Block.blocker_id == person_id, Block.blocked_id == person_id), Block.lifted_at.is_(None)
    )
    return {one for pair in db.session.execute(pairs) for one in pair} - {person_id}


def is_silent(contact: Contact) -> bool:
    """Whether nothing may be suggested about this person any more (ST2): an objection, or a block either way."""
    return contact.closed_at is not None or _is_apart(contact)


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


def promises_with(contact: Contact) -> list[Promise]:
    """Every word given between the owner and this person, the first first."""
    return list(
        db.session.scalars(select(Promise).where(Promise.contact_id == contact.id).order_by(Promise.id))
    )


def open_promises(contact: Contact) -> list[Promise]:
    """What is still to be done on either side, the soonest date first."""
    standing = [promise for promise in promises_with(contact) if promise.open]
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
    """The owner's other people, by name: whom one could introduce to this one, for all we know."""
    apart = apart_from(contact.owner_id)
    found = db.session.scalars(
        select(Contact).where(
            Contact.owner_id == contact.owner_id, Contact.id != contact.id, Contact.closed_at.is_(None)
        )
    )
    return sorted(
        (other for other in found if other.person_id not in apart), key=lambda other: plain(other.name)
    )


def change_cadence(contact: Contact, cadence: str, now: datetime) -> None:
    """How close to keep somebody, from here on."""
    set_cadence(contact, cadence, now)
    db.session.commit()


def change_cadences(wanted: dict[Contact, str], now: datetime) -> None:
    """The same for many at once."""
    for contact, cadence in wanted.items():
        set_cadence(contact, cadence, now)
    db.session.commit()


def set_cadence(contact: Contact, cadence: str, now: datetime) -> None:
    """Resting and waking are lines of the log too. The caller commits."""
    if cadence == contact.cadence or cadence not in CADENCES:
        return
    kind = "rest" if cadence == "rest" else "wake" if contact.cadence == "rest" else ""
    contact.cadence = cadence
    if kind:
        acts.add(contact, kind, by="me", now=now)


def correct(contact: Contact, fields: dict[str, str]) -> None:
    """Write down what was heard better; `fields` come from forms/people.py, and are the owner's own words."""
    for name, value in fields.items():
        setattr(contact, name, value)
    db.session.commit()


def forget(contact: Contact) -> None:
    """Everything the owner keeps of this person goes; what the other keeps is theirs."""
    for prompt in db.session.scalars(select(Prompt).where(Prompt.owner_id == contact.owner_id)):
        if contact.name in _names_in(prompt):  # a line about oneself, or an introduction to somebody else
            db.session.delete(prompt)
    db.session.execute(delete(Contact).where(Contact.id == contact.id))
    db.session.commit()


def plain(text: str) -> str:
    """Text as it is compared: without case and accents."""
    return "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))


def _is_apart(contact: Contact) -> bool:
    return contact.person_id is not None and Block.between(contact.owner_id, contact.person_id)


def _seen(contact: Contact, person: Person | None, share: Share | None, *, apart: bool) -> TheirCard:
    if person is None or share is None or share.withdrawn_at or apart:
        return TheirCard(
            contact.name,
            contact.company,
            contact.role,
            email=contact.email,
            phone=contact.phone,
            withdrawn=bool(share and (share.withdrawn_at or apart)),
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
    apart = apart_from(owner.id)
    return {
        contact.id: _seen(contact, contact.person, share, apart=contact.person_id in apart)
        for contact, share in found
    }


def _promises_of(owner: Person) -> dict[int, list[Promise]]:
    told: dict[int, list[Promise]] = {}
    for promise in db.session.scalars(select(Promise).where(Promise.owner_id == owner.id)):
        told.setdefault(promise.contact_id, []).append(promise)
    return told


def _encounters_of(owner: Person) -> Iterable[Encounter]:
    return db.session.scalars(
        select(Encounter)
        .options(joinedload(Encounter.event), joinedload(Encounter.contact), selectinload(Encounter.promises))
        .where(Encounter.owner_id == owner.id)
        .order_by(Encounter.at.desc(), Encounter.id.desc())
    )


def _names_in(prompt: Prompt) -> list[str]:
    names = prompt.slots.get("names", [])
    return [*(names if isinstance(names, list) else []), prompt.slots.get("introduce", "")]
