"""Somebody's own data as a file: JSON for programs, a zip of tables for spreadsheets."""

import io
import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from netevent.files.tables import Cell, csv_bytes

Row = Mapping[str, Any]


def json_bytes(value: Any) -> bytes:
    """UTF-8 and readable; moments and days as ISO 8601."""
    return json.dumps(value, ensure_ascii=False, indent=2, default=_iso).encode() + b"\n"


def zip_of_tables(tables: Mapping[str, Sequence[Row]]) -> bytes:
    """One CSV a noun, `<noun>.csv`; a noun without rows has no file."""
    octets = io.BytesIO()
    with ZipFile(octets, "w", ZIP_DEFLATED) as archive:
        for noun, rows in tables.items():
            if rows:
                archive.writestr(f"{noun}.csv", _table(rows))
    return octets.getvalue()


def _table(rows: Sequence[Row]) -> bytes:
    header = list(dict.fromkeys(name for row in rows for name in row))
    return b"".join(csv_bytes(header, ([_cell(row.get(name)) for name in header] for row in rows)))


def _cell(value: Any) -> Cell:
    """Lists of words side by side, anything else that is not plain as JSON."""
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return ", ".join(value)
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False, default=_iso)
    plain: Cell = value
    return plain


def _iso(value: object) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no place in a file")
