"""A table is read back by the csv and json modules; no cell may run in a spreadsheet."""

import csv
import io
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netevent.files.tables import Cell, csv_bytes, json_rows

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


def test_as_json_a_row_is_an_object_and_values_keep_their_kind() -> None:
    at = datetime(2026, 11, 5, 19, 0, tzinfo=CET)
    cells: list[Cell] = ["=1+1", 3, 1.5, True, None, date(2026, 11, 5), at]
    header = [f"c{number}" for number in range(len(cells))]
    (row,) = json.loads(b"".join(json_rows(header, [cells])))
    assert list(row.values()) == [
        "=1+1", 3, 1.5, True, None, "2026-11-05", "2026-11-05T19:00:00+01:00",
    ]  # fmt: skip
    assert json.loads(b"".join(json_rows(header, []))) == []
    with pytest.raises(ValueError, match="time zone"):
        list(json_rows(["at"], [[at.replace(tzinfo=None)]]))


@given(st.lists(st.tuples(st.text(), st.text(), st.none()), max_size=20))
def test_any_words_are_json_and_half_of_it_is_none(rows: list[tuple[str, str, None]]) -> None:
    pieces = list(json_rows(HEADER, rows))
    assert len(json.loads(b"".join(pieces))) == len(rows)
    if rows:
        with pytest.raises(json.JSONDecodeError):
            json.loads(b"".join(pieces[:-1]))
