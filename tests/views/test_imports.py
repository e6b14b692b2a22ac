"""Lists in, on the web: chosen, looked at, confirmed, followed; and who may."""

import csv
import io
import re

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from netevent.extensions import db
from netevent.models import Audit, Import, OutboxMail, Registration
from netevent.operations import imports, incoming
from tests import cast
from tests.imports.layouts import EVENTBRITE_A, LAYOUTS, Layout

START = "/events/7KQ4MP/import"
FOREIGN = "Wer;Post;Haus\nNora;nora@example.org;Lindt\nRavi;ravi@example.org;\n"


@pytest.fixture
def ada(app: Flask, client: FlaskClient, evening: time_machine.Traveller) -> FlaskClient:
    with app.app_context():
        someone = cast.person("Ada")
        cast.event(someone, code="7KQ4MP")
        return cast.signed_in(app, client, someone)


def send(client: FlaskClient, text: str | bytes, name: str = "guests.csv") -> TestResponse:
    """As a browser does; the test client would leave its copy of a large body open."""
    octets = text.encode() if isinstance(text, str) else text
    head = f'--x\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
    body = head.encode() + octets + b"\r\n--x--\r\n"
    return client.post(START, data=body, content_type="multipart/form-data; boundary=x")


def uploaded(client: FlaskClient, text: str | bytes) -> str:
    """Where the preview of a list is."""
    answer = send(client, text)
    assert answer.status_code == 303, answer.text
    return str(answer.location)


def bring_in(app: Flask) -> None:
    with app.app_context():
        incoming.bring_in_due()


def many(app: Flask, model: type, **fields: object) -> int:
    with app.app_context():
        return cast.how_many(model, **fields)


def numbers(page: str) -> list[str]:
    return re.findall(r'<dd class="stat num">([\d,]+)</dd>', page)


def test_people_leads_to_it_with_and_without_guests(ada: FlaskClient) -> None:
    page = ada.get("/events/7KQ4MP/registrations").text
    assert f'href="{START}"' in page
    assert "<h1>Import a list</h1>" in ada.get(START).text


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_every_layout_is_looked_at_confirmed_and_in(app: Flask, ada: FlaskClient, layout: Layout) -> None:
    place = uploaded(ada, layout.text.encode(layout.encoding))
    page = ada.get(place).text
    assert numbers(page) == [str(len(layout.guests)), "0", str(len(layout.out))]
    assert many(app, Registration) == 0
    answer = ada.post(f"{place}/confirm")
    assert (answer.status_code, answer.location) == (303, place)
    assert many(app, Registration) == 0
    assert "0 of " in ada.get(place).text
    bring_in(app)
    page = ada.get(place).text
    assert "<h1>The list is in</h1>" in page
    assert numbers(page) == [str(len(layout.guests)), "0", str(len(layout.out))]
    assert many(app, Registration) == len(layout.guests)
    assert many(app, OutboxMail) == 0


def test_the_preview_names_the_source_the_guests_and_the_reasons(ada: FlaskClient) -> None:
    page = ada.get(uploaded(ada, EVENTBRITE_A)).text
    assert "from Eventbrite" in page
    assert "guests.csv" in page
    assert "Lindt &amp; Daughters" in page
    assert "Bring in 2 guests" in page
    assert "The status is “Refunded”." in page
    assert "Nobody on it gets a mail because of this." in page


def test_a_second_list_says_who_is_here_already(app: Flask, ada: FlaskClient) -> None:
    place = uploaded(ada, EVENTBRITE_A)
    ada.post(f"{place}/confirm")
    bring_in(app)
    page = ada.get(
        uploaded(ada, EVENTBRITE_A + "106,,Tess,Tone,tess@example.org,1,,G,7,106,,F,Attending,,,\n")
    ).text
    assert numbers(page) == ["1", "2", "3"]
    assert "Bring in 3 guests" in page
    assert "Bring 2 guests up to date" in ada.get(uploaded(ada, EVENTBRITE_A)).text


def test_every_reason_can_be_taken_away(ada: FlaskClient) -> None:
    rows = "".join(f"G{n},bad{n},\n" for n in range(150))
    answer = ada.get(f"{uploaded(ada, 'name,email,company' + chr(10) + rows + '=cmd,=1+1,')}/left-out.csv")
    assert answer.content_type == "text/csv; charset=utf-8"
    table = list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"), newline="")))
    assert len(table) == 151
    assert table[0] == {
        "line": "2", "reason": "“bad0” is not an address that mail can reach.", "name": "G0", "email": "bad0",
    }  # fmt: skip
    assert table[-1]["name"] == "'=cmd"


@pytest.mark.parametrize(
    ("octets", "sentence"),
    [
        (b"", "This file is empty."),
        (b"PK\x03\x04", "This is a spreadsheet file"),
        (b"name\nNo\0ra\n", "Line 2, column 3 holds a byte"),
        (b"name,email\n", "headings and nobody below them"),
        (b"name\n" + b"N\n" * 50_001, "more than 50,000 guests. Split the file"),
    ],
)
def test_what_cannot_be_read_says_why_beside_the_field(app: Flask, ada: FlaskClient, octets: bytes, sentence: str) -> None:  # fmt: skip
    answer = send(ada, octets)
    assert answer.status_code == 422
    assert "<title>Error: Import a list" in answer.text
    assert answer.text.count(sentence) == 2
    assert many(app, Import) == 0


