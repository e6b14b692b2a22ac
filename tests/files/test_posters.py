"""Posters are rasterised and looked at: the code is read, measured, and nothing comes near it."""

import re
from dataclasses import replace

import pypdfium2
import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops

from netevent.files import qrcodes
from netevent.files.posters import SHEETS, Poster, Size, poster_pdf, poster_svg

TEXT, PATH, FORM = 1, 2, 5  # kinds of things on a PDF page, by their pdfium numbers
PIXELS = 4  # a mm, that is 102 dpi
EVENING = Poster(
    title="First Thursday at the Boathouse",
    url=qrcodes.url_for_code("https://netevent.example", "e", "7kq4mp"),
    address="netevent.example/e",
    code="7KQ4MP",
    lines=("Open your camera, point here, say hello.", "Ouvrez l’appareil photo, visez ici, dites bonjour."),
    no_signal="No signal? Say your name at the door.",
    alt="QR code of the check-in page",
)
SIDES: dict[Size, float] = {"A4": 150, "A3": 232.7, "Letter": 150, "A6": 50}
TITLES = {
    "short": "Ada",
    "long": "The Fourteenth Gathering of Restorers, Carpenters and Glassmakers from Łódź, Zürich "
    "and the Upper Rhine with Ada and Ben",
    "one word": "W" * 120,
    "no letters": "!" * 120,
    "from the right": "لقاء المهندسين في بيروت 2026 " * 4,
    "no spaces": "東京建築家交流会" * 15,
    "emoji": "🎉👩‍👩‍👧‍👦" * 12,
    "marks": "Z\u0351\u036b\u0343\u036a\u0302" * 24,
    "nothing": "",
}


def page_of(file: bytes) -> Image.Image:
    document = pypdfium2.PdfDocument(file)
    assert len(document) == 1
    return document[0].render(scale=PIXELS * 25.4 / 72).to_pil().convert("RGB")


def text_of(file: bytes) -> str:
    return pypdfium2.PdfDocument(file)[0].get_textpage().get_text_range()


