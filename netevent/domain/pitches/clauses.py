"""A draft as the coach reads it: clause by clause, without quoted lines, signatures and footers (X6)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from netevent.domain.pitches.folding import fold

_END = re.compile(r"(?<=[.!?…;])[\"»”)]*\s+|\n+")
_QUOTED = re.compile(r"^[ \t]*>.*$", re.MULTILINE)
_SIGNATURE = re.compile(r"^--[ \t]*$.*\Z", re.MULTILINE | re.DOTALL)
_FOOTER = re.compile(
    r"^[^\n]*\b(?:confidential|disclaimer|intended only for|registered in|confidentiel|destinataire|"
    r"riservat[oaie]|destinatari[oa] indicat)\w*[^\n]{40,}\Z",
    re.MULTILINE | re.IGNORECASE,
)  # a legal paragraph at the very end
_TOKEN = re.compile(
    r"https?://\S+|www\.\S+|[\w.-]+@[\w.-]+|\b[\w-]+\.(?:example|com|org|net|io|fr|it|ch|co|eu|app|me)\b(?:/\S*)?"
    r"|[€$£]|\d+(?:[.,:h]\d+)*|[^\W\d_]+|[%?!:]"
)
LINK, MAIL, NUMBER, MONEY = "<link>", "<mail>", "0", "€"


@dataclass(frozen=True, slots=True, eq=False)
class Clause:
    """From `start` to `end` of the draft, both as in a slice; `words` are folded, numbers and addresses made alike."""

    start: int
    end: int
    text: str
    words: tuple[str, ...]

    @property
    def is_question(self) -> bool:
        return self.text.rstrip('"»”) ').endswith("?")


def clauses_of(text: str) -> list[Clause]:
    """The clauses that are read, in their order; each ends with its stop or its line."""
    read = _blank(text)
    return [
        Clause(start, end, text[start:end], tuple(words(text[start:end]))) for start, end in _places(read)
    ]


def words(text: str) -> Iterator[str]:
    """The words of a text as they are compared, with the signs that carry meaning."""
    for word in _TOKEN.findall(fold(text)):
        if word[0].isdigit():
            yield NUMBER
        elif word in "€$£":
            yield MONEY
        elif "@" in word:
            yield MAIL
        elif "." in word or word.startswith("http"):
            yield LINK
        else:
            yield word


def _blank(text: str) -> str:
    """The same length, with spaces in the place of what is not read."""
    for pattern in (_SIGNATURE, _FOOTER, _QUOTED):
        text = pattern.sub(lambda found: re.sub(r"[^\n]", " ", found.group()), text)
    return text


def _places(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for stop in [*_END.finditer(text), None]:
        end = stop.start() if stop else len(text)
        part = text[start:end]
        if part.strip():
            yield start + len(part) - len(part.lstrip()), start + len(part.rstrip())
        start = stop.end() if stop else end
