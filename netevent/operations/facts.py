"""Rows as the frozen facts that the prompt rules read, on the calendar of their owner."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from operator import attrgetter
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row

from netevent.domain.prompts import facts
from netevent.domain.schedules import encounter_day, follow_up_day
from netevent.models import Act, CheckIn, Encounter, Event, Person
from netevent.operations.batches import Met, Rows
from netevent.operations.surroundings import Beside

_follow_up_day = lru_cache(maxsize=1024)(
    follow_up_day
)  # one evening has one close for everybody who was there

AS_NOTED = (
    "care", "need_kind", "need", "can_help", "offer_kind", "offer", "asked_line", "introduce_reason", "hook", "hook_on",
    "who_talked", "felt",
)  # fmt: skip
_as_noted = attrgetter(*AS_NOTED)
SAME_TALK = timedelta(days=2)  # a word typed later is a word given later
SAYING = ("help", "answer", "turn_up", "outreach")  # acts whose few words may be taken up again


@dataclass(frozen=True, slots=True)
class About:
    """The rows that are about one contact, each oldest first."""

    notes: Sequence[Met]
    promises: Rows
    acts: Rows
    prompts: Rows
    remarks: Rows


def zone_of(person: Person) -> str:
    """The zone of somebody's mornings: their own wish, else that of their last event (domain page, terms)."""
    if person.zone:
        return person.zone
    last = last_event_of(person)
    return last.zone if last else "UTC"


def last_event_of(person: Person) -> Event | None:
    """Where somebody was last. A check-in is taken away after 180 days; whom one met there is not."""
    last = CheckIn.latest_of(person.id)
    return last.event if last else Encounter.last_event_of(person.id)


def contact(about: About, beside: Beside, apart: set[int], zone: str) -> facts.Contact:
    """One of the owner's people, by the newest note and the whole history of acts and prompts."""
    newest = about.notes[-1]
    note, kept, event, other = newest.note, newest.contact, newest.event, newest.introduce
    days = [_days(met.note.at, met.event, zone) for met in about.notes]
    met_on, follows_on = days[-1]
    return facts.Contact(
        id=kept.id,
        name=kept.name,
        company=kept.company,
        met_on=met_on,
        met_at=note.at.astimezone(event.tz if event else ZoneInfo(zone)),
        follows_on=follows_on,
        event_id=note.event_id,
        event_title=event.title if event else "",
        cadence=kept.cadence,
        closed=_is_silent(kept, apart),
        no_follow_up=kept.contact_ok == "none",
        topics=tuple(note.topics),
        asked_for=tuple(note.asked_for),
        introduce_name=other.name if other and not _is_silent(other, apart) else "",
        strength=kept.strength,
        has_free_note=bool(note.free_note),
        **dict(zip(AS_NOTED, _as_noted(note), strict=True)),
        coming=beside.coming,
        rare_topics=tuple(topic for topic in note.topics if topic in beside.rare),
        knows=beside.knows,
        promises=tuple(_promise(promise, note, met_on, zone) for promise in about.promises),
        acts=tuple(
            _log([(met.note, day) for met, (day, _) in zip(about.notes, days, strict=True)], about.acts, zone)
        ),
        shown=tuple(shown(prompt, zone) for prompt in about.prompts),
        **_remarked(about.remarks, met_on, zone),
    )


def log_of(notes: Iterable[Encounter], acts: Iterable[Act], zone: str) -> list[facts.Act]:
    """The log of one relation, encounters included, oldest first."""
    return _log([(note, _days(note.at, note.event, zone)[0]) for note in notes], acts, zone)


def _log(notes: Iterable[tuple[Any, date]], acts: Iterable[Any], zone: str) -> list[facts.Act]:
    met = [facts.Act(kind="encounter", by="me", on=day, event_id=note.event_id) for note, day in notes]
    done = [
        facts.Act(
            kind=act.kind,
            by=act.by,
            on=local(act.at, zone),
            prompt_kind=act.prompt_kind,
            negative=act.negative,
            what=act.detail if act.kind in SAYING else "",
            light=act.light,
        )
        for act in acts
    ]
    return sorted([*met, *done], key=lambda act: act.on) if done else met


def _remarked(remarks: Rows, met_on: date, zone: str) -> dict[str, Any]:
    """What was noted later, the newest of each kind; a need is solved only after it was told."""
    if not remarks:
        return {}
    newest = {remark.kind: remark for remark in remarks}
    days = {kind: local(remark.at, zone) for kind, remark in newest.items()}
    said: dict[str, Any] = {kind: newest[kind].text for kind in ("work", "news", "saved") if kind in newest}
    said |= {f"{kind}_on": days[kind] for kind in ("work", "news", "sensitive", "eased") if kind in days}
    if "saved" in newest:
        said["saved_topic"] = newest["saved"].topic
    if "solved" in days and days["solved"] >= met_on:
        said["solved_on"] = days["solved"]
    return said


def _is_silent(contact: Row[Any], apart: set[int]) -> bool:
    """ST2: an objection, or a block of either side; those blocked are not told, they only hear nothing."""
    return contact.closed_at is not None or contact.person_id in apart


def _days(at: datetime, event: Event | None, zone: str) -> tuple[date, date]:
    """The evening of an encounter, and its next working morning."""
    if event is None:
        return encounter_day(at, at, zone), follow_up_day(at, zone)
    close = min(event.closes_at, at + timedelta(hours=12))  # of several days, each counts
    morning = _follow_up_day(close, event.zone, event.mail_hour, tuple(event.working_days), zone)
    return encounter_day(at, close, event.zone), morning


def _promise(promise: Row[Any], note: Row[Any], met_on: date, zone: str) -> facts.Promise:
    """A promise of the newest note was made that evening, when it was typed by the next one; others on their own day."""
    typed_on = local(promise.made_at, zone)
    fresh = promise.encounter_id == note.id and typed_on <= met_on + SAME_TALK
    made_on = met_on if fresh else typed_on
    closed_at = promise.kept_at or promise.released_at
    return facts.Promise(
        id=promise.id,
        what=promise.text,
        made_on=made_on,
        mine=promise.direction == "mine",
        due=promise.due_on,
        state="kept" if promise.kept_at else "released" if promise.released_at else "open",
        closed_on=local(closed_at, zone) if closed_at else None,
    )


def shown(prompt: Any, zone: str) -> facts.Shown:
    return facts.Shown(
        kind=prompt.kind,
        on=prompt.shown_on,
        wording=prompt.wording,
        answer=prompt.answer,
        answered_on=local(prompt.answered_at, zone) if prompt.answered_at else None,
        promise_id=prompt.promise_id,
        event_id=prompt.event_id,
        other_id=prompt.other_id,
    )


def local(moment: datetime, zone: str) -> date:
    """The day of a moment on a clock."""
    return moment.astimezone(ZoneInfo(zone)).date()
