"""Badge sheets are rasterised and looked at: every code is read, in its place, and no name leaves its badge."""

from dataclasses import replace

import pypdfium2
import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from netevent.files import qrcodes
from netevent.files.badges import LEAST, STOCKS, Badge, badges_pdf, side_of

PIXELS = 6  # a mm
MM = 72 / 25.4


def badge(number: int, **fields: str) -> Badge:
    code = f"{number:02}".replace("0", "Z").replace("1", "Y").rjust(26, "A")
    url = qrcodes.url_for_code("https://meet.example.org", "b", code)
    return replace(Badge("Lucía Ferrer", "Tramuntana Estudi", "Ask me about: old barns", url), **fields)


def sheets(badges: list[Badge], stock: str, **options: bool) -> pypdfium2.PdfDocument:
    return pypdfium2.PdfDocument(
        badges_pdf(badges, STOCKS[stock], title="Badges", alt="QR code", language="en", **options)
    )


def drawn(document: pypdfium2.PdfDocument, page: int) -> Image.Image:
    return document[page].render(scale=PIXELS / MM).to_pil().convert("L")


def places(image: Image.Image) -> dict[str, tuple[float, float]]:
    """The middle of every code in mm, by what it says."""
    found = {}
    for code in zxingcpp.read_barcodes(image):
        corners = code.position
        x = (corners.top_left.x + corners.bottom_right.x) / 2 / PIXELS
        found[code.text] = x, (corners.top_left.y + corners.bottom_right.y) / 2 / PIXELS
    return found


@pytest.mark.parametrize("stock", STOCKS)
def test_a_full_sheet_holds_every_code_inside_its_own_badge(stock: str) -> None:
    sheet = STOCKS[stock]
    badges = [badge(number) for number in range(sheet.across * sheet.down)]
    document = sheets(badges, stock)
    assert len(document) == 1
    assert document[0].get_size() == pytest.approx([mm * MM for mm in sheet.paper], abs=0.5)
    seen = places(drawn(document, 0))
    for one, (left, top) in zip(badges, sheet.places, strict=True):
        x, y = seen[one.url]
        assert left < x < left + sheet.size[0], one.url
        assert top < y < top + sheet.size[1], one.url


@pytest.mark.parametrize("stock", STOCKS)
def test_sheets_fit_their_paper_and_badges_do_not_overlap(stock: str) -> None:
    sheet = STOCKS[stock]
    right, below = (max(place[side] for place in sheet.places) + sheet.size[side] for side in (0, 1))
    assert right <= sheet.paper[0] + 0.01
    assert below <= sheet.paper[1] + 0.01
    assert sheet.pitch[0] >= sheet.size[0]
    assert sheet.pitch[1] >= sheet.size[1]
    assert side_of(sheet) >= LEAST
    assert sheet.first[0] + right == pytest.approx(sheet.paper[0], abs=0.1), (
        "the back is the front in a mirror"
    )


def test_one_badge_more_begins_another_sheet() -> None:
    assert len(sheets([badge(n) for n in range(9)], "a7")) == 2
    assert len(sheets([], "a7")) == 1


def test_a_badge_says_the_same_on_both_sides_in_the_same_place() -> None:
    badges = [badge(number) for number in range(3)]
    document = sheets(badges, "50x80", both_sides=True)
    assert len(document) == 2
    width, wide = STOCKS["50x80"].paper[0], STOCKS["50x80"].size[0]
    for one, (left, top) in zip(badges, STOCKS["50x80"].places, strict=False):
        x, y = places(drawn(document, 1))[one.url]
        assert width - left - wide < x < width - left
        assert top < y < top + 50


@pytest.mark.parametrize("stock", ["40x75", "a7-tall", "a6"])
def test_the_name_is_there_as_text_and_stays_on_its_badge(stock: str) -> None:
    long = badge(
        0,
        name="Maximiliane-Aleksandra von Hohenstein-Rückersdorf zu Waldburg",
        company="Gesellschaft für angewandte Holzforschung und Klangkunst " * 3,
        about="Ask me about: " + "violins " * 20,
    )
    document = sheets([long, badge(1)], stock)
    assert "Maximiliane-Aleksandra" in document[0].get_textpage().get_text_range()
    image, sheet = drawn(document, 0), STOCKS[stock]
    (left, top), high = sheet.places[0], sheet.size[1]
    edge = 0.4  # mm, the line to cut along
    strip = image.crop([int(mm * PIXELS) for mm in (left + edge, top + edge, left + 2.5, top + high - edge)])
    assert strip.getextrema()[0] > 200, "nothing comes near the edge"


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=130), st.text(max_size=130), st.text(max_size=70))
def test_any_words_make_a_sheet_whose_code_is_read(name: str, company: str, about: str) -> None:
    one = badge(0, name=name, company=company, about=about)
    assert places(drawn(sheets([one], "54x90"), 0)).keys() == {one.url}


def test_an_address_too_long_for_a_readable_code_is_refused() -> None:
    with pytest.raises(ValueError, match="too many"):
        sheets([badge(0, url="HTTPS://" + "A" * 400)], "40x75")
