"""The review of one draft: its band, what the coach may say of it, and what is good about it (section 7).

The words alone never decide. A signal is a phrase or a shape; whether a part is a pitch is judged by a linear model
over the words of the clause, those around it, who speaks of whom, and what the notes know. One such part is enough,
however warm the rest. The score of section 7, with its floors, chooses the band beside it.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from netevent.domain.pitches import model
from netevent.domain.pitches.clauses import Clause, clauses_of
from netevent.domain.pitches.contexts import Context
from netevent.domain.pitches.excusing import is_excused
from netevent.domain.pitches.features import features_of
from netevent.domain.pitches.finding import Found, found_in
from netevent.domain.pitches.languages import detect
from netevent.domain.pitches.signals import ASKED, SIGNALS

BANDS = ("relational", "mixed", "pitchy")
MIXED, PITCHY = 0.0, 4.0  # up to the first relational, from the second on pitchy
INNOCENT = -5.0  # a phrase in a clause as harmless as this is another use of the same words
CLEAR = 1.0  # beyond the threshold, from which on a clause alone makes a draft pitchy
BARE = "K31"  # a pitch whose words no list holds


@dataclass(frozen=True, slots=True)
class Remark:
    """What the coach may say of the clause from `start` to `end`. `message` and `move` are English sentences marked
    for the catalogues; one move, offered and never made."""

    start: int
    end: int
    signal: str
    message: str
    move: str


@dataclass(frozen=True, slots=True)
class Strength:
    """What is good about it, and where."""

    start: int
    end: int
    signal: str
    message: str


@dataclass(frozen=True, slots=True)
class Review:
    """`band` is relational, mixed or pitchy; `pitch` whether any part serves the writer at the reader's cost.

    `remarks` are all there are, the heaviest first; a page shows one at a time, and two at most. `language` is the
    one the text was read in, None when it is none of ours. `asked`: something was excused because they asked for it.
    """

    band: str
    pitch: bool
    remarks: tuple[Remark, ...] = ()
    strengths: tuple[Strength, ...] = ()
    language: str | None = None
    asked: bool = False

    @property
    def note(self) -> str:
        """The sentence that stands in the place of a remark where they asked for it (X1)."""
        return ASKED if self.asked and not self.remarks else ""


@dataclass(frozen=True, slots=True)
class _Read:
    """A draft with everything that is known of its clauses."""

    clauses: Sequence[Clause]
    standing: Sequence[Found]
    excused: Sequence[Found]
    scores: dict[Clause, float]

    def score_of(self, found: Found) -> float:
        return self.scores.get(found.clause, 0.0)

    @property
    def pitches(self) -> list[Clause]:
        """The clauses that are a pitch by themselves, and those copied to many."""
        copied = {found.clause for found in self.standing if found.signal == "K17"}
        return [one for one in self.clauses if self.scores.get(one, 0.0) > 0 or one in copied]


def review(text: str, language: str | None = None, context: Context | None = None) -> Review:
    """Read a draft. `language` is that of the text, en, fr or it; None detects it. Any other, or a text in none of
    them, is judged by its shape alone. Keeps nothing."""
    known = context or Context()
    tongue = language if language in ("en", "fr", "it") else None if language else detect(text)
    read = _read(text, tongue, known)
    pitch = bool(read.pitches)
    return Review(
        band=_band(read, known, pitch=pitch),
        pitch=pitch,
        remarks=tuple(_remarks(read, known)),
        strengths=tuple(_strengths(read)),
        language=tongue,
        asked=bool(read.excused),
    )


def _read(text: str, language: str | None, context: Context) -> _Read:
    clauses = clauses_of(text)
    standing, excused = _found(text, clauses, language, context)
    scores = _scores(clauses, standing, excused, language, context)
    heard = [found for found in standing if not _is_other_use(found, scores)]
    return _Read(clauses, heard, [one for one in excused if SIGNALS[one.signal].weight > 0], scores)


def _found(
    text: str, clauses: Sequence[Clause], language: str | None, context: Context
) -> tuple[list[Found], list[Found]]:
    """The signals that stand, and those an exception excuses."""
    every = found_in(text, clauses, language, context)
    excused = [found for found in every if is_excused(found, every, context)]
    return [found for found in every if found not in excused], excused


def features_in(text: str, language: str, context: Context) -> list[tuple[Clause, dict[str, float]]]:
    """Each clause with what the model looks at; for the training."""
    clauses = clauses_of(text)
    standing, excused = _found(text, clauses, language, context)
    return list(zip(clauses, _features(clauses, standing, excused, language, context), strict=True))


def _scores(
    clauses: Sequence[Clause],
    standing: Sequence[Found],
    excused: Sequence[Found],
    language: str | None,
    context: Context,
) -> dict[Clause, float]:
    """By the model; none for a text in another language."""
    if language is None:
        return {}
    features = _features(clauses, standing, excused, language, context)
    return dict(zip(clauses, model.scores(features), strict=True))


def _features(
    clauses: Sequence[Clause],
    standing: Sequence[Found],
    excused: Sequence[Found],
    language: str,
    context: Context,
) -> list[dict[str, float]]:
    places = {clause: place for place, clause in enumerate(clauses)}
    signals: dict[int, frozenset[str]] = defaultdict(frozenset)
    for sign, several in (("", standing), ("-", excused)):
        for found in several:
            signals[places[found.clause]] |= {f"{sign}{found.signal}"}
    return features_of(clauses, signals, language, context)


def _is_other_use(found: Found, scores: dict[Clause, float]) -> bool:
    signal = SIGNALS[found.signal]
    return signal.alone and not signal.structural and scores.get(found.clause, 0.0) < INNOCENT


def _band(read: _Read, context: Context, *, pitch: bool) -> str:
    """By the score of section 7 and the floors. A pitch is never relational; a clear one that no signal weighs is
    pitchy."""
    present = {found.signal for found in read.standing}
    total = sum(_weight(signal, present, context) for signal in present)
    named = {found.clause for found in read.standing if SIGNALS[found.signal].alone}
    clear = any(score > CLEAR for clause, score in read.scores.items() if clause not in named)
    floors = [SIGNALS[signal].floor for signal in present]
    floors.append("pitchy" if clear else "mixed" if pitch else "relational")
    scored = "pitchy" if total >= PITCHY else "mixed" if total > MIXED else "relational"
    return max((scored, *floors), key=BANDS.index)


def _weight(signal: str, present: set[str], context: Context) -> float:
    weight = float(SIGNALS[signal].weight)
    if signal == "K09" and present & {"K02", "K03", "K04"}:
        weight = 2.0
    if signal == "K01" and context.purpose_agreed:
        weight = 1.0
    return weight * context.times if weight > 0 else weight


def _remarks(read: _Read, context: Context) -> list[Remark]:
    """One for each signal and clause, the heaviest first; a pitch no phrase explains is told as such."""
    told = [found for found in read.standing if SIGNALS[found.signal].weight > 0]
    named = {found.clause for found in told if SIGNALS[found.signal].alone}
    bare = [Found(BARE, clause) for clause in read.pitches if clause not in named]
    present = {found.signal for found in told}
    ordered = sorted(
        [*told, *bare],
        key=lambda found: (
            -(read.score_of(found) > 0),
            -_weight(found.signal, present, context),
            -read.score_of(found),
            found.clause.start,
        ),
    )
    return [_remark(found) for found in ordered]


def _remark(found: Found) -> Remark:
    signal = SIGNALS[found.signal]
    return Remark(found.clause.start, found.clause.end, signal.id, signal.says, signal.move)


def _strengths(read: _Read) -> list[Strength]:
    good = [found for found in read.standing if SIGNALS[found.signal].weight < 0]
    once = {found.signal: found for found in reversed(good)}
    ordered = sorted(once.values(), key=lambda found: (SIGNALS[found.signal].weight, found.clause.start))
    return [
        Strength(found.clause.start, found.clause.end, found.signal, SIGNALS[found.signal].says)
        for found in ordered
    ]
