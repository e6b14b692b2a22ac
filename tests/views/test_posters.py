"""The poster as a phone sees it: downloaded through the page, rasterised, and read."""

import pypdfium2
import pytest
import zxingcpp
from flask import Flask
from flask.testing import FlaskClient

from netevent.files.posters import SHEETS
from tests import cast

POINT_HERE = "Open your camera, point here, say hello."


@pytest.fixture
def ada(app: Flask, client: FlaskClient, evening: object) -> FlaskClient:
    with app.app_context():
        someone = cast.person("Ada")
        cast.event(someone, code="7KQ4MP", title="Thursday: Łódź meets Zürich")
        return cast.signed_in(app, client, someone)


@pytest.mark.parametrize("size", SHEETS)
def test_a_phone_reads_the_address_of_the_event(ada: FlaskClient, size: str) -> None:
    answer = ada.get(f"/events/7KQ4MP/poster.pdf?size={size}")
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    page = pypdfium2.PdfDocument(answer.data)[0]
    assert page.get_width() * 25.4 / 72 == pytest.approx(SHEETS[size].width, abs=0.5)  # type: ignore[index]
    (code,) = zxingcpp.read_barcodes(page.render(scale=3).to_pil().convert("L"))
    assert code.text == "HTTP://LOCALHOST/E/7KQ4MP"
    assert ada.get("/E/7KQ4MP").status_code == 200


def test_it_says_what_to_do_and_where(ada: FlaskClient) -> None:
    words = (
        pypdfium2.PdfDocument(ada.get("/events/7KQ4MP/poster.pdf").data)[0].get_textpage().get_text_range()
    )
    for line in (
        "Łódź meets Zürich",
        POINT_HERE,
        "localhost/e",
        "7KQ4MP",
        "No signal? Say your name at the door.",
    ):
        assert line in words
    assert words.count(POINT_HERE) == 1


@pytest.mark.parametrize(
    "query", ["size=A0", "size=A4&size=A3", "second=xx", "second=en", "second=%00&size=%FF"]
)
def test_what_it_does_not_know_is_left_out(ada: FlaskClient, query: str) -> None:
    answer = ada.get(f"/events/7KQ4MP/poster.pdf?{query}")
    assert answer.data == ada.get("/events/7KQ4MP/poster.pdf").data


def test_a_second_language_adds_a_line(ada: FlaskClient) -> None:
    plain = ada.get("/events/7KQ4MP/poster.pdf").data
    assert ada.get("/events/7KQ4MP/poster.pdf?second=fr").data != plain
    assert ada.get("/events/7KQ4MP/poster.svg?second=fr").data != ada.get("/events/7KQ4MP/poster.svg").data


def test_the_download_has_a_name_every_system_takes(ada: FlaskClient) -> None:
    header = ada.get("/events/7KQ4MP/poster.pdf?size=A3").headers["Content-Disposition"]
    assert header.startswith('attachment; filename="Thursday-Lodz-meets-Zurich-A3.pdf"; filename*=UTF-8')


def test_the_page_shows_it_and_offers_sizes(ada: FlaskClient) -> None:
    assert ada.get("/events/7KQ4MP/poster.svg").mimetype == "image/svg+xml"
    assert ada.get("/events/7KQ4MP/poster").location == "/events/7KQ4MP#poster"
    page = ada.get("/events/7KQ4MP").text
    assert all(f'name="size" value="{size}"' in page for size in SHEETS)
    assert 'name="second" value="fr"' in page
    assert 'name="second" value="en"' not in page
