"""CSV out (RFC 4180), for spreadsheets first: BOM, CRLF, and no cell that runs as a formula."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import chain

from netevent.files.texts import storable

# The first four start a formula, tab and line ends are skipped in front of one, and spreadsheets
# set to Japanese take the wide forms too (OWASP, CSV injection).
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")

Cell = str | int | float | bool | date | datetime | None


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[bytes]:
    """The file piece by piece, a row each, so that a long list never stands in memory at once.

    UTF-8 with BOM; None is an empty cell, dates ISO 8601, moments to the second with their offset
    (ValueError without one), truth `true`/`false`. A cell that starts like a formula gets a leading
    apostrophe.
    """
    yield "\N{BYTE ORDER MARK}".encode()
    for row in chain([header], rows):
        yield _line(row)


def _line(row: Sequence[Cell]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerow([_cell(value) for value in row])
    return text.getvalue().encode()


def _cell(value: Cell) -> str:
    text = storable(_words(value))
    return f"'{text}" if text.startswith(DANGEROUS) else text


def _words(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise ValueError("a moment in a table needs a time zone")
        return value.isoformat(timespec="seconds")
    return value.isoformat() if isinstance(value, date) else str(value)
