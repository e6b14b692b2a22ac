"""Typed text: any name of any script is welcome, an address is one address, and every refusal is one sentence."""

import pytest
from werkzeug.datastructures import MultiDict

from netevent.errors import Said
from netevent.forms.checkins import ArrivalForm, IntentionForm
from netevent.forms.signins import CodeForm

CLEO = "cleo@example.org"


def filled(name: str = "Cleo", email: str = CLEO) -> ArrivalForm:
    form = ArrivalForm(MultiDict({"name": name, "email": email}))
    form.validate()
    return form


@pytest.mark.parametrize(
    "name",
    [
        "X",
        "O’Neil",
        "Anne-Marie d'Arc",
        "李小龍",
        "Мария Ивановна",
        "محمد علي",
        "אבגד Cohen",
        "ᏣᎳᎩ",
        "Zoë 🎻",
        "👩‍🚀",
        "Z̷̢͎̋a̶͈͐l̸͖̊g̷̜͐o̴̩͋",
        "José",
        "<b>Cleo</b>",
        "{{ 7*7 }}",
        "Robert'); DROP TABLE people;--",
        "=1+1",
        "n" * 120,
    ],
)
def test_any_name_is_a_name(name: str) -> None:
    form = filled(name=name)
    assert form.errors == {}
    assert form.name.data == name


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Cleo  Brandt ", "Cleo Brandt"),
        ("Cleo\r\nBcc: x", "Cleo Bcc: x"),
        ("Cleo\tBrandt", "Cleo Brandt"),
        ("\u202eCleo\u202c", "Cleo"),
        ("\u2066Cleo\u2069 \u202dBrandt", "Cleo Brandt"),
        ("Cleo\u2028Brandt", "Cleo Brandt"),
    ],
)
def test_a_name_is_one_line_and_turns_no_direction_around(typed: str, kept: str) -> None:
    form = filled(name=typed)
    assert form.errors == {}
    assert form.name.data == kept


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("", "enter your name"),
        ("   ", "enter your name"),
        ("\u200b\u200d\ufeff", "enter your name"),
        ("\u0301\u0301", "enter your name"),
        ("\u202e\u202c", "enter your name"),
        ("\r\n\t", "enter your name"),
        ("Cleo\x00", "cannot store"),
        ("Cleo\x1b[31m", "cannot store"),
        ("\x7fCleo", "cannot store"),
        ("Cleo\ud800", "cannot store"),
        ("n" * 121, "holds 120 characters, yours has 121"),
        ("n" * 10_000, "holds 120 characters, yours has 10000"),
    ],
)
def test_a_name_nobody_could_read_or_keep_is_refused_in_one_sentence(name: str, words: str) -> None:
    said = filled(name=name).errors["name"]
    assert len(said) == 1
    assert isinstance(said[0], Said)
    assert words in said[0].sentence % said[0].slots


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (CLEO, CLEO),
        ("  Cleo@Example.ORG ", CLEO),
        ("cleo+event@example.org", "cleo+event@example.org"),
        ("c.l.e.o@example.org", "c.l.e.o@example.org"),
        ("CLEO@éxample.org", "cleo@éxample.org"),
        ("o'neil@example.org", "o'neil@example.org"),
        ("a@b.ch", "a@b.ch"),
        (
            f"{'c' * 64}@{'d' * 60}.{'e' * 60}.{'f' * 60}.ch",
            f"{'c' * 64}@{'d' * 60}.{'e' * 60}.{'f' * 60}.ch",
        ),
    ],
)
def test_an_address_is_kept_as_it_is_compared(typed: str, kept: str) -> None:
    form = filled(email=typed)
    assert form.errors == {}
    assert form.email.data == kept


@pytest.mark.parametrize(
    "email",
    [
        "",
        "   ",
        "cleo",
        "cleo@",
        "@example.org",
        "a@b",
        "cleo@example",
        "cleo@example.org.",
        "cleo@.org",
        "cleo@exa mple.org",
        "cleo @example.org",
        "cleo@example.org, dan@example.org",
        "cleo@example.org;dan@example.org",
        "cleo@example.org\r\nBcc: dan@example.org",
        "a\r\nBcc: x",
        "cleo@example.org\n",
        "cleo@@example.org",
        "cleo@dan@example.org",
        "Cleo <cleo@example.org>",
        '"cleo brandt"@example.org',
        "cleo@[192.0.2.1]",
        "cleo@localhost",
        "cleo@example.org\x00",
        "cleo\u200b@example.org",
        "cléo@example.org",  # our mails could not be addressed to it
        "用户@例子.广告",
        "\u202ecleo@example.org",
        "=?utf-8?q?cleo?=@example.org,x",
        "c" * 10_000 + "@example.org",
        f"{'c' * 64}@{'d' * 63}.{'e' * 63}.{'f' * 63}.ch",
        f"{'ΐ' * 31}@{'d' * 60}.{'e' * 60}.{'f' * 60}.ch",
    ],
)
def test_anything_but_one_address_is_refused_in_one_sentence(email: str) -> None:
    form = filled(email=email)
    if not form.errors:  # only white space around was wrong
        assert form.email.data == CLEO == email.strip()
        return
    said = form.errors["email"]
    assert len(said) == 1
    assert isinstance(said[0], Said)
    assert said[0].sentence.endswith(".")
    assert form.email.data == email  # what was typed is still there


@pytest.mark.parametrize("length", [140, 141])
def test_a_line_about_tonight_holds_140_characters(length: int) -> None:
    form = IntentionForm(MultiDict({"learn": "x" * length}))
    assert form.validate() == (length == 140)


@pytest.mark.parametrize(
    ("typed", "digits"),
    [
        ("123456", "123456"),
        (" 123 456 ", "123456"),
        ("123-456", "123456"),
        ("abc", ""),
        ("１２３４５６", "123456"),
        ("١٢٣٤٥٦", "123456"),
    ],
)
def test_a_code_is_read_as_its_digits(typed: str, digits: str) -> None:
    form = CodeForm(MultiDict({"code": typed}))
    assert form.validate() == bool(digits)
    assert form.code.data == digits
