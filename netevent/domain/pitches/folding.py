"""Text as it is compared: lower case, without accents, one kind of apostrophe (section 7); place by place as written."""

import unicodedata
from functools import cache

APART = "'’ʼ‘`-‐‑–—_\u00a0\u202f"  # what only parts words is a space


def fold(text: str) -> str:
    """The same number of characters, so that what is found in it has the same place in `text`."""
    return "".join(map(_folded, text))


@cache
def _folded(character: str) -> str:
    if character in APART:
        return " "
    base = unicodedata.normalize("NFKD", character)[0].lower()
    return base if len(base) == 1 else character
