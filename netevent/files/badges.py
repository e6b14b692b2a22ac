"""Name badges on the sheets that shops sell, as a vector PDF: black on white, the code in level Q."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import typst

from netevent.errors import N_
from netevent.files import qrcodes
from netevent.files.posters import SMALLEST_MODULE, reads_from_right
from netevent.files.texts import one_line

A4, LETTER = (210.0, 297.0), (215.9, 279.4)
INCH = 25.4
LEAST = 25.0  # mm, the side of a code that a phone reads at arm's length


@dataclass(frozen=True, slots=True)
class Badge:
    """What one badge says; any text, any length, is safe. `url` is what its code holds."""

    name: str
    company: str
    about: str
    url: str


@dataclass(frozen=True, slots=True)
class Stock:
    """A sheet of blank badges in mm: its paper, one badge, how many across and down, where the first one begins, and
    how far the next one is. `cut`: plain paper, so lines show where to cut."""

    words: str
    paper: tuple[float, float]
    size: tuple[float, float]
    across: int
    down: int
    first: tuple[float, float]
    pitch: tuple[float, float]
    cut: bool = False

    @property
    def places(self) -> list[tuple[float, float]]:
        """The upper left corner of every badge, row by row."""
        (left, top), (right, below) = self.first, self.pitch
        return [(left + x * right, top + y * below) for y in range(self.down) for x in range(self.across)]


def _plain(words: str, paper: tuple[float, float], across: int, down: int) -> Stock:
    """Paper cut into equal parts without a rest."""
    size = paper[0] / across, paper[1] / down
    return Stock(words, paper, size, across, down, (0, 0), size, cut=True)


def _inches(words: str, size: tuple[float, float], down: int, *more: tuple[float, float]) -> Stock:
    mm = [(one * INCH, other * INCH) for one, other in (size, *more)]
    return Stock(words, LETTER, mm[0], 2, down, mm[1], mm[2])


STOCKS = {
    "a6": _plain(N_("A6, 4 on A4"), A4, 2, 2),
    "a6-wide": _plain(N_("A6 landscape, 4 on A4"), A4[::-1], 2, 2),
    "a7": _plain(N_("A7 landscape, 8 on A4"), A4, 2, 4),
    "a7-tall": _plain(N_("A7, 8 on A4"), A4[::-1], 4, 2),
    "54x90": Stock(N_("54 × 90 mm, 10 on A4"), A4, (90, 54), 2, 5, (15, 12), (90, 54)),
    "40x75": Stock(N_("40 × 75 mm, 12 on A4"), A4, (75, 40), 2, 6, (30, 28.5), (75, 40)),
    "60x90": Stock(N_("60 × 90 mm, 8 on A4"), A4, (90, 60), 2, 4, (15, 28.5), (90, 60)),
    "50x80": Stock(N_("50 × 80 mm, 10 on A4"), A4, (80, 50), 2, 5, (17.5, 13.5), (95, 55)),
    "4x3in": _inches(N_("4 × 3 in, 6 on Letter"), (4, 3), 3, (0.25, 1), (4, 3)),
    "3x2in": _inches(N_("3⅜ × 2⅓ in, 8 on Letter"), (3.375, 2.333), 4, (0.6875, 0.583), (3.75, 2.5)),
}
"""By the name that stands in addresses; sizes as on the packets."""


def badges_pdf(
    badges: Sequence[Badge], stock: Stock, *, title: str, alt: str, language: str, both_sides: bool = False
) -> bytes:
    """The sheets of these badges; with `both_sides` each is followed by its back, mirrored, so that a badge says the
    same whichever way it turns. ValueError when a URL is so long that a module would be under 0.5 mm.
    """
    template = files("netevent.files").joinpath("badge.typ").read_bytes()
    data = {
        **_look(stock),
        "title": one_line(title),
        "alt": one_line(alt),
        "language": language,
        "sheets": list(_sheets(len(badges), stock, both_sides)),
        "badges": [_data(badge, stock) for badge in badges],
    }
    drawing: bytes = typst.compile(template, format="pdf", sys_inputs={"badges": json.dumps(data)})
    return drawing


def side_of(stock: Stock) -> float:
    """The side of the printed code in mm, its quiet zone aside."""
    return max(LEAST, min(stock.size) * 0.36)


def _look(stock: Stock) -> dict[str, Any]:
    (width, height), (wide, high) = stock.paper, stock.size
    given = min(60, max(28, min(wide, high) * 0.55))
    return {
        "width": width, "height": height, "wide": wide, "high": high, "cut": stock.cut, "side": side_of(stock),
        "quiet": 4.0, "given": given, "family": max(14, given * 0.5),
    }  # fmt: skip


def _sheets(count: int, stock: Stock, both_sides: bool) -> Iterator[list[tuple[float, float, int]]]:
    """Pages of (left, top, number of the badge)."""
    places = stock.places
    for start in range(0, count, len(places)):
        numbers = range(start, min(start + len(places), count))
        front = [(x, y, number) for (x, y), number in zip(places, numbers, strict=False)]
        yield front
        if both_sides:
            yield [(stock.paper[0] - x - stock.size[0], y, number) for x, y, number in front]


def _data(badge: Badge, stock: Stock) -> dict[str, Any]:
    """What badge.typ reads; text travels as data, so nothing in it can act as markup."""
    rows = qrcodes.matrix(badge.url, "Q")
    modules = len(rows) - 2 * qrcodes.QUIET
    if side_of(stock) / modules < SMALLEST_MODULE:
        raise ValueError(f"{len(badge.url)} characters are too many for a code on a badge")
    given, _, family = one_line(badge.name).partition(" ")
    return {
        "given": given,
        "family": family,
        "company": one_line(badge.company),
        "about": one_line(badge.about),
        "rtl": reads_from_right(given),
        "modules": modules,
        "runs": [(x - qrcodes.QUIET, y - qrcodes.QUIET, length) for x, y, length in qrcodes.runs(rows)],
    }
