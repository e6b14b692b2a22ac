"""Sixteen keyed hashes of a draft (K17): enough to see that two are nearly alike, too little to read one.

MinHash (Broder 1997): the share of equal places estimates how many three-word runs two texts have in common.
"""

import re
from hashlib import blake2b

from netevent.domain.pitches.clauses import words
from netevent.domain.pitches.contexts import Fingerprint

HASHES = 16
RUN = 3  # words
ALIKE = 0.8
_GREETING = re.compile(r"\A\s*[^,\n]{1,40}[,\n]")  # it holds the name, and is all that a copy changes
PEOPLE = 3  # others who got nearly the same


def fingerprint(text: str, key: bytes) -> Fingerprint:
    """Sixteen numbers under 2**32; empty for a text too short to be a copy of anything. `key`: up to 64 bytes."""
    said = [word for word in words(_GREETING.sub("", text)) if word[0].isalnum()]
    runs = {" ".join(said[place : place + RUN]) for place in range(len(said) - RUN + 1)}
    if len(runs) < HASHES:
        return ()
    return tuple(min(_hash(run, key, place) for run in runs) for place in range(HASHES))


def alike(one: Fingerprint, other: Fingerprint) -> bool:
    """Whether eight tenths of them agree."""
    same = sum(a == b for a, b in zip(one, other, strict=False))
    return bool(one) and bool(other) and same >= ALIKE * HASHES


def is_near_copy(text: str, key: bytes, others: tuple[Fingerprint, ...]) -> bool:
    """Whether at least three other people got nearly the same this week."""
    if len(others) < PEOPLE:
        return False
    mine = fingerprint(text, key)
    return sum(alike(mine, other) for other in others) >= PEOPLE


def _hash(run: str, key: bytes, place: int) -> int:
    made = blake2b(run.encode(), digest_size=4, key=key, salt=place.to_bytes(2, "big"))
    return int.from_bytes(made.digest(), "big")
