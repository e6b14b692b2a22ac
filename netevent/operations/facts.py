"""Rows as the frozen facts that the prompt rules read: one person's whole circle, in six queries."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from netevent.domain.prompts import facts
from netevent.domain.prompts.kinds import KINDS
from netevent.domain.schedules import encounter_day, follow_up_day
from netevent.extensions import db
from netevent.models import Act, CheckIn, Contact, Encounter, Intention, Person, Promise, Prompt
from netevent.operations.contacts import apart_from

RECENT = timedelta(days=30)
RECORDED = frozenset(
    ("promise.due", "promise.overdue", "asked.send", "help.have", "ask.care", "ask.listen", "ask.awkward",
     "intro.mention", "up.week", "self.notes")
)  # fmt: skip
"""The kinds whose facts are kept as rows so far."""
About = TypeVar("About", Promise, Act)


def zone_of(person: Person) -> str:
    """The zone of somebody's mornings: their own wish, else that of their last event (domain page, terms)."""
    if person.zone:
        return person.zone
    last = CheckIn.latest_of(person.id)
    return last.event.zone if last else "UTC"


def owner_of(person: Person, zone: str, now: datetime) -> facts.Owner:
    """What the rules may know of the owner."""
    intention = Intention.latest_of(person.id)
    return facts.Owner(
        offer_kind=intention.offer_kind if intention else "",
        offer=intention.offer if intention else "",
        kinds=RECORDED,
        actions_this_month=_actions(person, now.astimezone(ZoneInfo(zone)).date(), zone),
        names_only=person.names_only_in_mail,
        evenings=tuple(_evenings(person, now)),
        shown=tuple(_shown(prompt, zone) for prompt in _prompts_of(person, about_people=False)),
    )


def contacts_of(person: Person, zone: str) -> list[facts.Contact]:
    """Everybody the person keeps, each with the newest note and the whole history of acts and prompts."""
    promises = _grouped(db.session.scalars(select(Promise).where(Promise.owner_id == person.id)))
    acts = _grouped(db.session.scalars(select(Act).where(Act.owner_id == person.id).order_by(Act.at, Act.id)))
    shown: dict[int, list[Prompt]] = defaultdict(list)
    for prompt in _prompts_of(person, about_people=True):
        shown[prompt.contact_id or 0].append(prompt)
    apart = apart_from(person.id)
    return [
        _contact(note, zone, promises[note.contact_id], acts[note.contact_id], shown[note.contact_id], apart)
        for note in _newest_notes(person)
    ]


def _newest_notes(person: Person) -> list[Encounter]:
    rows = db.session.scalars(
        select(Encounter)
        .options(joinedload(Encounter.contact), joinedload(Encounter.event), joinedload(Encounter.introduce))
        .where(Encounter.owner_id == person.id)
        .order_by(Encounter.at, Encounter.id)
    )
    return list({note.contact_id: note for note in rows}.values())


def _contact(
    note: Encounter, zone: str, promises: list[Promise], acts: list[Act], shown: list[Prompt], apart: set[int]
) -> facts.Contact:
    contact, other = note.contact, note.introduce
    met_on, follows_on = _days(note, zone)
    return facts.Contact(
        id=contact.id,
        name=contact.name,
        company=contact.company,
        met_on=met_on,
        met_at=note.at.astimezone(note.event.tz if note.event else ZoneInfo(zone)),
        follows_on=follows_on,
        event_id=note.event_id,
        event_title=note.event.title if note.event else "",
        cadence=contact.cadence,
        closed=_is_silent(contact, apart),
        no_follow_up=contact.contact_ok == "none",
        topics=tuple(note.topics),
        care=note.care,
        need_kind=note.need_kind,
        need=note.need,
        can_help=note.can_help,
        offer_kind=note.offer_kind,
        offer=note.offer,
        asked_for=tuple(note.asked_for),
        asked_line=note.asked_line,
        introduce_name=other.name if other and not _is_silent(other, apart) else "",
        introduce_reason=note.introduce_reason,
        hook=note.hook,
        hook_on=note.hook_on,
        who_talked=note.who_talked,
        felt=note.felt,
        strength=contact.strength,
        has_free_note=bool(note.free_note),
        promises=tuple(_promise(promise, note, met_on, zone) for promise in promises),
        acts=tuple(_act(act, zone) for act in acts),
        shown=tuple(_shown(prompt, zone) for prompt in shown),
    )


