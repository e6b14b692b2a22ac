"""Which wording: one whose facts are recorded (NV3), the richest, and not the one read last time."""

from collections.abc import Iterable
from functools import lru_cache
from itertools import groupby

from netevent.domain.prompts.facts import Shown
from netevent.domain.prompts.kinds import KINDS
from netevent.domain.prompts.slots import Slots
from netevent.domain.prompts.words.catalogue import WORDINGS


def wordings_for(kind: str, slots: Slots) -> tuple[int, ...]:
    """The indexes of the wordings that need nothing beyond these slots, in the order of the catalogue."""
    return _wordings_for(kind, frozenset(slots))


@lru_cache(maxsize=4096)
def _wordings_for(kind: str, known: frozenset[str]) -> tuple[int, ...]:
    return tuple(index for index, wording in enumerate(WORDINGS[kind]) if wording.needs <= known)


def choose(kind: str, slots: Slots, shown: Iterable[Shown], seed: int, used: set[tuple[str, int]]) -> int:
    """The index of the wording to show. `shown` are the earlier prompts of this person, `seed` varies the
    start from person to person, `used` holds what this digest says already and grows by the choice.

    ValueError when no wording fits: ask wordings_for first.
    """
    face = _face(kind)
    last = _last(face, shown)
    fitting = wordings_for(kind, slots)
    if not fitting:
        raise ValueError(f"no wording of {kind} can do with {sorted(slots)}")
    for _, group in groupby(fitting, key=lambda index: WORDINGS[kind][index].needs):
        fresh = [index for index in group if index != last]
        if fresh:
            start = seed % len(fresh)
            turned = fresh[start:] + fresh[:start]
            pick = next((index for index in turned if (face, index) not in used), turned[0])
            used.add((face, pick))
            return pick
    return fitting[0]


def _last(face: str, shown: Iterable[Shown]) -> int | None:
    same = [s for s in shown if s.kind in KINDS and _face(s.kind) == face]
    return max(same, key=lambda s: s.on).wording if same else None


def _face(kind: str) -> str:
    """Kinds that share a face in mails share their turns too."""
    return KINDS[kind].mail_face or kind
