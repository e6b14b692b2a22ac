"""Meeting somebody, the note one keeps of it, and the promises in it."""

from datetime import date, datetime, timedelta
from typing import Any, cast
from zoneinfo import ZoneInfo

from sqlalchemy import CursorResult, select, update

from netevent.domain.schedules import CHIPS, chip_date, next_morning
from netevent.errors import N_, Conflict, Invalid
from netevent.extensions import db
from netevent.models import Act, CheckIn, Contact, Encounter, Event, Person, Promise, Prompt
from netevent.operations import acts, facts
from netevent.operations.contacts import set_cadence
from netevent.operations.digests import wake

ONE_TALK = timedelta(hours=12)  # outside of events, a second scan within it is still the same talk
SECOND_THOUGHTS = timedelta(days=1)  # a line taken out this soon was never promised

OF_ENCOUNTER = (
    "topics", "care", "need_kind", "need", "can_help", "offer_kind", "offer", "asked_for", "asked_line",
    "introduce_id", "introduce_reason", "hook", "hook_on", "who_talked", "felt", "free_note",
)  # fmt: skip
OF_CONTACT = ("strength", "contact_ok", "language", "register")
ENDS = ("promise_kept", "promise_released")
PROMISES = {"mine": ("promise", "promise_due"), "theirs": ("their_promise", "their_due")}

STALE = N_("This note was saved elsewhere in the meantime. Both texts are below, and nothing is lost.")
NOT_MINE = N_("Choose one of the people you met.")


def current_checkin(person: Person, now: datetime) -> CheckIn | None:
    """Where this person is or was last: an evening lasts until its next-morning mail leaves."""
    checkin = CheckIn.latest_of(person.id)
    lasting = checkin and not checkin.event.cancelled_at and now < checkin.event.next_morning
    return checkin if lasting else None


def shared_event(one: Person, other: Person, now: datetime) -> Event | None:
    """The event both are at."""
    first, second = current_checkin(one, now), current_checkin(other, now)
    return first.event if first and second and first.event_id == second.event_id else None


def add_by_name(owner: Person, fields: dict[str, str], event: Event | None, *, now: datetime) -> Contact:
    """Keep somebody without a QR; `fields` come from forms/people.py."""
    contact = Contact(owner=owner, created_at=now, **fields)
    db.session.add(contact)
    db.session.flush()
    meet(contact, event, now)
    db.session.commit()
    return contact


def meet(contact: Contact, event: Event | None, now: datetime) -> Encounter:
    """The encounter of this evening, an earlier scan's or a new one. The caller commits."""
    earlier = met_before(contact, event, now)
    if earlier:
        return earlier
    encounter = Encounter(
        owner_id=contact.owner_id, contact_id=contact.id, event_id=event.id if event else None, at=now
    )
    db.session.add(encounter)
    acts.restate(contact, now)
    contact.owner.digest_at = min(
        filter(None, (contact.owner.digest_at, _next_mail(contact.owner, event, now)))
    )
    return encounter


def met_before(contact: Contact, event: Event | None, now: datetime) -> Encounter | None:
    """The encounter this very evening already has."""
    if event:
        return Encounter.at_event(contact.id, event.id)
    latest = next(iter(Encounter.of_contact(contact.id)), None)
    return latest if latest and latest.event_id is None and now - latest.at < ONE_TALK else None


def zone_of(encounter: Encounter | None, owner: Person) -> str:
    """The clock a moment of this encounter is shown on."""
    return encounter.event.zone if encounter and encounter.event else owner.zone or "UTC"


def note_of(encounter: Encounter) -> dict[str, Any]:
    """The note as the form writes it: one flat value a field."""
    note = {name: getattr(encounter, name) for name in OF_ENCOUNTER}
    note |= {name: getattr(encounter.contact, name) for name in ("cadence", *OF_CONTACT)}
    for direction, (text, due) in PROMISES.items():
        standing = _standing(encounter.id, direction)
        note |= {text: standing.text if standing else "", due: standing.due_chip if standing else ""}
    return note


def save_note(encounter: Encounter, note: dict[str, Any], *, version: int, now: datetime) -> None:
    """Write a note that was begun on `version`; saving the same words twice is one save.

    Raises Conflict when other words were saved in between, and Invalid for somebody not among one's people.
    """
    if note["introduce_id"] and not _may_introduce(encounter, note["introduce_id"]):
        raise Invalid("introduce_id", NOT_MINE)
    if not _take(encounter, version, now):
        db.session.rollback()
        if note_of(encounter) == note:
            return
        raise Conflict(STALE)
    for name in OF_ENCOUNTER:
        setattr(encounter, name, note[name])
    for name in OF_CONTACT:
        setattr(encounter.contact, name, note[name])
    set_cadence(encounter.contact, note["cadence"], now)
    for direction, (text, due) in PROMISES.items():
        _write_promise(encounter, direction, note[text], note[due], now)
    db.session.flush()
    wake(encounter.contact.owner, now)
    db.session.commit()


