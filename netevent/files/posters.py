"""The poster with the event's code, as a vector PDF for the printer and as one SVG for the screen."""

import json
import re
import unicodedata
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Literal

import typst

from netevent.files import qrcodes
from netevent.files.texts import one_line

Size = Literal["A4", "A3", "Letter", "A6"]
SMALLEST_MODULE = 0.5  # mm; below it cheap printers smear


@dataclass(frozen=True, slots=True)
class Poster:
    """What the poster says, every line translated already. Any text, any length, is safe."""

    title: str
    url: str  # what the QR holds, from qrcodes.url_for_code
    address: str  # the same for a hand that types: "netevent.example/e"
    code: str  # "7KQ4MP"
    lines: tuple[str, ...]  # "Open your camera, point here, say hello." in one language or more
    no_signal: str  # "No signal? Say your name at the door."
    alt: str  # "QR code of the check-in page", for people who hear the PDF
    language: str = "en"  # of the first line, ISO 639


@dataclass(frozen=True, slots=True)
class Sheet:
    """A size of paper in mm. `side` is the printed code without its quiet zone: read from ten times as far.

    Around it 4 modules stay white. On A3 these and the wished 250 mm are wider than the paper,
    so there the quiet zone wins and the code has 232 mm.
    """

    width: float
    height: float
    side: float
    scale: float  # of the words, A4 is 1


SHEETS: dict[Size, Sheet] = {
    "A4": Sheet(210, 297, 150, 1),
    "A3": Sheet(297, 420, 250, 1.25),
    "Letter": Sheet(215.9, 279.4, 150, 0.9),
    "A6": Sheet(105, 148, 50, 0.72),
}


def poster_pdf(poster: Poster, size: Size) -> bytes:
    """The poster as a one-page tagged PDF, the code in level Q and drawn as a path.

    ValueError when the URL is so long that a module would be under 0.5 mm.
    """
    return _drawn(poster, size, "pdf")


def poster_svg(poster: Poster) -> str:
    """The A4 poster as one SVG for a page: presentation attributes only, text as outlines, no fixed size."""
    drawing = _drawn(poster, "A4", "svg").decode()
    bare = re.sub(r' (width|height|xmlns:h5)="[^"]*"', "", drawing, count=3)
    # Nine decimals of a point are half of the file; two are finer than any screen.
    return re.sub(r"[0-9]+\.[0-9]{3,}", lambda number: f"{float(number[0]):.2f}", bare)


def _drawn(poster: Poster, size: Size, form: Literal["pdf", "svg"]) -> bytes:
    template = files("netevent.files").joinpath("poster.typ").read_bytes()
    words = {"poster": json.dumps(_data(poster, size))}
    drawing: bytes = typst.compile(template, format=form, sys_inputs=words)
    return drawing


def _data(poster: Poster, size: Size) -> dict[str, Any]:
    """What poster.typ reads; text travels as data, so nothing in it can act as markup."""
    sheet = SHEETS[size]
    rows = qrcodes.matrix(poster.url, "Q")
    modules = len(rows) - 2 * qrcodes.QUIET
    side = min(sheet.side, sheet.width * modules / len(rows))
    if side / modules < SMALLEST_MODULE:
        raise ValueError(f"{len(poster.url)} characters are too many for a code on {size}")
    title = one_line(poster.title)
    return {
        "width": sheet.width,
        "height": sheet.height,
        "scale": sheet.scale,
        "side": side,
        "modules": modules,
        "runs": [(x - qrcodes.QUIET, y - qrcodes.QUIET, length) for x, y, length in qrcodes.runs(rows)],
        "title": _breakable(title),
        "rtl": reads_from_right(title),
        "lines": [one_line(line) for line in poster.lines],
        "address": one_line(poster.address),
        "code": one_line(poster.code),
        "no_signal": one_line(poster.no_signal),
        "alt": one_line(poster.alt),
        "language": poster.language.partition("-")[0],
    }


def _breakable(title: str) -> str:
    """Endless words get zero-width spaces, so that they wrap instead of shrinking to nothing."""
    piece = re.compile(r"\S{15}(?=\w)")  # never in front of a mark that belongs to a letter
    return re.sub(r"\S{31,}", lambda word: piece.sub("\\g<0>\N{ZERO WIDTH SPACE}", word[0]), title)


def reads_from_right(text: str) -> bool:
    """Whether the first letter with a direction belongs to a script read from the right (UAX 9, P2)."""
    directions = map(unicodedata.bidirectional, text)
    return next((found for found in directions if found in ("L", "R", "AL")), "L") != "L"
