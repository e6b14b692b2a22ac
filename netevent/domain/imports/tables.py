"""From text to rows: the separator by what the first line gives, quoted line breaks, rows of any length."""

import csv
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import dropwhile

from netevent.domain.imports.decoding import NUL, Text, decode
from netevent.errors import N_, Refusal

SEPARATORS = (",", ";", "\t")
MOST_COLUMNS = 200
LONG = 4  # lines in one cell that is never closed; more than an address takes

HEADER_ONLY = N_("This list has headings and nobody below them.")
NO_HEADINGS = N_(
    "The first line holds an address. Put a line with headings above it, for example: name, email, company, role."
)
TOO_WIDE = N_(
    "This list has more than %(most)s columns. Keep those about the guests, and choose the file again."
)
UNCLOSED = N_(
    "In line %(line)s a quotation mark opens and never closes. Close or remove it, and choose the file again."
)
UNREADABLE_ROW = N_("Line %(line)s cannot be read as a row of a list. Export the list once more as CSV.")

Row = tuple[int, list[str]]
"""The line in which a row begins, and its cells."""


@dataclass(frozen=True)
class Table:
    """A list whose headings are known; its rows are read anew each time they are asked for."""

    text: Text
    separator: str
    header: tuple[str, ...]
    header_line: int
    columns: dict[str, int] = field(compare=False)  # plain heading -> place; the first of two equal ones

    def rows(self) -> Iterator[Row]:
        """Every row below the headings that is not blank; raises Refusal where the list cannot be read on."""
        return dropwhile(lambda row: row[0] <= self.header_line, _rows(self.text, self.separator))


def open_table(octets: bytes) -> Table:
    """The headings of an uploaded list; raises Refusal for what is none."""
    text = decode(octets)
    separator, (line, header) = _most_cells(text)
    if len(header) > MOST_COLUMNS:
        raise Refusal(TOO_WIDE, most=MOST_COLUMNS)
    if any(re.fullmatch(r"[^\s@]+@[^\s@]+\.\w+", cell.strip()) for cell in header):
        raise Refusal(NO_HEADINGS)
    columns: dict[str, int] = {}
    for place, heading in enumerate(header):
        columns.setdefault(plain(heading), place)
    table = Table(text, separator, tuple(" ".join(cell.split()) for cell in header), line, columns)
    if next(table.rows(), None) is None:
        raise Refusal(HEADER_ONLY)
    return table


def plain(heading: str) -> str:
    """A heading as it is compared: no case, spaces, accents or punctuation."""
    apart = unicodedata.normalize("NFKD", heading.casefold())
    return "".join(letter for letter in apart if letter.isalnum())


def _most_cells(text: Text) -> tuple[str, Row]:
    """The separator that makes most of the first line that holds anything."""
    firsts = [(separator, next(_rows(text, separator), None)) for separator in SEPARATORS]
    read = [(separator, row) for separator, row in firsts if row is not None]
    if not read:
        raise Refusal(HEADER_ONLY)
    return max(read, key=lambda found: len(found[1][1]))


def _rows(text: Text, separator: str) -> Iterator[Row]:
    quotes = [0]
    reader = csv.reader(_checked(text, quotes), delimiter=separator)
    began = ended = 0
    try:
        for cells in reader:
            began, ended = ended + 1, reader.line_num
            if any(map(str.strip, cells)) and not _is_hint(began, cells):
                yield began, cells
    except csv.Error:
        sentence = UNCLOSED if reader.line_num - ended > LONG else UNREADABLE_ROW
        raise Refusal(sentence, line=ended + 1) from None
    if ended > began and quotes[0] % 2:
        raise Refusal(UNCLOSED, line=began)


def _is_hint(line: int, cells: list[str]) -> bool:
    """The line by which some spreadsheets name their separator."""
    return line == 1 and cells[0].strip("\ufeff ").casefold().startswith("sep=")


def _checked(text: Text, quotes: list[int]) -> Iterator[str]:
    """Lines without a character no text has, while their quotation marks are counted."""
    with text.lines() as lines:
        for number, line in enumerate(lines, 1):
            if "\0" in line:
                raise Refusal(NUL, line=number, column=line.index("\0") + 1)
            quotes[0] += line.count('"')
            yield line