def _is_silent(contact: Contact, apart: set[int]) -> bool:
    """ST2: an objection, or a block of either side; those blocked are not told, they only hear nothing."""
    return contact.closed_at is not None or contact.person_id in apart


def _days(note: Encounter, zone: str) -> tuple[date, date]:
    """The evening of an encounter, and its next working morning."""
    event = note.event
    if event is None:
        return encounter_day(note.at, note.at, zone), follow_up_day(note.at, zone)
    close = min(event.closes_at, note.at + timedelta(hours=12))  # of several days, each counts
    working_days = tuple(event.working_days)
    return encounter_day(note.at, close, event.zone), follow_up_day(
        close, event.zone, event.mail_hour, working_days, zone
    )


def _promise(promise: Promise, note: Encounter, met_on: date, zone: str) -> facts.Promise:
    """A promise of the newest note was made that evening, whenever it was typed; others on their own day."""
    made_on = met_on if promise.encounter_id == note.id else _local(promise.made_at, zone)
    state = "kept" if promise.kept_at else "released" if promise.released_at else "open"
    return facts.Promise(
        id=promise.id,
        what=promise.text,
        made_on=made_on,
        mine=promise.direction == "mine",
        due=promise.due_on,
        state=state,
    )


def _act(act: Act, zone: str) -> facts.Act:
    return facts.Act(kind=act.kind, by=act.by, on=_local(act.at, zone), prompt_kind=act.prompt_kind)


def _shown(prompt: Prompt, zone: str) -> facts.Shown:
    return facts.Shown(
        kind=prompt.kind,
        on=prompt.shown_on,
        wording=prompt.wording,
        answer=prompt.answer,
        answered_on=_local(prompt.answered_at, zone) if prompt.answered_at else None,
        promise_id=prompt.promise_id,
        event_id=prompt.event_id,
    )


def _evenings(person: Person, now: datetime) -> Iterable[facts.Evening]:
    rows = db.session.scalars(
        select(CheckIn)
        .options(joinedload(CheckIn.event))
        .where(CheckIn.person_id == person.id, CheckIn.at > now - RECENT)
        .order_by(CheckIn.id)
    )
    for event in (checkin.event for checkin in rows):
        follows_on = follow_up_day(
            event.closes_at, event.zone, event.mail_hour, tuple(event.working_days), person.zone or None
        )
        yield facts.Evening(event_id=event.id, title=event.title, on=event.evening, follows_on=follows_on)


def _actions(person: Person, today: date, zone: str) -> int:
    """Suggestions acted on this month, promises and requests aside (RK6)."""
    first = today.replace(day=1)
    done = db.session.execute(
        select(Prompt.kind, Prompt.answered_at).where(Prompt.owner_id == person.id, Prompt.answer == "done")
    )
    return sum(
        1
        for kind, at in done
        if at and _local(at, zone) >= first and kind in KINDS and not KINDS[kind].exempt
    )


def _prompts_of(person: Person, *, about_people: bool) -> list[Prompt]:
    which = Prompt.contact_id.is_not(None) if about_people else Prompt.contact_id.is_(None)
    return list(
        db.session.scalars(select(Prompt).where(Prompt.owner_id == person.id, which).order_by(Prompt.id))
    )


def _grouped(found: Iterable[About]) -> dict[int, list[About]]:
    """Rows by the contact they are about."""
    rows: dict[int, list[About]] = defaultdict(list)
    for row in found:
        rows[row.contact_id].append(row)
    return rows


def _local(moment: datetime, zone: str) -> date:
    return moment.astimezone(ZoneInfo(zone)).date()
