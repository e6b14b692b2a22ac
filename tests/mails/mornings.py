"""A morning after: Ben met people at Ada's evening, and his digest waits in the outbox."""

from datetime import date, datetime, timedelta
from typing import Any

from netevent import clock
from netevent.extensions import db
from netevent.models import Contact, Digest, Encounter, Event, OutboxMail, Person, Promise, Prompt
from netevent.operations.posting import post
from tests import cast

FRIDAY = date(2026, 11, 6)


def first_thursday(**fields: Any) -> tuple[Event, Person]:
    """Ada's evening, and Ben who was there."""
    event = cast.event(cast.person("Ada Moreau"), host="Lakeside Evenings", **fields)
    ben = cast.person("Ben Adler")
    cast.checked_in(event, ben)
    return event, ben


def met(owner: Person, event: Event | None, name: str, **note: Any) -> Encounter:
    """An encounter of this evening with the note as given; `contact` holds fields of the contact."""
    contact = Contact(owner_id=owner.id, name=name, created_at=clock.now(), **note.pop("contact", {}))
    db.session.add(contact)
    db.session.flush()
    encounter = Encounter(
        owner_id=owner.id, contact_id=contact.id, event_id=event.id if event else None, at=clock.now(), **note
    )
    db.session.add(encounter)
    db.session.commit()
    return encounter


def promised(encounter: Encounter, text: str, due_on: date | None = None) -> Promise:
    promise = Promise(
        owner_id=encounter.owner_id,
        contact_id=encounter.contact_id,
        encounter_id=encounter.id,
        direction="mine",
        text=text,
        due_on=due_on,
        made_at=clock.now(),
    )
    db.session.add(promise)
    db.session.commit()
    return promise


def prompt(kind: str, encounter: Encounter, digest: Digest, **slots: Any) -> Prompt:
    made = Prompt(
        owner_id=digest.person_id,
        digest_id=digest.id,
        contact_id=encounter.contact_id,
        encounter_id=encounter.id,
        kind=kind,
        position=len(Prompt.of_digest(digest.id)),
        slots={"name": encounter.contact.name, **slots},
        shown_on=digest.day,
        created_at=clock.now(),
    )
    db.session.add(made)
    db.session.commit()
    return made


def line(digest: Digest, **slots: Any) -> Prompt:
    """The line about oneself: `names=[...]` of thin notes, or `event=...` for the gentle question."""
    made = Prompt(
        owner_id=digest.person_id,
        digest_id=digest.id,
        kind="self.notes",
        position=9,
        wording=0 if "names" in slots else 3,
        slots=slots,
        shown_on=digest.day,
        created_at=clock.now(),
    )
    db.session.add(made)
    db.session.commit()
    return made


def digest_of(person: Person, event: Event | None, day: date = FRIDAY) -> Digest:
    digest = Digest(
        person_id=person.id, event_id=event.id if event else None, day=day, created_at=clock.now()
    )
    db.session.add(digest)
    db.session.commit()
    return digest


def mail(kind: str, address: str, *, now: datetime | None = None, key: str = "", **fields: Any) -> OutboxMail:
    """A mail in the outbox."""
    moment = now or clock.now()
    mail_id = post(
        kind,
        dedupe_key=key or f"{kind}:{address}:{db.session.query(OutboxMail).count()}",
        address=address,
        language=fields.pop("language", "en"),
        now=moment,
        expires_at=fields.pop("expires_at", moment + timedelta(hours=11)),
        **fields,
    )
    db.session.commit()
    return db.session.get_one(OutboxMail, mail_id)


def morning_mail(digest: Digest, **fields: Any) -> OutboxMail:
    """The mail of a digest, to the address it would go to."""
    kind = "morning" if digest.person.email else "neutral"
    address = digest.person.address
    assert address
    return mail(
        kind, address, person_id=digest.person_id, digest_id=digest.id, event_id=digest.event_id, **fields
    )
