"""Which signals are in a draft, and in which clause: phrases of its language, and what its shape tells (s)."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from netevent.domain.pitches.clauses import LINK, Clause
from netevent.domain.pitches.contexts import Context
from netevent.domain.pitches.fingerprints import is_near_copy
from netevent.domain.pitches.folding import fold
from netevent.domain.pitches.people import share_of
from netevent.domain.pitches.phrases import said
from netevent.domain.pitches.topics import shared

_PLACEHOLDER = re.compile(r"\[[^\]\n]{2,30}\]|\{+[^}\n]{2,30}\}+|<<[^>\n]{2,30}>>|\bXXX+\b")
_BOOKING = re.compile(
    r"calendly|cal\.com|savvycal|doodle\.|hubspot\.\S*meet|/(?:book|meet|schedule|rdv|agenda|prenota)\w*",
    re.IGNORECASE,
)
_REPLY = re.compile(r"\A\s*(?:re|aw|tr|fwd?|r)\s*:", re.IGNORECASE)
LONG, SHORT = 150, 90  # words
GENERIC = "K12"
REFERS = {"K21", "K22", "K23", "K25"}  # strengths that speak of something the two share


@dataclass(frozen=True, slots=True)
class Found:
    """A signal in a clause."""

    signal: str
    clause: Clause


def found_in(text: str, clauses: Sequence[Clause], language: str | None, context: Context) -> list[Found]:
    """Every signal, once a clause. Without a language only the structural ones."""
    words = {clause: sorted(said(fold(clause.text), language)) for clause in clauses}
    found = [
        *(Found(signal, clause) for clause in clauses for signal in words[clause] if signal != GENERIC),
        *_shaped(text, clauses, language, context),
        *_taken_up(words, context),
    ]
    return list(dict.fromkeys(found))


def _shaped(text: str, clauses: Sequence[Clause], language: str | None, context: Context) -> Iterator[Found]:
    """The signals of section 7 marked (s)."""
    if not clauses:
        return
    every = [word for clause in clauses for word in clause.words]
    longest = max(clauses, key=lambda clause: len(clause.words))
    for clause in clauses:
        if _BOOKING.search(clause.text):
            yield Found("K03", clause)
        if _PLACEHOLDER.search(clause.text):
            yield Found(GENERIC, clause)
    if language and share_of(every, language).mostly_me:
        yield Found("K06", max(clauses, key=lambda clause: share_of(clause.words, language).mine))
    if _REPLY.match(text) and context.is_first:
        yield Found("K20", clauses[0])
    if (context.is_first and len(every) > LONG) or every.count(LINK) > 1 or _requests(clauses) > 2:
        yield Found("K16", longest)
    if is_near_copy(text, context.key, context.others):
        yield Found("K17", longest)
    if len(every) <= SHORT and _requests(clauses) <= 1:
        yield Found("K27", clauses[0])


def _taken_up(words: Mapping[Clause, Sequence[str]], context: Context) -> Iterator[Found]:
    """K21 where a clause names what they talked about; K12 where a first message that greets the meeting names nothing."""
    named = [clause for clause in words if shared(clause.words, context)]
    yield from (Found("K21", clause) for clause in named)
    if context.is_first and not named and not any(REFERS.intersection(every) for every in words.values()):
        empty = [clause for clause, every in words.items() if GENERIC in every]
        yield from (Found(GENERIC, clause) for clause in empty[:1])


def _requests(clauses: Sequence[Clause]) -> int:
    return sum(clause.is_question for clause in clauses)