def keep_promise(promise: Promise, now: datetime) -> None:
    """The word was kept, by whoever gave it."""
    if promise.open:
        promise.kept_at = now
        _log(promise, "promise_kept", now)
    db.session.commit()


def release_promise(promise: Promise, now: datetime) -> None:
    """The word is let go, without a trace of blame."""
    if promise.open:
        promise.released_at = now
        _log(promise, "promise_released", now)
    db.session.commit()


def redate_promise(promise: Promise, chip: str, now: datetime, prompt: Prompt | None = None) -> None:
    """The word gets another day on its owner's calendar, by hand or from a suggestion; it is kept in mind."""
    if chip not in CHIPS:
        raise Invalid("due", N_("Choose one of the days."))
    if promise.open:
        owner = db.session.get_one(Contact, promise.contact_id).owner
        promise.due_chip, promise.due_on = chip, chip_date(chip, facts.local(now, facts.zone_of(owner)))
        _log(promise, "redated", now, prompt)
        wake(owner, now)
    db.session.commit()


def reopen_promise(promise: Promise, now: datetime) -> None:
    """It was not kept after all, nor let go: the word stands again."""
    ended = promise.kept_at or promise.released_at
    contact = db.session.get_one(Contact, promise.contact_id)
    for act in Act.of_contact(contact.id):
        if act.kind in ENDS and act.at == ended:
            act.undone_at = now
    promise.kept_at = promise.released_at = None
    acts.restate(contact, now)
    wake(contact.owner, now)
    db.session.commit()


def promise_of(contact: Contact, promise_id: int) -> Promise | None:
    return db.session.scalar(
        select(Promise).where(Promise.id == promise_id, Promise.contact_id == contact.id)
    )


def _next_mail(owner: Person, event: Event | None, now: datetime) -> datetime:
    """Who met somebody without an event gets the mail of the next working day on their own clock."""
    return event.next_morning if event else next_morning(now, owner.zone or "UTC")


def _take(encounter: Encounter, version: int, now: datetime) -> bool:
    """Win the right to write: one of two tabs that began on the same version."""
    taken = db.session.execute(
        update(Encounter)
        .where(Encounter.id == encounter.id, Encounter.version == version)
        .values(version=version + 1, saved_at=now)
    )
    return cast("CursorResult[Any]", taken).rowcount == 1


def _may_introduce(encounter: Encounter, contact_id: int) -> bool:
    return contact_id != encounter.contact_id and Contact.owned(encounter.owner_id, contact_id) is not None


def _standing(encounter_id: int, direction: str) -> Promise | None:
    """The newest open promise of a note in one direction."""
    promises = reversed(Promise.of_encounter(encounter_id))
    return next((promise for promise in promises if promise.open and promise.direction == direction), None)


def _write_promise(encounter: Encounter, direction: str, text: str, chip: str, now: datetime) -> None:
    standing = _standing(encounter.id, direction)
    if standing and not text:
        _take_out(standing, now)
    elif standing:
        if standing.due_chip != chip:
            standing.due_on = chip_date(chip, _today(encounter, now))
        standing.text, standing.due_chip = text, chip
    elif text:
        _promise(encounter, direction, text, chip, now)


def _promise(encounter: Encounter, direction: str, text: str, chip: str, now: datetime) -> None:
    db.session.add(
        Promise(
            owner_id=encounter.owner_id,
            contact_id=encounter.contact_id,
            encounter_id=encounter.id,
            direction=direction,
            text=text,
            due_chip=chip,
            due_on=chip_date(chip, _today(encounter, now)),
            made_at=now,
        )
    )


def _take_out(promise: Promise, now: datetime) -> None:
    if now - promise.made_at < SECOND_THOUGHTS:
        db.session.delete(promise)
    else:
        promise.released_at = now
        _log(promise, "promise_released", now)


def _today(encounter: Encounter, now: datetime) -> date:
    return now.astimezone(ZoneInfo(zone_of(encounter, encounter.contact.owner))).date()


def _log(promise: Promise, kind: str, now: datetime, prompt: Prompt | None = None) -> None:
    contact, by = (
        db.session.get_one(Contact, promise.contact_id),
        "me" if promise.direction == "mine" else "them",
    )
    acts.add(contact, kind, by=by, now=now, prompt=prompt, detail=promise.text)
