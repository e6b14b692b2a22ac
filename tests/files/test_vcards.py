"""A card is read back by vobject, and its octets are checked for what importers trip over."""

import re
from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st

from netevent.files.vcards import Card, vcard, vcards

ADA = Card(
    uid="6f1e7c1e-98f7-4f8c-8b5e-0c1d2e3f4a5b",
    name="Ada Maria Łukasiewicz",
    revised=datetime(2026, 11, 5, 20, 30, tzinfo=timezone(timedelta(hours=1))),
    company="Glas, Holz; Söhne",
    role="Restorer",
    email="ada@example.org",
    phone="+41 (79) 123-45.67",
    url="https://ada.example/a;b,c",
    note="Met at First Thursday, 5 November 2026",
)
ORDER = [
    "BEGIN", "VERSION", "PRODID", "UID", "N", "FN", "ORG", "TITLE", "EMAIL", "TEL", "URL", "NOTE",
    "REV", "END",
]  # fmt: skip


def names(lines: list[str]) -> list[str]:
    return [re.split("[:;]", line)[0] for line in lines]


def unfolded(file: bytes) -> list[str]:
    return file.replace(b"\r\n ", b"").decode().removesuffix("\r\n").split("\r\n")


def test_ada_leaves_her_card_exactly_so() -> None:
    assert unfolded(vcard(ADA)) == [
        "BEGIN:VCARD",
        "VERSION:3.0",
        "PRODID:-//netevent//netevent//EN",
        "UID:6f1e7c1e-98f7-4f8c-8b5e-0c1d2e3f4a5b",
        "N:Łukasiewicz;Ada Maria;;;",
        "FN:Ada Maria Łukasiewicz",
        r"ORG:Glas\, Holz\; Söhne",
        "TITLE:Restorer",
        "EMAIL;TYPE=INTERNET,WORK:ada@example.org",
        "TEL;TYPE=CELL,VOICE:+41791234567",
        "URL:https://ada.example/a;b,c",
        r"NOTE:Met at First Thursday\, 5 November 2026",
        "REV:2026-11-05T19:30:00Z",
        "END:VCARD",
    ]


def test_version_four_says_the_same_in_its_own_words() -> None:
    lines = unfolded(vcard(ADA, version=4))
    assert names(lines) == ORDER
    assert {
        "VERSION:4.0",
        "UID:urn:uuid:6f1e7c1e-98f7-4f8c-8b5e-0c1d2e3f4a5b",
        "EMAIL;TYPE=work:ada@example.org",
        'TEL;VALUE=uri;TYPE="cell,voice":tel:+41791234567',
        "REV:20261105T193000Z",
    } <= set(lines)


def test_version_four_keeps_what_is_no_uuid_and_no_number() -> None:
    lines = unfolded(vcard(replace(ADA, uid="badge,7", phone="ask Ben"), version=4))
    assert r"UID;VALUE=text:badge\,7" in lines
    assert 'TEL;TYPE="cell,voice":askBen' in lines


def test_vobject_reads_what_ada_wrote() -> None:
    card = vobject.readOne(vcard(replace(ADA, note="Met twice\r\nat the \\ boathouse; 李 😀")).decode())
    assert (card.fn.value, card.n.value.family, card.n.value.given) == (ADA.name, "Łukasiewicz", "Ada Maria")
    assert card.org.value == ["Glas, Holz; Söhne"]
    assert card.note.value == "Met twice\nat the \\ boathouse; 李 😀"
    assert card.tel.value == "+41791234567"


def test_what_ben_did_not_say_leaves_no_line() -> None:
    lines = unfolded(vcard(Card(uid="1", name="Ben", revised=ADA.revised)))
    assert names(lines) == ["BEGIN", "VERSION", "PRODID", "UID", "N", "FN", "REV", "END"]
    assert "N:;Ben;;;" in lines


def test_cleo_cannot_add_a_line_of_her_own() -> None:
    evil = "Cleo\r\nTEL:666\u2028NOTE:x\x0bX:y\x85Z:z"
    card = Card(evil, evil, ADA.revised, evil, evil, evil, evil, evil, evil)
    for version in (3, 4):
        assert names(unfolded(vcard(card, version))) == ORDER


@given(st.text(st.characters()), st.sampled_from([3, 4]))
def test_no_text_breaks_the_lines(text: str, version: int) -> None:
    file = vcard(replace(ADA, uid=text or "1", name=text, company=text, note=text, url=text), version)
    assert file.startswith(b"BEGIN:VCARD\r\n")
    assert file.endswith(b"END:VCARD\r\n")
    lines = file.split(b"\r\n")
    assert not any(b"\r" in line or b"\n" in line for line in lines)
    assert all(len(line) <= 75 for line in lines)
    for line in lines:
        line.decode()  # raises when a fold cut a character
    assert set(names(unfolded(file))) <= set(ORDER)


@pytest.mark.parametrize("name", ["é" * 200, "😀" * 200, "a" + "李" * 200, "دان" * 100, "x" * 10_000])
def test_a_long_name_is_folded_between_characters_and_comes_back_whole(name: str) -> None:
    file = vcard(replace(ADA, name=name))
    lines = file.split(b"\r\n")
    assert max(map(len, lines)) in range(72, 76)
    assert f"FN:{name}" in unfolded(file)
    assert vobject.readOne(file.decode()).fn.value == name


def test_half_a_character_does_not_stop_the_file() -> None:
    assert "FN:Dan?" in unfolded(vcard(replace(ADA, name="Dan\ud83d\x00")))


def test_many_cards_stand_in_one_file() -> None:
    people = [replace(ADA, uid=str(n), name=f"Dan {n}") for n in range(200)]
    read = vobject.readComponents(vcards(people).decode())
    assert [card.fn.value for card in read] == [person.name for person in people]
    with pytest.raises(ValueError, match="201 cards"):
        vcards([*people, ADA])


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        vcard(replace(ADA, revised=datetime(2026, 11, 5)))  # noqa: DTZ001 - the mistake under test
