"""An address in a list, in the form in which addresses are compared here; the same answer as forms/text.py gives."""

import re
import unicodedata

MOST = 254
MOST_BEFORE_AT = 64
NOWHERE = {"arpa", "invalid", "local", "localhost", "onion", "test"}  # RFC 6761: no mail ever arrives there

_WORD = r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"(?![a-z0-9]{2}--)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_USUAL = re.compile(rf"({_WORD}(?:\.{_WORD})*)@(?:{_LABEL}\.)+({_LABEL})(?<=[a-z])")
_HYPHEN_AT_AN_END = re.compile(r"(^|\.)-|-(\.|$)")
_AT = re.compile(rf"({_WORD}(?:\.{_WORD})*)@([^@\s]+)", re.ASCII)


def normal(text: str) -> str | None:
    """The address somebody meant, or None when no mail can arrive there."""
    folded = text.casefold()
    usual = _USUAL.fullmatch(folded)
    if usual and text.isascii():
        fits = len(usual[1]) <= MOST_BEFORE_AT and len(folded) <= MOST and "=?" not in folded
        return folded if fits and usual[2] not in NOWHERE else None
    return _with_letters(folded)


def _with_letters(text: str) -> str | None:
    """A domain in the letters of its language, or as the net writes those."""
    found = _AT.fullmatch(text)
    if not found or _HYPHEN_AT_AN_END.search(found[2]):
        return None
    try:
        written = unicodedata.normalize("NFC", found[2]).encode("idna").decode("ascii")
        domain = written.encode("ascii").decode("idna")
    except UnicodeError:
        return None
    if written == domain or not normal(f"{found[1]}@{_like_latin(written)}"):
        return None
    return f"{found[1]}@{domain}"


def _like_latin(written: str) -> str:
    """The same domain without the marks of its writing, so that it can be checked like any other."""
    return re.sub(r"(^|\.)xn--", r"\1x0", written)