def test_a_form_without_a_file_says_so(ada: FlaskClient) -> None:
    answer = ada.post(START, data={})
    assert (answer.status_code, "Choose a file first." in answer.text) == (422, True)
    assert "Choose a file first." in send(ada, b"", name="").text


def test_a_file_may_be_as_large_as_said_and_no_larger(app: Flask, ada: FlaskClient) -> None:
    line = f"Guest,,{'c' * 1000}\n"
    fits = "name,email,company\n" + line * (imports.MOST_BYTES // len(line) - 1)
    assert send(ada, fits).status_code == 303
    answer = send(ada, fits + line * 80)
    assert (answer.status_code, "larger than 25 MB" in answer.text) == (413, True)
    assert many(app, Import) == 1


def test_nobody_else_sends_that_much(app: Flask, ada: FlaskClient) -> None:
    much = b"n" * 400_000
    assert ada.post("/events/7KQ4MP/mails", data={"mail_hour": much}).status_code == 413
    assert send(cast.phone(app), much).headers["Location"].startswith("/signin"), "and nothing of it is read"


def test_unknown_columns_are_chosen_and_remembered(app: Flask, ada: FlaskClient) -> None:
    place = uploaded(ada, FOREIGN)
    page = ada.get(place).text
    assert "<h1>Which column holds what?</h1>" in page
    assert "Ravi" in page
    assert ada.post(f"{place}/confirm").status_code == 422
    twice = ada.post(f"{place}/columns", data={"column-0": "name", "column-1": "name"})
    assert twice.status_code == 422
    assert "Two columns cannot both hold the same." in twice.text
    assert twice.text.count('<option value="name" selected>') == 2
    ada.post(f"{place}/columns", data={"column-0": "name", "column-1": "email", "column-2": "company"})
    page = ada.get(place).text
    assert "with the columns you chose" in page
    assert numbers(page) == ["2", "0", "0"]
    ada.post(f"{place}/confirm")
    bring_in(app)
    again = uploaded(ada, FOREIGN + "Tess;;\n")
    assert numbers(ada.get(again).text) == ["1", "2", "0"]


def test_known_columns_can_be_chosen_otherwise(ada: FlaskClient) -> None:
    place = uploaded(ada, "name,email,company\nNora,nora@example.org,Lindt\n")
    page = ada.get(f"{place}?columns=1").text
    assert page.count(" selected>") == 3
    ada.post(f"{place}/columns", data={"column-0": "name", "column-2": "role"})
    assert "nora@example.org" not in ada.get(place).text


def test_confirming_twice_does_nothing_more(app: Flask, ada: FlaskClient) -> None:
    place = uploaded(ada, EVENTBRITE_A)
    for _ in range(2):
        assert ada.post(f"{place}/confirm").location == place
    bring_in(app)
    assert ada.post(f"{place}/confirm").location == place
    bring_in(app)
    assert (many(app, Registration), many(app, Audit, verb="import")) == (2, 1)
    assert ada.post(f"{place}/drop").status_code == 303
    assert many(app, Import) == 1


def test_a_list_can_be_left(app: Flask, ada: FlaskClient) -> None:
    place = uploaded(ada, EVENTBRITE_A)
    answer = ada.post(f"{place}/drop")
    assert answer.location == START
    assert "Nothing was brought in." in ada.get(START).text
    assert ada.get(place).status_code == 404
    assert many(app, Import) == 0


def test_htmx_follows_a_list_until_it_is_in(app: Flask, ada: FlaskClient) -> None:
    place = uploaded(ada, EVENTBRITE_A)
    ada.post(f"{place}/confirm")
    part = ada.get(place, headers={"HX-Request": "true"}).text
    assert part.strip().startswith('<div id="import"')
    assert f'hx-get="{place}" hx-trigger="every 1s"' in part
    assert "A list is coming in right now." in ada.get(START).text
    bring_in(app)
    assert "hx-get" not in ada.get(place, headers={"HX-Request": "true"}).text


def test_a_list_that_failed_says_what_to_do(app: Flask, ada: FlaskClient) -> None:
    place = uploaded(ada, EVENTBRITE_A)
    with app.app_context():
        row = db.session.query(Import).one()
        row.state, row.upload = "failed", None
        db.session.commit()
    assert "Bring the list in once more: nobody is doubled." in ada.get(place).text
    assert ada.get(f"{place}/left-out.csv").status_code == 409


def test_the_template_comes_in_as_it_is(ada: FlaskClient) -> None:
    answer = ada.get(f"{START}/template.csv")
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="guests.csv"')
    assert numbers(ada.get(uploaded(ada, answer.data)).text) == ["2", "0", "0"]
