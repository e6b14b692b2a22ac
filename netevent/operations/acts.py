"""The log of what happened between two people: adding a line, and telling it as a story."""

from dataclasses import dataclass
from datetime import datetime

from netevent.extensions import db
from netevent.models import Act, Contact, Encounter, Promise, Prompt
from netevent.operations.contacts import promises_with

NOTED_BY = {"free_note": "you", "topics": "both"}
UNTOLD = ("promise_kept", "promise_released", "opt_out")  # told by the promise, or on top of the page


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened: `kind` chooses the sentence, `who` is 'you', 'them' or 'both'."""

    kind: str
    who: str
    at: datetime
    text: str = ""
    encounter: Encounter | None = None


def log(
    contact: Contact,
    kind: str,
    *,
    by: str,
    now: datetime,
    prompt: Prompt | None = None,
    detail: str = "",
) -> None:
    """Something one of the two did. May name the prompt it answers."""
    act = Act(
        owner_id=contact.owner_id,
        contact_id=contact.id,
        prompt_id=prompt.id if prompt else None,
        prompt_kind=prompt.kind if prompt else "",
        kind=kind,
        by=by,
        detail=detail,
        at=now,
    )
    db.session.add(act)
    db.session.commit()


def so_far(contact: Contact) -> list[Step]:
    """The story of two people, the newest step first."""
    told = [act for act in Act.of_contact(contact.id) if act.kind not in UNTOLD]
    steps = [
        *(step for encounter in Encounter.of_contact(contact.id) for step in _evening(encounter)),
        *(step for promise in promises_with(contact) for step in _word_given(promise)),
        *(Step(act.kind, "you" if act.by == "me" else "them", act.at, act.detail) for act in told),
    ]
    return sorted(steps, key=lambda step: step.at, reverse=True)


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
