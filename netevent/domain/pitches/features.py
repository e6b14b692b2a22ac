"""What the model looks at in a clause: its words, the words around it, its shape, who it speaks of, what is asked.

Shared by the training script and by the model; a feature is a name and a number around one.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from netevent.domain.pitches.clauses import LINK, MONEY, NUMBER, Clause
from netevent.domain.pitches.contexts import Context
from netevent.domain.pitches.people import Share, share_of
from netevent.domain.pitches.topics import shared, stem, stems_of

WORDS, NEIGHBOURS, SHAPE, SIGNALS = 2.0, 0.7, 0.5, 0.3
"""How much the parts count against each other; chosen by cross-validation (bench/coach.py)."""

Signals = Mapping[int, frozenset[str]]
"""By the place of a clause, the signals found in it; an excused one as "-K04"."""


def features_of(
    clauses: Sequence[Clause], signals: Signals, language: str, context: Context
) -> list[dict[str, float]]:
    """For each clause its features."""
    whole = _whole(clauses, language, context)
    return [
        {
            **_words(clause, language),
            **_around(clauses, place, language),
            **_signals(signals, place),
            **_shape(clauses, place, language, context),
            **whole,
        }
        for place, clause in enumerate(clauses)
    ]


def _words(clause: Clause, language: str) -> dict[str, float]:
    """Its stems, and each two that stand together; of length one whatever the number of words."""
    said = [stem(word) for word in clause.words]
    names = [*said, *(f"{one} {other}" for one, other in pairwise(said))]
    length = math.sqrt(len(names)) or 1.0
    found: dict[str, float] = {}
    for name in names:
        key = f"{language}:{name}"
        found[key] = found.get(key, 0.0) + WORDS / length
    return found


def _around(clauses: Sequence[Clause], place: int, language: str) -> dict[str, float]:
    """The stems of the clause before (<) and of the one after (>)."""
    found: dict[str, float] = {}
    for sign, beside in (("<", place - 1), (">", place + 1)):
        if 0 <= beside < len(clauses):
            said = clauses[beside].words
            for word in said:
                key = f"{language}{sign}{stem(word)}"
                found[key] = found.get(key, 0.0) + NEIGHBOURS / math.sqrt(len(said))
    return found


def _signals(signals: Signals, place: int) -> dict[str, float]:
    here = {f"signal {name}": SIGNALS for name in signals.get(place, ())}
    before = {f"signal before {name}": SIGNALS / 2 for name in signals.get(place - 1, ())}
    after = {f"signal after {name}": SIGNALS / 2 for name in signals.get(place + 1, ())}
    return here | before | after


def _shape(clauses: Sequence[Clause], place: int, language: str, context: Context) -> dict[str, float]:
    clause, last = clauses[place], len(clauses) - 1
    me = share_of(clause.words, language)
    asked = context.they_requested_commercial_info
    said = {
        "first": place == 0,
        "last": place == last,
        "only": last == 0,
        "question": clause.is_question,
        "exclaimed": clause.text.rstrip().endswith("!"),
        "long": min(len(clause.words), 30) / 15,
        "late": place / max(1, last),
        "number": NUMBER in clause.words,
        "money": MONEY in clause.words or "%" in clause.words,
        "link": LINK in clause.words,
        "number unasked": NUMBER in clause.words and not asked,
        "asked and last": asked and place == last,
        "promised and first": bool(context.promise) and place == 0,
        "theirs": min(2, len(shared(clause.words, context))) / 2,
        "asked and theirs": asked and bool(shared(clause.words, context)),
        f"begins {language}:{stem(clause.words[0]) if clause.words else ''}": True,
        **{f"has {name}": value for name, value in _people(me)},
    }
    return {name: SHAPE * float(value) for name, value in said.items() if value}


def _people(share: Share) -> Iterator[tuple[str, float]]:
    yield from (("i", min(share.i, 3) / 2), ("we", min(share.we, 3) / 2), ("you", min(share.you, 3) / 2))
    yield from (("i and you", share.i > 0 < share.you), ("we and you", share.we > 0 < share.you))


def _whole(clauses: Sequence[Clause], language: str, context: Context) -> dict[str, float]:
    """What holds for the whole draft."""
    every = [word for clause in clauses for word in clause.words]
    share, count = share_of(every, language), len(every) or 1
    said = {
        f"in {language}": True,
        "much me": share.i / count * 5,
        "much us": share.we / count * 5,
        "much you": share.you / count * 5,
        "much theirs": min(3, len(shared(every, context))) / 3,
        "nothing noted": not stems_of(context),
        "commercial asked": context.they_requested_commercial_info,
        "asked": bool(context.their_ask),
        "nothing owed": not context.their_ask and not context.promise,
        "questions": min(2, sum(clause.is_question for clause in clauses)) / 2,
        "wordy": min(count, 150) / 100,
    }
    return {name: SHAPE * float(value) for name, value in said.items() if value}
