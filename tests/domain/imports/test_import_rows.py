"""Rows that stay out say why; cells are cleaned; what somebody chooses is read as chosen and remembered."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wtforms.validators import StopValidation

from netevent.domain.imports import (
    MOST_ROWS,
    REASONS,
    Guest,
    LeftOut,
    chosen,
    guests_in,
    kept_order,
    open_table,
    recalled,
    recognise,
    worth_guessing,
)
from netevent.domain.imports.addresses import normal
from netevent.errors import Invalid, Refusal
from netevent.forms.text import address

HEAD = "name,email,company,role,ticket\n"


def read(text: str) -> list[Guest | LeftOut]:
    table = open_table(text.encode())
    plan = recognise(table)
    assert plan
    return list(guests_in(table, plan))


def said(one: Guest | LeftOut) -> str:
    assert isinstance(one, LeftOut), one
    return REASONS[one.kind] % one.slots


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ("A,a@example.org,,\nB,A@EXAMPLE.ORG,,\n", "This address is in line 2 already."),
        ("A,,,,T1\nB,,,,T1\n", "This ticket is in line 2 already."),
        ("A,a@example,,\n", "“a@example” is not an address that mail can reach."),
        ("A,a b@example.org,,\n", "“a b@example.org” is not an address that mail can reach."),
        (",,Acme,\n", "There is no name and no address in this row."),
        ("A,a@example.org,Acme, Ltd,Boss,T,more\n", "This row has more cells than there are headings."),
    ],
)
def test_a_row_that_stays_out_says_why(rows: str, reason: str) -> None:
    assert said(read(HEAD + rows)[-1]) == reason


@pytest.mark.parametrize("address", ["a@example.org", "a@example", "Info Requested"])
def test_a_ticket_opens_the_door_whatever_its_address(address: str) -> None:
    """Of an order all have the address of whoever bought it, or none that is one."""
    _, guest = read(f"{HEAD}A,a@example.org,,,T1\nInfo Requested,{address},,,T2\n")
    assert isinstance(guest, Guest)
    assert (guest.name, guest.email, guest.ticket_code) == ("", "", "T2")


def test_every_reason_has_words_and_a_line() -> None:
    one = read(f"{HEAD}A,a@example.org,,\n\n\nB,a@example.org,,\n")[1]
    assert (one.line, one.slots if isinstance(one, LeftOut) else {}) == (5, {"line": 2})


@pytest.mark.parametrize(
    ("cells", "kept"),
    [
        ('"  Nora \n Lindt ",nora@example.org', ("Nora Lindt", "nora@example.org", "")),
        ("Nora\u202e\u200d Lindt,nora@example.org,=1+1", ("Nora\u200d Lindt", "nora@example.org", "=1+1")),
        ("Nora", ("Nora", "", "")),
        (",nora@example.org", ("", "nora@example.org", "")),
        ("Nora,,Atelier,,,,", ("Nora", "", "Atelier")),
        (f"{'n' * 200},,{'c' * 200}", ("n" * 120, "", "c" * 120)),
        ("Nora,n@Exämple.org", ("Nora", "n@exämple.org", "")),
    ],
)
def test_cells_are_cleaned_and_rows_may_be_short(cells: str, kept: tuple[str, str, str]) -> None:
    (guest,) = read(f"{HEAD}{cells}\n")
    assert isinstance(guest, Guest)
    assert (guest.name, guest.email, guest.company) == kept


def test_a_quoted_cell_may_hold_separators_quotes_and_line_ends() -> None:
    guests = read(f'{HEAD}"Lindt, Nora ""Nor""",n@example.org,"one\r\ntwo"\nRavi,,\n')
    assert [(g.line, g.name) for g in guests] == [(2, 'Lindt, Nora "Nor"'), (4, "Ravi")]


