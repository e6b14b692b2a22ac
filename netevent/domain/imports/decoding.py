"""From bytes to text: what is no list is told by its first bytes and never unpacked; the encoding by trying."""

import codecs
import io
import re
from dataclasses import dataclass

from netevent.errors import N_, Refusal

STEP = 1 << 16
LOOKED_AT = 4096  # bytes that tell UTF-16 without its mark, and a web page

EMPTY = N_("This file is empty. Export the list once more, and choose the new file.")
SPREADSHEET = N_(
    "This is a spreadsheet file or an archive, whatever its name says. Open it, export the list as CSV, and choose that file."
)
COMPRESSED = N_("This file is compressed. Unpack it, and choose the CSV file that was inside.")
PDF = N_("This is a PDF. Export the list as CSV where it comes from, and choose that file.")
PICTURE = N_("This is a picture. Export the list as CSV where it comes from, and choose that file.")
WEB_PAGE = N_("This is a web page. Export the list as CSV where it comes from, and choose that file.")
NUL = N_(
    "Line %(line)s, column %(column)s holds a byte that no text has. Save the list as “CSV UTF-8”, and choose that file."
)
UNREADABLE = N_(
    "Line %(line)s, column %(column)s cannot be read: the letters are written in two ways. Save the list as “CSV UTF-8”, and choose that file."
)

MAGIC = (
    (b"PK\x03\x04", SPREADSHEET),
    (b"PK\x05\x06", SPREADSHEET),
    (b"\xd0\xcf\x11\xe0", SPREADSHEET),
    (b"{\\rtf", SPREADSHEET),
    (b"\x1f\x8b", COMPRESSED),
    (b"BZh", COMPRESSED),
    (b"7z\xbc\xaf\x27\x1c", COMPRESSED),
    (b"Rar!", COMPRESSED),
    (b"\xfd7zXZ", COMPRESSED),
    (b"\x28\xb5\x2f\xfd", COMPRESSED),
    (b"%PDF", PDF),
    (b"\x89PNG", PICTURE),
    (b"\xff\xd8\xff", PICTURE),
    (b"GIF8", PICTURE),
)
PAGE = re.compile(
    rb"\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)?<(!doctype\s+html|html|head|body|table|meta)\b", re.I | re.S
)
SEVERAL_BYTES = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)  # a letter as UTF-8 writes it; by chance it is in no text that is written otherwise


@dataclass(frozen=True, slots=True)
class Text:
    """Bytes that can be read from their first to their last, and how."""

    octets: bytes
    encoding: str

    def lines(self) -> io.TextIOWrapper:
        """Line by line with their ends, so that the whole text never stands in memory."""
        return io.TextIOWrapper(io.BytesIO(self.octets), self.encoding, newline="")


def decode(octets: bytes) -> Text:
    """How to read these bytes; raises Refusal with a sentence for whoever chose the file."""
    for start, sentence in MAGIC:
        if octets.startswith(start):
            raise Refusal(sentence)
    encoding = _marked(octets) or _unmarked(octets)
    text = Text(octets, encoding)
    bad = _first_bad(octets, encoding.removesuffix("-sig"))
    if bad is not None:
        raise Refusal(UNREADABLE, **_place(text, bad))
    _refuse_what_is_no_list(text)
    return text


def _marked(octets: bytes) -> str | None:
    """The encoding that a mark at the beginning names."""
    if octets.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if octets.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    return None


def _unmarked(octets: bytes) -> str:
    """UTF-16 shows in every second byte being nought; else UTF-8 if it is that from end to end."""
    start = octets[:LOOKED_AT]
    odd, even = start[1::2].count(0), start[::2].count(0)
    if len(start) >= 4 and max(odd, even) > len(start) // 5 and min(odd, even) == 0:
        return "utf-16-le" if odd else "utf-16-be"
    mixed = _first_bad(octets, "utf-8") is None or SEVERAL_BYTES.search(octets)
    return "utf-8" if mixed else "cp1252"


def _first_bad(octets: bytes, encoding: str) -> int | None:
    """The place of the first byte that cannot be read, found without keeping the text."""
    decoder = codecs.getincrementaldecoder(encoding)()
    for start in range(0, max(len(octets), 1), STEP):
        held = len(decoder.getstate()[0])
        try:
            decoder.decode(octets[start : start + STEP], start + STEP >= len(octets))
        except UnicodeDecodeError as error:
            return start - held + error.start
        except UnicodeError:  # a mark and nothing that follows from it
            return start
    return None


def _place(text: Text, at: int) -> dict[str, object]:
    before = text.octets[:at].decode(text.encoding, "ignore").replace("\r\n", "\n").replace("\r", "\n")
    return {"line": before.count("\n") + 1, "column": len(before) - before.rfind("\n")}


def _refuse_what_is_no_list(text: Text) -> None:
    if PAGE.match(text.octets[:LOOKED_AT].removeprefix(codecs.BOM_UTF8)):
        raise Refusal(WEB_PAGE)
    if text.encoding.startswith("utf-16"):
        start = text.octets[:LOOKED_AT].decode(text.encoding, "ignore").encode("ascii", "ignore")
        if PAGE.match(start):
            raise Refusal(WEB_PAGE)
    elif (nought := text.octets.find(b"\0")) >= 0:
        raise Refusal(NUL, **_place(text, nought))
    if not any(line.strip("\ufeff \t\r\n") for line in text.lines()):
        raise Refusal(EMPTY)
