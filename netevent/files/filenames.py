"""Names for downloads that survive every system, and the header that carries them (RFC 6266, RFC 8187)."""

import re
import unicodedata
from typing import Literal
from urllib.parse import quote

_LIMIT = 60  # characters: at four octets each still under the 255 octets a file system grants
# Letters that NFKD leaves whole although everybody reads them as these.
_LETTERS = "ł=l Ł=L ø=o Ø=O đ=d Đ=D ð=d Ð=D ı=i ß=ss æ=ae Æ=AE œ=oe Œ=OE þ=th Þ=Th"
_PLAIN = str.maketrans(dict(pair.split("=") for pair in _LETTERS.split()))


def filename(name: str) -> tuple[str, str]:
    """A stem for a file, without extension: (ASCII, Unicode), each never empty, at most 60 characters.

    Letters, digits, `.`, `-` and `_` stay; all else (spaces, slashes, quotes, line ends, direction
    overrides) becomes one `-`. Dots stand alone and inside, so neither `../` nor a hidden file can be built.
    """
    unicode_stem = _stem(unicodedata.normalize("NFC", name))
    decomposed = unicodedata.normalize("NFKD", unicode_stem.translate(_PLAIN))
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    ascii_stem = _stem(bare.encode("ascii", "replace").decode())
    return ascii_stem or "netevent", unicode_stem or "netevent"


def disposition(kind: Literal["inline", "attachment"], name: str, ext: str) -> str:
    """The value of Content-Disposition for a file called `name`, with both `filename` and `filename*`.

    `name` may hold anything; `ext` is ours, ASCII letters and digits, else ValueError.
    """
    if not re.fullmatch("[a-z0-9]+", ext):
        raise ValueError(f"not a file extension: {ext!r}")
    plain, full = filename(name)
    return f"{kind}; filename=\"{plain}.{ext}\"; filename*=UTF-8''{quote(f'{full}.{ext}', safe='')}"


def _stem(text: str) -> str:
    kept = "".join(c if _is_safe(c) else "-" for c in text)
    return re.sub("[-.]{2,}", "-", kept)[:_LIMIT].strip("-._")


def _is_safe(character: str) -> bool:
    # Marks are part of letters in Indic and Arabic script, yet isalnum() denies them.
    return character.isalnum() or character in "._-" or unicodedata.category(character) in ("Mn", "Mc")
