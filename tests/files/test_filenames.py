"""A name somebody typed ends in a header and on a disk; it must do no harm in either."""

import re
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netevent.files.filenames import disposition, filename


@pytest.mark.parametrize(("name", "plain", "full"), [
    ("Ada Lovelace", "Ada-Lovelace", "Ada-Lovelace"),
    ("Łucja Müßig", "Lucja-Mussig", "Łucja-Müßig"),
    ("../../etc/passwd", "etc-passwd", "etc-passwd"),
    ('Ben"\r\nSet-Cookie: a=b', "Ben-Set-Cookie-a-b", "Ben-Set-Cookie-a-b"),
    ("Dan .. Ben...txt", "Dan-Ben-txt", "Dan-Ben-txt"),
    ("Cleo\u202egnp.exe", "Cleo-gnp.exe", "Cleo-gnp.exe"),
    ("李小龙", "netevent", "李小龙"),
    ("नमस्ते", "netevent", "नमस्ते"),
    ("\x00 ...", "netevent", "netevent"),
    ("", "netevent", "netevent"),
])  # fmt: skip
def test_a_name_becomes_a_safe_stem(name: str, plain: str, full: str) -> None:
    assert filename(name) == (plain, full)


def test_a_header_carries_both_names() -> None:
    assert disposition("attachment", "Zoë O'Brien", "vcf") == (
        "attachment; filename=\"Zoe-O-Brien.vcf\"; filename*=UTF-8''Zo%C3%AB-O-Brien.vcf"
    )


def test_an_extension_is_ours_alone() -> None:
    with pytest.raises(ValueError, match="not a file extension"):
        disposition("inline", "Dan", 'vcf"\r\nX: y')


@given(st.text(st.characters()))
def test_no_name_breaks_the_header_or_leaves_the_folder(name: str) -> None:
    header = disposition("inline", name, "ics")
    found = re.fullmatch(r"inline; filename=\"([\w.-]+)\"; filename\*=UTF-8''([\w.%-]+)", header, re.ASCII)
    assert found
    for stem in (found[1], unquote(found[2], errors="strict")):
        assert not re.search(r'[/\\:"\r\n\x00]|\.\.|^\.', stem)
        assert len(stem.encode()) <= 255