def test_the_first_of_two_equal_headings_counts() -> None:
    (guest,) = read("Name,E-mail,email,Name\nNora,nora@example.org,bill@example.org,Somebody\n")
    assert isinstance(guest, Guest)
    assert (guest.name, guest.email) == ("Nora", "nora@example.org")


def test_fifty_thousand_rows_are_read_and_one_more_is_too_many() -> None:
    rows = "".join(f"Guest {n},g{n}@example.org,,\n" for n in range(MOST_ROWS))
    assert len(read(HEAD + rows)) == 50_000
    with pytest.raises(Refusal, match="Split the file"):
        read(f"{HEAD}{rows}One,,,\n")


def test_unnamed_guests_of_orders_count_as_well() -> None:
    rows = "".join(f"{n},Ada,M,a{n}@example.org,100,b\n" for n in range(501))
    with pytest.raises(Refusal, match="Split the file"):
        read(f"Order No.,First Name,Last Name,Email,Quantity,Buyer Email\n{rows}")


def test_columns_are_read_as_chosen() -> None:
    table = open_table(b"Vorname;Nachname;Adresse;Firma\nNora;Lindt;nora@example.org;Lindt AG\n")
    assert worth_guessing(table, None) == ("", "", "", "")
    plan = chosen(table, ["given", "family", "email", "company"])
    assert list(guests_in(table, plan)) == [
        Guest("Nora Lindt", "nora@example.org", "Lindt AG", "", "", "", 2)
    ]


@pytest.mark.parametrize(
    ("choice", "sentence"),
    [
        (["name", "name", ""], "Two columns cannot both hold the same."),
        (["company", "", ""], "Say which column holds the name or the e-mail address."),
        (["name", "email"], "This list has other columns now."),
        (["name", "password", ""], "This list has other columns now."),
    ],
)
def test_a_choice_that_says_too_little_is_refused(choice: list[str], sentence: str) -> None:
    with pytest.raises(Invalid, match=sentence):
        chosen(open_table(b"a,b,c\n1,2,3\n"), choice)


def test_a_choice_is_remembered_whatever_the_order_of_the_headings() -> None:
    one, other = open_table(b"Wer,Post,Haus\n1,2,3\n"), open_table(b"Haus,WER,post\n1,2,3\n")
    kept = kept_order(one, ["name", "email", "company"])
    assert recalled(other, kept) == ("company", "name", "email")
    assert recalled(open_table(b"Wer,Post\n1,2\n"), kept) == ()


class Field:
    def __init__(self, data: str) -> None:
        self.data = data


def by_form(text: str) -> str | None:
    field = Field(text)
    try:
        address(None, field)  # type: ignore[arg-type]
    except StopValidation:
        return None
    return field.data


ADDRESSES = (
    "a@b.ch", "A.B+c@Example.ORG", "a@xn--exmple-cua.org", "a@exämple.org", "a@ab--c.org", "a@1.23", "a'b@x.org",
    "a@x_y.org", "a@x.c0m", "a@example", "a@x.1a", "a..b@x.org", ".a@x.org", "a.@x.org", "é@x.org", "a@-x.org", "a@x-.org",
    "a@x.test", "a@x.localhost", "a@b@c.org", "=?utf-8?q?a?=@x.org", f"{'a' * 65}@x.org", f"a@{'b' * 64}.org", "a@b.c",
    f"a@{'b' * 60}.{'c' * 60}.{'d' * 60}.{'e' * 60}.{'f' * 20}.org",
)  # fmt: skip


@pytest.mark.parametrize("text", ADDRESSES)
def test_an_address_is_the_same_as_on_the_forms(text: str) -> None:
    assert normal(text) == by_form(text)


@given(st.from_regex(r"[a-zA-Z0-9.+_'%-]{1,12}@[a-zA-Z0-9äßé.-]{1,15}\.[a-zA-Z0-9]{1,5}", fullmatch=True))
def test_an_address_that_comes_in_is_one_the_forms_would_keep(text: str) -> None:
    found = normal(text)
    assert found is None or found == by_form(text)