def corners(page: Image.Image) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of the code as a reader sees it, in pixels."""
    (found,) = zxingcpp.read_barcodes(page.convert("L"))
    assert found.text == EVENING.url
    place = found.position
    return place.top_left.x, place.top_left.y, place.bottom_right.x, place.bottom_right.y


@pytest.mark.parametrize("size", SHEETS)
def test_a_phone_reads_the_printed_code_at_the_promised_size(size: Size) -> None:
    page = page_of(poster_pdf(EVENING, size))
    sheet = SHEETS[size]
    assert page.size == pytest.approx((sheet.width * PIXELS, sheet.height * PIXELS), abs=2)
    left, top, right, bottom = corners(page)
    assert (right - left) / PIXELS == pytest.approx(SIDES[size], abs=1)
    assert (bottom - top) / PIXELS == pytest.approx(SIDES[size], abs=1)
    assert (left + right) / 2 == pytest.approx(page.width / 2, abs=2)


@pytest.mark.parametrize("size", SHEETS)
def test_every_module_is_square_and_in_its_place(size: Size) -> None:
    page = pypdfium2.PdfDocument(poster_pdf(EVENING, size))[0]
    left, _, right, high = [part for part in page.get_objects() if part.type == PATH][4].get_bounds()
    scale = 29 * 8 / (right - left)  # eight pixels a module
    image = page.render(scale=scale).to_pil().convert("L")
    x, y = left * scale, (page.get_height() - high) * scale
    modules = [row[4:-4] for row in qrcodes.matrix(EVENING.url, "Q")[4:-4]]
    for part in (1.5, 4.0, 6.5):  # near both edges and in the middle
        seen = [
            [image.getpixel((x + 8 * i + part, y + 8 * j + part)) < 128 for i in range(29)] for j in range(29)
        ]
        assert seen == modules


@pytest.mark.parametrize("size", SHEETS)
@pytest.mark.parametrize("title", TITLES.values(), ids=TITLES)
def test_no_title_touches_the_quiet_zone_the_circles_or_the_edge(title: str, size: Size) -> None:
    page = page_of(poster_pdf(replace(EVENING, title=title), size))
    bare = page_of(poster_pdf(replace(EVENING, title=""), size))
    left, top, right, bottom = corners(page)
    quiet = 4 * (right - left) / 29
    reach = (left - quiet + 2, top - quiet + 2, right + quiet - 2, bottom + quiet - 2)
    around = ImageChops.invert(page.crop(tuple(map(round, reach)))).getbbox()
    assert around == pytest.approx((quiet, quiet, quiet + right - left, quiet + bottom - top), abs=5)
    words = ImageChops.difference(page, bare).getbbox()
    if title:
        circles = ImageChops.invert(bare.crop((0, 0, page.width, int(top - quiet)))).getbbox()
        assert page.width * 0.05 <= words[0] < words[2] <= page.width * 0.95
        assert circles[3] < words[1] < words[3] <= top - quiet + 2
    else:
        assert words is None


@pytest.mark.parametrize("size", SHEETS)
@pytest.mark.parametrize(("title", "points"), [("long", 16), ("one word", 12)])
def test_a_long_title_is_whole_and_still_large_enough_to_read(title: str, points: int, size: Size) -> None:
    page = pypdfium2.PdfDocument(poster_pdf(replace(EVENING, title=TITLES[title]), size))[0]
    said = re.sub("\\s|\N{ZERO WIDTH SPACE}", "", page.get_textpage().get_text_range())
    assert said.startswith(TITLES[title].replace(" ", ""))
    parts = list(page.get_objects())
    paths = [part for part in parts if part.type == PATH]  # the page, two circles, their lens, the code
    words = parts[parts.index(paths[3]) + 1 : parts.index(paths[4])]
    _, low, _, high = paths[4].get_bounds()
    # Bounds say where a word stands even where a clip would hide it, so nothing is cut off.
    for word in words:
        assert word.get_font_size() >= points * SHEETS[size].scale
        assert high + 4 * (high - low) / 29 - 1 <= word.get_bounds()[1]
        assert word.get_bounds()[3] <= paths[1].get_bounds()[1]


def test_a_poster_says_all_its_lines() -> None:
    said = text_of(poster_pdf(replace(EVENING, title="Łódź meets Zürich"), "A6"))
    for line in ("Łódź meets Zürich", *EVENING.lines, EVENING.address, EVENING.code, EVENING.no_signal):
        assert line in said


def test_one_language_leaves_one_sentence() -> None:
    said = text_of(poster_pdf(replace(EVENING, lines=EVENING.lines[1:], language="fr-CH"), "A4"))
    assert EVENING.lines[1] in said
    assert EVENING.lines[0] not in said


def test_the_code_is_drawn_and_no_picture() -> None:
    page = pypdfium2.PdfDocument(poster_pdf(EVENING, "A3"))[0]
    kinds = {part.type for part in page.get_objects()}
    assert kinds <= {TEXT, PATH, FORM}  # nothing that pixels
    assert PATH in kinds


@pytest.mark.parametrize("title", ['#panic("Ben")', '"); #panic("Ben")', "*Cleo* $x$ @ada <b>", "\\u{41} //"])
def test_a_title_is_words_and_never_markup(title: str) -> None:
    assert title in text_of(poster_pdf(replace(EVENING, title=title), "A4"))


def test_half_characters_and_controls_are_left_out() -> None:
    assert "Dan? and Ben" in text_of(poster_pdf(replace(EVENING, title="Dan\ud83d\x00\r\nand\tBen"), "A4"))


@pytest.mark.parametrize("title", ["لقاء Ada", "2026 لقاء Ada", "Ada لقاء"])
def test_a_title_runs_the_way_its_first_letter_does(title: str) -> None:
    page = pypdfium2.PdfDocument(poster_pdf(replace(EVENING, title=title), "A4"))[0]
    words = page.get_textpage()
    start, _ = words.search("Ada").get_next()
    assert words.get_charbox(start)[0] < page.get_width() / 2  # last from the right, or first from the left


def test_the_same_poster_is_the_same_file() -> None:
    assert poster_pdf(EVENING, "A4") == poster_pdf(EVENING, "A4")
    assert poster_pdf(EVENING, "A4") != poster_pdf(EVENING, "Letter")


def test_a_module_under_half_a_millimetre_is_refused() -> None:
    with pytest.raises(ValueError, match="too many for a code on A6"):
        poster_pdf(replace(EVENING, url="HTTPS://NETEVENT.EXAMPLE/" + "X" * 900), "A6")


@settings(max_examples=30, deadline=None)
@given(st.text(st.characters(), max_size=120), st.sampled_from(sorted(SHEETS)))
def test_any_title_makes_one_page(title: str, size: Size) -> None:
    corners(page_of(poster_pdf(replace(EVENING, title=title, no_signal=title, address=title), size)))


def test_the_screen_gets_a_drawing_a_strict_policy_lets_through() -> None:
    drawing = poster_svg(replace(EVENING, title='Ada <script> & "Ben"'))
    assert re.match(r'<svg viewBox="0 0 595\.28 841\.89" xmlns="http://www\.w3\.org/2000/svg"', drawing)
    tags = set(re.findall(r"<([\w:]+)", drawing))
    assert tags <= {"svg", "g", "path", "use", "defs", "symbol", "clipPath"}
    assert not re.search(r"\b(style|on\w+|href)=\"(?!#)", drawing)
    assert {"#7d1d54", "#ffb733", "#ffefd0"} <= set(re.findall(r'fill="([^"]+)"', drawing))
    assert len(drawing) < 120_000
