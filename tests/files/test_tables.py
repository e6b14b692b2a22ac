"""A table is read back by the csv module; no cell may run in a spreadsheet."""

import csv
import io
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netevent.files.tables import Cell, csv_bytes

CET = timezone(timedelta(hours=1))
HEADER = ("name", "email", "checked_in_at")


def read(file: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(file.decode("utf-8-sig"), newline=""), strict=True))


def test_a_file_starts_with_a_bom_and_ends_lines_with_crlf() -> None:
    pieces = list(csv_bytes(HEADER, [("Ada", "ada@example.org", None), ("Ben", None, None)]))
    assert pieces[0] == b"\xef\xbb\xbf"
    assert b"".join(pieces[1:]) == b"name,email,checked_in_at\r\nAda,ada@example.org,\r\nBen,,\r\n"


def test_rows_are_asked_for_one_by_one() -> None:
    asked: list[str] = []

    def people() -> Iterator[tuple[str]]:
        for name in ("Ada", "Ben"):
            asked.append(name)
            yield (name,)

    file = csv_bytes(("name",), people())
    assert [next(file) for _ in range(3)][-1] == b"Ada\r\n"
    assert asked == ["Ada"]


@pytest.mark.parametrize(("value", "text"), [
    (datetime(2026, 11, 5, 18, 30, 9, 123456, tzinfo=CET), "2026-11-05T18:30:09+01:00"),
    (datetime(2026, 11, 5, tzinfo=UTC), "2026-11-05T00:00:00+00:00"),
    (date(2026, 11, 5), "2026-11-05"), (True, "true"), (False, "false"), (None, ""), (0, "0"), (0.5, "0.5"),
    ('Glas "Holz", Söhne\r\nLódź', 'Glas "Holz", Söhne\r\nLódź'), ("Cleo\x00\ud83d", "Cleo?"),
])  # fmt: skip
def test_a_value_has_one_spelling(value: object, text: str) -> None:
    assert read(b"".join(csv_bytes(("a", "b"), [(value, "Dan")])))[1] == [text, "Dan"]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_a_formula_becomes_text(start: str) -> None:
    assert read(b"".join(csv_bytes((f"{start}h",), [(f"{start}1+1",)]))) == [[f"'{start}h"], [f"'{start}1+1"]]


def test_a_control_character_cannot_hide_a_formula() -> None:
    assert read(b"".join(csv_bytes(("a",), [("\x00\x07=1+1",)])))[1] == ["'=1+1"]


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        list(csv_bytes(("at",), [(datetime(2026, 11, 5),)]))  # noqa: DTZ001 - the mistake under test


ANY = st.text(st.characters()) | st.integers() | st.floats() | st.none()


@given(st.lists(st.tuples(ANY, ANY), max_size=5))
def test_no_dangerous_cell_is_left_and_no_cell_is_lost(rows: list[tuple[Cell, Cell]]) -> None:
    cells = read(b"".join(csv_bytes(("a", "b"), rows)))
    assert [len(row) for row in cells] == [2] * (len(rows) + 1)
    assert not [cell for row in cells for cell in row if cell.startswith(tuple("=+-@\t\r"))]
