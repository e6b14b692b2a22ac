"""Tables out, row by row: CSV (RFC 4180) for spreadsheets, with BOM, CRLF and no cell that runs as a formula, and JSON."""

import csv
import io
import json
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


def json_rows(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[bytes]:
    """The same rows as one array of objects, for programs: nothing is in front of a cell, None is null.

    A file that was cut off on its way is no JSON, so nobody takes it for the whole list.
    """
    before = b"[\n"
    for row in rows:
        said = dict(zip(header, map(_value, row), strict=True))
        yield before + json.dumps(said, ensure_ascii=False).encode()
        before = b",\n"
    yield b"\n]\n" if before == b",\n" else b"[]\n"


def _line(row: Sequence[Cell]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerow([_cell(value) for value in row])
    return text.getvalue().encode()


def _cell(value: Cell) -> str:
    text = storable(_words(value))
    return f"'{text}" if text.startswith(DANGEROUS) else text


def _value(cell: Cell) -> Cell:
    return storable(_words(cell)) if isinstance(cell, str | date) else cell


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
