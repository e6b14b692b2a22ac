"""Every drawing of a code is read back by a decoder that never saw our matrix."""

import io
import re

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from netevent.files import qrcodes

EVENT = qrcodes.url_for_code("https://abcdefghijklmno.test", "e", "7kq4mp")  # 20 characters of host
PERSON = qrcodes.url_for_code("https://abcdefghijklmno.test", "p", "7kq4mp9zxhv3tn8r2w6ydc5bga")


def read(image: Image.Image) -> str:
    found = zxingcpp.read_barcodes(image.convert("L"))
    assert len(found) == 1
    return found[0].text


def rasterised(code: qrcodes.QrPath) -> Image.Image:
    image = Image.new("L", (code.size * 4, code.size * 4), 255)
    pen = ImageDraw.Draw(image)
    run = re.compile(r"M(\d+) (\d+)h(\d+)v1h-\3z")
    assert run.sub("", code.d) == ""
    for x, y, width in (map(int, found.groups()) for found in run.finditer(code.d)):
        pen.rectangle((x * 4, y * 4, (x + width) * 4 - 1, y * 4 + 3), fill=0)
    return image


@pytest.mark.parametrize(("text", "level", "modules"), [
    (EVENT, "M", 25), (EVENT, "Q", 29), (PERSON, "M", 29), (PERSON, "Q", 33),
    (PERSON.replace("/P/", "/meet/P/"), "Q", 37), (EVENT.lower(), "M", 29), (EVENT.lower(), "Q", 33),
])  # fmt: skip
def test_upper_case_saves_a_size(text: str, level: qrcodes.Level, modules: int) -> None:
    assert qrcodes.path(text, level).size == modules + 8


@pytest.mark.parametrize(("base", "wanted"), [
    ("https://netevent.example", "HTTPS://NETEVENT.EXAMPLE/E/7KQ4MP"),
    ("https://netevent.example/", "HTTPS://NETEVENT.EXAMPLE/E/7KQ4MP"),
    ("http://192.168.1.5:8000", "HTTP://192.168.1.5:8000/E/7KQ4MP"),
    ("http://[fe80::1]:8000", "HTTP://[FE80::1]:8000/E/7KQ4MP"),
    ("https://zürich.example", "HTTPS://XN--ZRICH-KVA.EXAMPLE/E/7KQ4MP"),
    ("https://netevent.example/Meet/", "HTTPS://NETEVENT.EXAMPLE/Meet/E/7KQ4MP"),
])  # fmt: skip
def test_an_address_is_upper_case_where_it_may_be(base: str, wanted: str) -> None:
    assert qrcodes.url_for_code(base, "e", "7kq4mp") == wanted


def test_an_address_without_a_host_is_refused() -> None:
    with pytest.raises(ValueError, match="no host"):
        qrcodes.url_for_code("netevent.example", "e", "7kq4mp")


@pytest.mark.parametrize("level", ["L", "M", "Q", "H"])
def test_a_path_is_read_back_and_keeps_its_quiet_zone(level: qrcodes.Level) -> None:
    code = qrcodes.path(EVENT, level)
    image = rasterised(code)
    assert read(image) == EVENT
    last = code.size * 4 - 16
    assert image.point(lambda grey: 255 - grey).getbbox() == (16, 16, last, last)


def test_a_png_is_read_back_at_one_bit_a_pixel() -> None:
    image = Image.open(io.BytesIO(qrcodes.png(PERSON, "M", 8)))
    assert (image.mode, image.size) == ("1", (37 * 8, 37 * 8))
    assert read(image) == PERSON


def test_an_svg_file_holds_the_same_path_on_white() -> None:
    file = qrcodes.svg(EVENT, "Q")
    assert file.startswith('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 37 37"')
    assert f'<path fill="#fff" d="M0 0h37v37H0z"/><path d="{qrcodes.path(EVENT, "Q").d}"/>' in file
    assert "style" not in file


def test_a_console_shows_dark_on_light_and_is_read_back() -> None:
    lines = qrcodes.terminal(EVENT).splitlines()
    assert all(line.startswith("\x1b[38;5;16;48;5;231m") and line.endswith("\x1b[0m") for line in lines)
    cells = [re.sub("\x1b.*?m", "", line) for line in lines]
    assert {len(row) for row in cells} == {33}
    image = Image.new("L", (33, 2 * len(cells)), 255)
    for y, row in enumerate(cells):
        for x, cell in enumerate(row):
            image.putpixel((x, 2 * y), 0 if cell in "▀█" else 255)
            image.putpixel((x, 2 * y + 1), 0 if cell in "▄█" else 255)
    assert read(image.resize((330, 20 * len(cells)), Image.Resampling.NEAREST)) == EVENT


@settings(max_examples=25, deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1, max_size=60))
def test_any_text_survives_the_path(text: str) -> None:
    assert read(rasterised(qrcodes.path(text, "M"))) == text


def test_a_text_beyond_the_largest_code_is_refused() -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the words are the library's
        qrcodes.path("x" * 5000, "Q")
