"""vCards (RFC 2426 for 3.0, RFC 6350 for 4.0) in the one shape that phones and desktops all import.

Written by hand: vobject 0.9.9 sorts the properties by their names and does not know 4.0, while the order,
the folding and the escapes are just what importers trip over. The tests read these cards back with it.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal
from urllib.parse import quote
from uuid import UUID

from netevent.files.texts import one_line, storable

LIMIT = 200  # cards in one file
_FOLD = 75  # octets in a line, its end not counted (RFC 2426, 2.6)

Version = Literal[3, 4]


@dataclass(frozen=True, slots=True)
class Card:
    """What somebody handed over. Empty text means: not said, so no line in the file."""

    uid: str
    name: str
    revised: datetime  # aware
    company: str = ""
    role: str = ""
    email: str = ""
    phone: str = ""  # E.164; spaces, dots and brackets are taken out
    url: str = ""
    note: str = ""  # "Met at EVENT, DATE", in the reader's language


def vcard(card: Card, version: Version = 3) -> bytes:
    """One card: UTF-8 without BOM, CRLF, folded at 75 octets and never inside a character.

    ValueError when `revised` has no time zone.
    """
    return b"".join(_fold(line) for line in _lines(card, version))


def vcards(cards: Iterable[Card], version: Version = 3) -> bytes:
    """Cards one after the other in one file; ValueError above 200, where phones give up."""
    chosen = list(cards)
    if len(chosen) > LIMIT:
        raise ValueError(f"{len(chosen)} cards, a file holds {LIMIT}")
    return b"".join(vcard(card, version) for card in chosen)


def _lines(card: Card, version: Version) -> Iterator[str]:
    yield "BEGIN:VCARD"
    yield f"VERSION:{version}.0"
    yield "PRODID:-//netevent//netevent//EN"
    yield _uid(card.uid, version)
    yield f"N:{';'.join(map(_text, _family_and_given(card.name)))};;;"
    yield f"FN:{_text(card.name)}"
    if card.company:
        yield f"ORG:{_text(card.company)}"
    if card.role:
        yield f"TITLE:{_text(card.role)}"
    if card.email:
        yield f"EMAIL;TYPE={'INTERNET,WORK' if version == 3 else 'work'}:{_text(card.email)}"
    if card.phone:
        yield _tel(card.phone, version)
    if card.url:
        yield f"URL:{_uri(card.url)}"
    if card.note:
        yield f"NOTE:{_text(card.note)}"
    yield f"REV:{_utc(card.revised, version)}"
    yield "END:VCARD"


def _family_and_given(name: str) -> tuple[str, str]:
    """Nobody told us how the name splits: the last word is the family, a single word is given."""
    *given, last = one_line(name).split(" ")
    return (last, " ".join(given)) if given else ("", last)


def _uid(uid: str, version: Version) -> str:
    if version == 3:
        return f"UID:{_text(uid)}"
    try:
        return f"UID:{UUID(uid).urn}"
    except ValueError:  # 4.0 expects a URI unless told (RFC 6350, 6.7.6)
        return f"UID;VALUE=text:{_text(uid)}"


def _tel(phone: str, version: Version) -> str:
    number = re.sub(r"[\s().\-/]", "", storable(phone))
    if version == 3:
        return f"TEL;TYPE=CELL,VOICE:{_text(number)}"
    if re.fullmatch(r"\+?[0-9]+", number):
        return f'TEL;VALUE=uri;TYPE="cell,voice":tel:{number}'
    return f'TEL;TYPE="cell,voice":{_text(number)}'


def _utc(moment: datetime, version: Version) -> str:
    if moment.tzinfo is None:
        raise ValueError("a card's revision needs a time zone")
    # 4.0 knows the basic form alone (RFC 6350, 4.3.5).
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ" if version == 3 else "%Y%m%dT%H%M%SZ")


def _text(value: str) -> str:
    """Escaped as RFC 2426, 4 has it; every kind of line end becomes `\\n`."""
    lines = storable(value).splitlines()
    return "\\n".join(re.sub(r"([\\,;])", r"\\\1", line) for line in lines)


def _uri(value: str) -> str:
    """A URI has no backslash escapes; what would end the line is percent-encoded instead."""
    return re.sub(r'[\s\\"<>]', lambda found: quote(found[0], safe=""), storable(value).strip())


def _fold(line: str) -> bytes:
    """The line as octets; each piece after the first starts with one space, which counts."""
    octets, start, room = line.encode(), 0, _FOLD
    pieces = []
    while len(octets) - start > room:
        end = start + room
        while octets[end] & 0xC0 == 0x80:  # inside a character: step back to its first octet
            end -= 1
        pieces.append(octets[start:end])
        start, room = end, _FOLD - 1
    return b"\r\n ".join([*pieces, octets[start:]]) + b"\r\n"
