"""Slips of the thumb are asked about, and addresses that may well be right are left alone."""

import pytest

from netevent.domain.slips import MEANT, meant


@pytest.mark.parametrize(
    ("typed", "probably"),
    [
        ("cleo@gmail.con", "cleo@gmail.com"),
        ("cleo@gmial.com", "cleo@gmail.com"),
        ("cleo@GMAIL.CO", "cleo@gmail.com"),
        ("cleo.b+tag@hotmial.com", "cleo.b+tag@hotmail.com"),
        ("cleo@outlok.com", "cleo@outlook.com"),
        ("cleo@yaho.com", "cleo@yahoo.com"),
        ("cleo@icloud.con", "cleo@icloud.com"),
    ],
)
def test_a_frequent_slip_has_an_address_that_was_meant(typed: str, probably: str) -> None:
    assert meant(typed) == probably


@pytest.mark.parametrize(
    "typed",
    ["cleo@gmail.com", "cleo@mail.com", "cleo@ymail.com", "cleo@hotmail.fr", "cleo@yahoo.co.uk", "cleo@yahoo.co", "cleo@outlook.de",
     "cleo@outlook.co", "cleo@hotmail.co.uk", "cleo@example.org", "@gmail.con", "gmail.con", ""],
)  # fmt: skip
def test_an_address_that_may_be_right_is_left_alone(typed: str) -> None:
    assert meant(typed) == ""


def test_nobody_is_corrected_twice() -> None:
    assert not set(MEANT) & set(MEANT.values())
