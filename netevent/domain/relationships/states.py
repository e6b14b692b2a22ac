"""The state of a relation, as one word (section 3): moved by logged acts and by silence, never by a score.

`rebuild` walks the log from the first encounter to today; taking an act out and walking again is the undo.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from netevent.domain.relationships.acts import CHOICES, Act, between_two, exchanges, reaching

LADDER = ("met", "followed_up", "conversation", "mutual_support", "lasting")
STATES = (*LADDER, "resting", "dormant", "closed")

SILENCE = {
    "met": timedelta(days=180),
    "followed_up": timedelta(days=180),
    "conversation": timedelta(days=270),
    "mutual_support": timedelta(days=365),
    "lasting": timedelta(days=365),
}
UNANSWERED = 2  # outreaches in a row (ST1)
PATIENCE = timedelta(days=14)
UNCOUNTED = ("promise.", "asked.", "help.thanks")  # ST1 reads past what answers these
LONG = timedelta(days=365)
QUARTERS = 3
STILL = timedelta(days=180)
ACTS_OF_A_CONVERSATION = 3


@dataclass(frozen=True, slots=True)
class Relation:
    """One of STATES, the day it began, and what it was before rest or silence (a rung of LADDER)."""

    state: str
    since: date
    before: str = ""


def rebuild(log: Iterable[Act], today: date) -> Relation | None:
    """The state of today by the log alone, oldest act first; None without an encounter."""
    acts = between_two(act for act in log if act.on <= today)
    first = next((place for place, act in enumerate(acts) if act.kind == "encounter"), None)
    if first is None:
        return None
    acts = acts[first:]
    relation = Relation("met", acts[0].on)
    for count in range(2, len(acts) + 1):
        relation = step(relation, acts[:count])
        if relation.state == "closed":
            return relation
    return rested(relation, acts, today)


def step(stored: Relation, acts: Sequence[Act]) -> Relation:
    """The state after the newest act, from the one stored after the act before it. `acts` begin with the first
    encounter, oldest first."""
    if stored.state == "closed" or acts[-1].kind in CHOICES:
        return stored
    acts = between_two(acts)
    return _acted(rested(stored, acts[:-1], acts[-1].on - timedelta(days=1)), acts)


def _acted(relation: Relation, acts: Sequence[Act]) -> Relation:
    """What the newest act makes of it."""
    act = acts[-1]
    if act.kind == "opt_out":
        return Relation("closed", act.on, relation.before or relation.state)
    if relation.state == "resting":
        woken = act.by == "them" or act.kind == "encounter"
        return Relation(_higher(relation.before, earned(acts)), act.on) if woken else relation
    if relation.state == "dormant":
        return _revived(relation, acts)
    if relation.before:
        back = _exchanged(acts, relation.since)
        return Relation(_higher(relation.before, earned(acts)), act.on) if back else relation
    state = _higher(relation.state, earned(acts))
    return relation if state == relation.state else Relation(state, act.on)


def earned(acts: Sequence[Act]) -> str:
    """The rung the whole log deserves on the day of its newest act."""
    steps = reaching(acts)
    sides = {act.by for act in steps}
    events = {act.event_id for act in acts if act.kind == "encounter"}
    if len(events) < 2 and not (len(sides) == 2 and len(steps) >= ACTS_OF_A_CONVERSATION):
        return "followed_up" if steps else "met"
    helped = {
        act.by for act in acts if act.kind == "help" and (act.what or act.prompt_kind)
    }  # each with what it was
    if len(helped) < 2:
        return "conversation"
    return "lasting" if _lasts(acts) else "mutual_support"


def _lasts(acts: Sequence[Act]) -> bool:
    today, days = acts[-1].on, exchanges(acts)
    quarters = {(day.year, (day.month - 1) // 3) for day in days}
    return today - acts[0].on >= LONG and len(quarters) >= QUARTERS and today - days[-1] <= STILL


def _revived(relation: Relation, acts: Sequence[Act]) -> Relation:
    """Dormant: an exchange, or meeting again, makes it a conversation; what it was comes back with a second one."""
    act = acts[-1]
    if act.kind != "encounter" and not _exchanged(acts, relation.since):
        return relation
    was_more = LADDER.index(relation.before) > LADDER.index("conversation")
    return Relation("conversation", act.on, relation.before if was_more else "")


def _exchanged(acts: Sequence[Act], since: date) -> bool:
    """Whether the newest act answers another since that day."""
    days = exchanges(acts)
    return bool(days) and days[-1] == acts[-1].on and days[-1] > since and acts[-1] in reaching(acts)


def rested(relation: Relation, acts: Sequence[Act], until: date) -> Relation:
    """What the days without an act made of it, up to and with `until`."""
    if relation.state in ("resting", "closed"):
        return relation
    acts = between_two(acts)
    tired = _unanswered_since(acts)
    if tired and tired + PATIENCE <= until:
        return Relation("resting", tired + PATIENCE, relation.before or relation.state)
    if relation.state == "dormant":
        return relation
    quiet = acts[-1].on + SILENCE[relation.state]
    if quiet <= until:
        return Relation("dormant", quiet, relation.before or relation.state)
    return relation


def _unanswered_since(acts: Sequence[Act]) -> date | None:
    """The day of the second outreach in a row that nobody answered (ST1)."""
    row: list[date] = []
    for act in acts:
        if act.by == "them" or act.kind == "encounter":
            row = []
        elif act.kind == "outreach" and not act.prompt_kind.startswith(UNCOUNTED):
            row.append(act.on)
    return row[UNANSWERED - 1] if len(row) >= UNANSWERED else None


def _higher(*states: str) -> str:
    return max(states, key=LADDER.index)


def without(log: Iterable[Act], undone: Act) -> list[Act]:
    """The log as if one act had not been; the undo of any act."""
    rest = list(log)
    rest.remove(undone)
    return rest
