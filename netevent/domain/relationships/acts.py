"""The append-only log between an owner and one contact: what happened, by whom, on which day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

REACHING = ("outreach", "answer", "help", "promise_kept", "introduction", "turn_up")
"""Acts that reach the other side; a promise made, re-dated or released is a word, and counts when kept."""

CHOICES = ("rest", "wake")
"""What the owner chose about prompts. It stands in the log, and is no act between the two (section 3)."""

REPLY = timedelta(days=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One line of the log (section 3).

    `kind`: encounter, opt_out, one of REACHING or of CHOICES; others are read past. `by`: me or them; a help by me is given,
    by them received. `on` is a date on the owner's clock. `prompt_kind` names the prompt it answered, empty when
    done by hand. `negative`: an answer that declined (ST8). `event_id`: where an encounter took place. `what`:
    the help in a few words; `light`: a mention, no details passed (section 4).
    """

    kind: str
    by: str
    on: date
    prompt_kind: str = ""
    negative: bool = False
    event_id: int | None = None
    what: str = ""
    light: bool = False


def between_two(acts: Iterable[Act]) -> list[Act]:
    """Those in which something happened between the two, in their order."""
    return [act for act in acts if act.kind not in CHOICES]


def reaching(acts: Iterable[Act]) -> list[Act]:
    """Those that reach the other side, in their order."""
    return [act for act in acts if act.kind in REACHING]


def exchanges(acts: Iterable[Act]) -> list[date]:
    """The days on which an outreach was answered, or an answer answered.

    "I wrote to them" may be an answer or a new beginning: within 30 days of their last act it is an answer.
    """
    return [act.on for before, act in pairwise(reaching(acts)) if _answers(act, before)]


def _answers(act: Act, before: Act) -> bool:
    return act.by != before.by and (act.kind != "outreach" or act.on - before.on <= REPLY)
