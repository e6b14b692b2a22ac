"""The examples of each language: texts that fire, near misses that stay silent, and minimal pairs of exceptions."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from netevent.domain.pitches import Context, Review, review

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Example:
    """`stands`: whether the signal is to be there."""

    language: str
    signal: str
    text: str
    context: Context
    stands: bool
    exception: str = ""

    def review(self) -> Review:
        return review(self.text, self.language, self.context)

    @property
    def found(self) -> set[str]:
        said = self.review()
        return {one.signal for one in (*said.remarks, *said.strengths)}

    def __str__(self) -> str:
        return f"{self.exception or self.signal} {self.text[:40]}"


def of(language: str) -> list[Example]:
    """Every example of one language."""
    lines = (FOLDER / f"examples.{language}.jsonl").read_text("utf-8").splitlines()
    return [_example(language, json.loads(line)) for line in lines if line.strip()]


def _example(language: str, row: dict[str, Any]) -> Example:
    noted = dict(row["context"])
    context = Context(**{**noted, "topics": tuple(noted.get("topics", ()))})
    stands = not row["excused"] if "exception" in row else row["fires"]
    return Example(language, row["signal"], row["text"], context, stands, row.get("exception", ""))
