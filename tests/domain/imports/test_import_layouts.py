"""Every layout is told from the others, and read as the table of sources says."""

import pytest

from netevent.domain.imports import SOURCES, Guest, LeftOut, guests_in, open_table, recognise
from tests.imports.layouts import LAYOUTS, Layout

EACH = pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)


def read(octets: bytes) -> tuple[list[Guest], list[LeftOut]]:
    table = open_table(octets)
    plan = recognise(table)
    assert plan
    found = list(guests_in(table, plan))
    return [one for one in found if isinstance(one, Guest)], [
        one for one in found if isinstance(one, LeftOut)
    ]


@EACH
def test_a_layout_is_recognised_and_read(layout: Layout) -> None:
    octets = layout.text.encode(layout.encoding)
    plan = recognise(open_table(octets))
    assert plan
    assert plan.source.key == layout.source
    guests, out = read(octets)
    kept = [(g.name, g.email, g.company, g.role, g.ticket_code, g.order_code) for g in guests]
    assert kept == list(layout.guests)
    assert [one.kind for one in out] == list(layout.out)


@EACH
@pytest.mark.parametrize("ends", ["\r\n", "\r"])
def test_line_ends_and_shouted_headings_make_no_difference(layout: Layout, ends: str) -> None:
    head, rest = layout.text.split("\n", 1)
    written = f"{head.upper().replace('_', ' ')}\n{rest}".replace("\n", ends)
    guests, out = read(written.encode(layout.encoding if layout.encoding != "cp1252" else "utf-8"))
    assert len(guests) == len(layout.guests)
    assert len(out) == len(layout.out)


@EACH
def test_the_order_of_the_columns_makes_no_difference(layout: Layout) -> None:
    table = open_table(layout.text.encode())
    rows = [list(table.header)] + [cells for _, cells in table.rows()]
    first = {heading: table.header.index(heading) for heading in table.header}  # of two equal ones
    turned = [[row[place] for place in reversed(list(first.values()))] for row in rows]
    text = "\n".join("\t".join(row) for row in turned)
    kept = [(g.name, g.email, g.company) for g in read(text.encode())[0]]
    assert kept == [guest[:3] for guest in layout.guests]


def test_every_source_has_an_example() -> None:
    assert {layout.source for layout in LAYOUTS.values()} == {source.key for source in SOURCES}


def test_headings_of_another_language_are_left_to_the_reader() -> None:
    assert recognise(open_table(b"Vorname;Nachname;E-Mail\nNora;Lindt;nora@example.org\n")) is None
    assert recognise(open_table(b"Colour,Size\nred,4\n")) is None
    assert recognise(open_table(b"email\nnora@example.org\n"))


def test_a_ticket_in_a_link_holds_nothing_that_no_database_keeps() -> None:
    text = LAYOUTS["luma"].text.replace("pk=g-aaa111", "pk=%00g-aaa%0A111")
    guests, _ = read(text.encode())
    assert guests[0].ticket_code == "g-aaa111"
