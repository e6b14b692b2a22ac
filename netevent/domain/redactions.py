"""Blacking out: names and addresses in a text that somebody else wrote."""

import re
from collections.abc import Collection, Iterable
from typing import Any

MASK = "█████"  # always as long, so that it does not tell the length of a name
ADDRESS = re.compile(r"[^\s<>@,;:()\[\]\"]+@[^\s<>@,;:()\[\]\"]+\.[\w-]+")
PHONE = re.compile(r"\+?\d[\d ().\-/]{6,}\d")
LEAST = 3  # letters; shorter words stand inside of too many others


def black_out(text: str, words: Iterable[str]) -> str:
    """`text` without any of `words`, whatever their case; a word counts only where it stands alone."""
    wanted = sorted({word.strip() for word in words if len(word.strip()) >= LEAST}, key=len, reverse=True)
    if not wanted:
        return text
    alone = rf"(?<!\w)(?:{'|'.join(re.escape(word) for word in wanted)})(?!\w)"
    return re.sub(alone, MASK, text, flags=re.IGNORECASE)


def black_out_all(value: Any, words: list[str], alone: Collection[str] = ()) -> Any:
    """The same inside of whatever JSON holds; there, an item that is one of `alone` and nothing else goes as well."""
    if isinstance(value, str):
        return black_out(value, words)
    if isinstance(value, list):
        return [
            MASK if isinstance(item, str) and item in alone else black_out_all(item, words, alone)
            for item in value
        ]
    if isinstance(value, dict):
        return {
            key: MASK if isinstance(item, str) and item in alone else black_out_all(item, words, alone)
            for key, item in value.items()
        }
    return value


def black_out_people(text: str, names: Iterable[str], *, keep: Iterable[str] = ()) -> str:
    """`text` without the names, each as a whole and each of its words, and without addresses and numbers.

    The words of `keep` stay: the names of whoever may read it.
    """
    kept = {word.casefold() for name in keep for word in (name, *name.split())}
    words = {word for name in names for word in (name, *name.split()) if word.casefold() not in kept}
    return PHONE.sub(MASK, ADDRESS.sub(MASK, black_out(text, words)))
