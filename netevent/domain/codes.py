"""Codes people scan or type: Crockford base32 without I L O U (conventions section 7)."""

import re
import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
EVENT_LENGTH = 6
TYPED_LENGTH = 6
CARD_LENGTH = 26  # 128 random bits in 5-bit characters, two of them spare

_FORGIVEN = str.maketrans({"O": "0", "I": "1", "L": "1"})
_LINK = re.compile(r"^https?://[^/]+/([epb])/([^/?#]+)/?$", re.IGNORECASE)


def new_code(length: int) -> str:
    """A random code of `length` characters, 5 bits each, from the operating system's generator."""
    return "".join(ALPHABET[byte & 31] for byte in secrets.token_bytes(length))


def normal(text: str) -> str:
    """What a person meant: upper case, no spaces or dashes, O read as 0, I and L as 1."""
    return re.sub(r"[\s\-\u2010-\u2015.]", "", text).upper().translate(_FORGIVEN)


def is_code(text: str, length: int) -> bool:
    """Whether `text`, already normal, can be a code of that length."""
    return len(text) == length and all(character in ALPHABET for character in text)


def spaced(code: str) -> str:
    """A typed code as people read it aloud: 'K7M 3WD'."""
    return f"{code[:3]} {code[3:]}" if len(code) == TYPED_LENGTH else code


def read_link(text: str) -> tuple[str, str] | None:
    """The kind ('e', 'p' or 'b') and normal code of a scanned address in our form, else None.

    The host is not compared here: the caller knows which addresses are its own.
    """
    found = _LINK.match(text.strip().rstrip("+").strip())
    return (found[1].lower(), normal(found[2])) if found else None
