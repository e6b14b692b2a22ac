"""Troubles one after the other while the doors go on, and how long nobody was answered because of each."""

import bisect
import random
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from tests.faults.doors import Hall
from tests.faults.processes import wait_until

BETWEEN = 30  # answers after each trouble, before the next one
PATIENCE = 120  # seconds for these


@dataclass(frozen=True)
class Felt:
    """One trouble, from its beginning until everything was there again."""

    kind: str
    began: float
    ended: float


def suffered(
    hall: Hall, acts: Mapping[str, Callable[[], None]], counts: Mapping[str, int], seed: int
) -> list[Felt]:
    """Every kind of trouble as often as wanted, in any order."""
    kinds = [kind for kind, count in counts.items() for _ in range(count)]
    random.Random(seed).shuffle(kinds)  # noqa: S311 faults, no secrets
    felt = []
    for kind in kinds:
        before = hall.answered
        wait_until(lambda: hall.answered >= before + BETWEEN, PATIENCE, f"the doors go on before: {kind}")  # noqa: B023 called here
        began = time.monotonic()
        acts[kind]()
        felt.append(Felt(kind, began, time.monotonic()))
    return felt


def gaps(felt: Iterable[Felt], answers: Iterable[float]) -> dict[str, tuple[int, float, float]]:
    """Of each kind: how many, the longest time between two answers, and the longest from its end to the next answer."""
    times, worst = sorted(answers), {}
    for trouble in felt:
        first = max(0, bisect.bisect_right(times, trouble.began) - 1)
        last = min(len(times) - 1, bisect.bisect_left(times, trouble.ended))
        around = times[first : last + 1]
        longest = max((later - before for before, later in pairwise(around)), default=0.0)
        count, gap, after = worst.get(trouble.kind, (0, 0.0, 0.0))
        worst[trouble.kind] = (count + 1, max(gap, longest), max(after, times[last] - trouble.ended))
    return worst
