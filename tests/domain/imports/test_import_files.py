"""What is no list is refused in one sentence, and no bytes at all do more than that."""

import contextlib
import gzip
import io
import zipfile

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from netevent.domain.imports import guests_in, open_table, recognise
from netevent.errors import Refusal
from tests.imports.layouts import LAYOUTS


def workbook() -> bytes:
    octets = io.BytesIO()
    with zipfile.ZipFile(octets, "w") as packed:
        packed.writestr("xl/workbook.xml", "<workbook/>")
    return octets.getvalue()


HEAD = b"name,email\n"
REFUSED = {
    "empty": (b"", "This file is empty."),
    "white space": (b" \r\n\t\n", "This file is empty."),
    "a mark alone": (b"\xef\xbb\xbf", "This file is empty."),
    "a workbook": (workbook(), "This is a spreadsheet file or an archive, whatever its name says."),
    "an old workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "export the list as CSV"),
    "an empty archive": (b"PK\x05\x06" + bytes(18), "This is a spreadsheet file or an archive"),
    "a bomb": (gzip.compress(bytes(10_000_000)), "This file is compressed."),
    "a PDF": (b"%PDF-1.7\n", "This is a PDF."),
    "a picture": (b"\x89PNG\r\n\x1a\n", "This is a picture."),
    "a page": (b"\n<!DOCTYPE html><html>", "This is a web page."),
    "a table of a page": (b"\xef\xbb\xbf<table><tr><td>Name</td></tr></table>", "This is a web page."),
    "a page in UTF-16": ("<html><body>".encode("utf-16"), "This is a web page."),
    "a nought": (HEAD + b"Nora,no\0ra@example.org\n", "Line 2, column 8 holds a byte that no text has."),
    "a nought in UTF-16": ("name,email\nNo\0ra,\n".encode("utf-16"), "Line 2, column 3 holds a byte"),
    "mixed letters": (HEAD + "Zoé,\n".encode() + "Zoé,\n".encode("cp1252"), "Line 3, column 3 cannot be read"),
    "no letters": (HEAD + b"Nora\x81,\n", "Line 2, column 5 cannot be read"),
    "after a mark": (b"\xef\xbb\xbfname\r\nZo\xe9\r\n", "Line 2, column 3 cannot be read"),
    "half a letter": (HEAD + "Zoé,\n".encode() + b"Zo\xc3", "Line 3, column 3 cannot be read"),
    "half a pair": ("name\nab".encode("utf-16")[:-1], "cannot be read"),
    "headings alone": (HEAD, "This list has headings and nobody below them."),
    "blank rows": (HEAD + b",\n , \n", "This list has headings and nobody below them."),
    "no headings": (b"Nora,nora@example.org\n", "The first line holds an address."),
    "an open quote": (HEAD + b'Nora,"nora\nRavi,\nTess,\n', "In line 2 a quotation mark opens and never closes."),
    "a long open quote": (HEAD + b'Nora,"nora\n' + b"Ravi,ravi\n" * 20_000, "In line 2 a quotation mark opens"),
    "one endless cell": (HEAD + b"n" * 200_000, "Line 2 cannot be read as a row of a list."),
    "too wide": (b"a," * 201 + b"\n1\n", "more than 200 columns"),
}  # fmt: skip


@pytest.mark.parametrize(("octets", "sentence"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_list_says_so(octets: bytes, sentence: str) -> None:
    with pytest.raises(Refusal) as refused:
        list(open_table(octets).rows())
    assert sentence in str(refused.value)


@pytest.mark.parametrize(
    "octets",
    [
        b"sep=;\r\nname;email\r\nNora;nora@example.org\r\n",
        b"\n\n,\nname,email\nNora,nora@example.org",
        "name,email\nNora,nora@example.org\n".encode("utf-16-le"),
        "name,email\nNora,nora@example.org\n".encode("utf-16-be"),
        b"name\temail\nNora\tnora@example.org\n",
        b'"name","email"\n"Nora","nora@example.org"\n',
        b'name,email,size\nNora,nora@example.org,5" pipe\n',
    ],
)
def test_a_list_is_read_however_it_is_written(octets: bytes) -> None:
    table = open_table(octets)
    plan = recognise(table)
    assert plan
    assert [(one.name, one.email) for one in guests_in(table, plan)] == [("Nora", "nora@example.org")]


PIECES = st.sampled_from(
    [b"name", b"email", b",", b";", b"\t", b"\n", b"\r", b'"', b"@", b"nora@example.org", b"\xe9", b"\xc3\xa9", b"\0",
     b"\xef\xbb\xbf", b"\xff\xfe", b"a\0", b"status", b"RSVP date", b"<html>", b"PK"]
)  # fmt: skip
MADE = st.lists(PIECES, max_size=40).map(b"".join)
TORN = st.tuples(
    st.sampled_from(sorted(LAYOUTS)), st.integers(0, 2000), st.binary(max_size=4), st.sampled_from(["utf-8", "utf-16"])
).map(lambda torn: _torn(*torn))  # fmt: skip


def _torn(name: str, at: int, piece: bytes, encoding: str) -> bytes:
    octets = LAYOUTS[name].text.encode(encoding)
    return octets[:at] + piece + octets[at + 1 :]


@given(st.one_of(st.binary(max_size=200), MADE, TORN))
@example(b"\xff\xfe")
@example(b"\xfe\xff\xd8")
@example(b"name\n\xed\xa0\x80")
def test_no_bytes_do_more_than_be_refused(octets: bytes) -> None:
    with contextlib.suppress(Refusal):
        table = open_table(octets)
        plan = recognise(table)
        found = list(guests_in(table, plan)) if plan else list(table.rows())
        lines = octets.count(b"\n") + octets.count(b"\r") + 1
        assert len(found) <= lines * 100
