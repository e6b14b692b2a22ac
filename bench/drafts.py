"""The labelled drafts in bench/pitches, as clauses with features and labels; for the training and for the measuring.

dev: the development set. own*: written for this product by others, and tuned on as well. aside*: kept aside; nothing
is ever tuned on it. Rules of labelling: bench/pitches/README.md.
"""

import json
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from netevent.domain.pitches import Context
from netevent.domain.pitches.reviews import features_in

FOLDER = Path(__file__).parent / "pitches"
PART = 0.4  # of a clause inside of a marked span, from which on the clause is a pitch
FOLDS = 5


@dataclass(frozen=True)
class Draft:
    """One labelled draft."""

    id: str
    language: str
    text: str
    context: Context
    pitch: bool
    hard: bool
    spans: tuple[tuple[int, int], ...]

    @property
    def fold(self) -> int:
        """Drafts with the same notes behind them stand in the same fold: contrast pairs stay together."""
        noted = self.context
        about = repr((noted.their_ask, noted.promise, noted.topics))
        return (
            zlib.crc32((about if any((noted.their_ask, noted.promise, noted.topics)) else self.id).encode())
            % FOLDS
        )


@dataclass(frozen=True)
class Part:
    """A clause of a draft: its place, its features, and whether it carries the pitch."""

    draft: Draft
    start: int
    end: int
    features: dict[str, float]
    pitch: bool


def read(pattern: str) -> list[Draft]:
    """Every draft of the files that match, in their order."""
    lines = (line for path in sorted(FOLDER.glob(pattern)) for line in path.read_text("utf-8").splitlines())
    return [_draft(json.loads(line)) for line in lines if line.strip()]


def parts(drafts: Iterable[Draft]) -> list[Part]:
    """The clauses of all of them."""
    return [part for draft in drafts for part in _parts(draft)]


def _parts(draft: Draft) -> Iterable[Part]:
    for clause, features in features_in(draft.text, draft.language, draft.context):
        inside = sum(max(0, min(clause.end, end) - max(clause.start, start)) for start, end in draft.spans)
        marked = inside > PART * (clause.end - clause.start)
        yield Part(draft, clause.start, clause.end, features, marked)


def _draft(row: dict[str, Any]) -> Draft:
    noted, text = row["context"], row["text"]
    context = Context(
        their_ask=noted["their_ask"],
        promise=noted["promise"],
        topics=tuple(noted["topics"]),
        they_requested_commercial_info=noted["they_requested_commercial_info"],
        stage=noted.get("stage", "first"),
    )
    spans = tuple((text.index(span), text.index(span) + len(span)) for span in row["pitch_spans"])
    return Draft(
        row["id"], row["lang"], text, context, row["label"] == "pitch", row["difficulty"] == "hard", spans
    )
