"""What happened between two people, told as a story."""

from dataclasses import dataclass
from datetime import datetime

from netevent.models import Act, Contact, Encounter, Promise, Remark
from netevent.operations.contacts import promises_with

NOTED_BY = {"free_note": "you", "topics": "both"}
OTHERWISE = ("phone", "in_person")
UNTOLD = ("promise_kept", "promise_released", "opt_out")  # told by the promise, or on top of the page


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened: `kind` chooses the sentence, `who` is 'you', 'them' or 'both'.

    `row` is what it stands in, so that it may be taken back from where it is told.
    """

    kind: str
    who: str
    at: datetime
    text: str = ""
    encounter: Encounter | None = None
    row: Act | Promise | Remark | None = None


def so_far(contact: Contact) -> list[Step]:
    """The story of two people, the newest step first."""
    told = [act for act in Act.of_contact(contact.id) if act.kind not in UNTOLD]
    steps = [
        *(step for encounter in Encounter.of_contact(contact.id) for step in _evening(encounter)),
        *(step for promise in promises_with(contact) for step in _word_given(promise)),
        *(_done(act) for act in told),
        *(Step(one.kind, "them", one.at, one.text, row=one) for one in Remark.of_contact(contact.id)),
    ]
    return sorted(steps, key=lambda step: step.at, reverse=True)


def _done(act: Act) -> Step:
    """How something was done is told where it was noted: by phone, or in person."""
    kind = f"{act.kind}_{act.channel}" if act.channel in OTHERWISE else act.kind
    return Step(kind, "you" if act.by == "me" else "them", act.at, act.detail, row=act)


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
        *(Step(f"{kind}_{promise.direction}", who, at, promise.text, row=promise) for kind, at in ends if at),
        Step(f"promised_{promise.direction}", who, promise.made_at, promise.text),
    ]
