"""The guest list: found, filtered, turned page by page, and taken away without formulas."""

import csv
import io
import json
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from netevent import clock
from netevent.extensions import db
from netevent.models import Event, Registration
from netevent.operations import checkins, organisers, registrations
from netevent.operations.checkins import Arrival
from tests import cast

LIST = "/events/7KQ4MP/registrations"


@pytest.fixture
def ada(app: Flask, client: FlaskClient, evening: object) -> FlaskClient:
    with app.app_context():
        someone = cast.person("Ada")
        event = cast.event(someone, code="7KQ4MP")
        cast.event(someone, code="EMPTY1")
        ben, cleo = (
            cast.person("Ben", company="=1+1"),
            cast.person("Élodie Caron", "elodie@example.org", role="Glass"),
        )
        for expected in (ben, cleo):
            registrations.expect(event, expected, now=clock.now())
        cast.checked_in(event, ben)
        checkins.arrive(event, Arrival("Dan", "dan@example.org", "en"), nonce="n", now=clock.now())
        return cast.signed_in(app, client, someone)


def names(page: str) -> list[str]:
    return [part.split("</bdi>")[0] for part in page.split('<th scope="row"><bdi>')[1:]]


def test_everybody_is_there_with_status_and_time(ada: FlaskClient) -> None:
    page = ada.get(LIST).text
    assert "<title>People - First Thursday - netevent</title>" in page
    assert names(page) == ["Ben", "Dan", "Élodie Caron"]
    assert page.count("19:00") == 2  # Lausanne
    assert "ben@example.org" in page
    assert "dan@example.org" not in page  # typed, not proved


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?q=elodie", ["Élodie Caron"]),
        ("?q=CARON&status=expected", ["Élodie Caron"]),
        ("?q=caron&status=came", []),
        ("?status=came", ["Ben"]),
        ("?status=expected", ["Élodie Caron"]),
        ("?status=walked_in", ["Dan"]),
        ("?status=password&page=-1", ["Ben", "Dan", "Élodie Caron"]),
        ("?page=99999999999999999999&q=%00", []),
        ("?page=x", ["Ben", "Dan", "Élodie Caron"]),
        ("?q=%FF", []),
    ],
)
def test_search_and_filter_live_in_the_address(ada: FlaskClient, query: str, found: list[str]) -> None:
    answer = ada.get(LIST + query)
    assert answer.status_code == 200
    assert names(answer.text) == found


def test_a_search_without_result_says_so(ada: FlaskClient) -> None:
    page = ada.get(f"{LIST}?q=<b>Zoe").text
    assert "Nobody here is called “&lt;b&gt;Zoe”" in page


def test_htmx_gets_the_list_alone(ada: FlaskClient) -> None:
    part = ada.get(LIST, headers={"HX-Request": "true"})
    assert part.text.strip().startswith('<div id="guests"')
    assert names(part.text) == names(ada.get(LIST).text)


def test_a_hundred_a_page(app: Flask, ada: FlaskClient) -> None:
    with app.app_context():
        event = Event.of_code("7KQ4MP")
        assert event
        for number in range(120):
            place = {"name": f"Guest {number:03}", "source": "imported", "created_at": clock.now()}
            db.session.add(Registration(event_id=event.id, **place))
        db.session.commit()
    first, last = ada.get(LIST).text, ada.get(f"{LIST}?page=2").text
    assert (len(names(first)), len(names(last))) == (100, 23)
    assert "page=2" in first
    assert "Page 2 of 2" in last
    assert names(ada.get(f"{LIST}?page=77").text) == names(last)


def test_an_empty_list_says_how_it_fills(ada: FlaskClient) -> None:
    page = ada.get("/events/EMPTY1/registrations").text
    assert "People appear here when they say “I’m coming” or check in." in page


def test_the_table_opens_in_a_spreadsheet_and_runs_nothing(ada: FlaskClient) -> None:
    answer = ada.get(f"{LIST}.csv")
    assert answer.content_type == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="First-Thursday.csv"')
    assert answer.data.startswith("\ufeffname,email,company,role,status,checked_in_at,source\r\n".encode())
    rows = list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"), newline="")))
    assert [row["name"] for row in rows] == ["Ben", "Élodie Caron", "Dan"]
    assert rows[0] == {
        "name": "Ben", "email": "ben@example.org", "company": "'=1+1", "role": "", "status": "came",
        "checked_in_at": "2026-11-05T19:00:00+01:00", "source": "self",
    }  # fmt: skip
    assert (rows[1]["status"], rows[1]["checked_in_at"], rows[1]["role"]) == ("expected", "", "Glass")
    assert (rows[2]["email"], rows[2]["status"], rows[2]["source"]) == ("", "walked_in", "poster")
    assert datetime.fromisoformat(rows[2]["checked_in_at"]) == datetime(2026, 11, 5, 18, 0, tzinfo=UTC)


def test_programs_get_the_same_rows_as_json_and_nothing_in_front_of_a_cell(ada: FlaskClient) -> None:
    answer = ada.get(f"{LIST}.json")
    assert answer.content_type == "application/json"
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="First-Thursday.json"')
    assert answer.headers["Cache-Control"] == "private, no-store"
    table = ada.get(f"{LIST}.csv").data.decode("utf-8-sig")
    for mine, theirs in zip(answer.json or [], csv.DictReader(io.StringIO(table, newline="")), strict=True):
        assert {name: value or "" for name, value in mine.items()} == theirs | {"company": mine["company"]}
    assert [row["company"] for row in answer.json or []] == ["=1+1", "", ""]
    assert (answer.json or [])[1]["checked_in_at"] is None
    assert json.loads(ada.get("/events/EMPTY1/registrations.json").data) == []


def test_the_page_leads_to_both_files(ada: FlaskClient) -> None:
    page = ada.get(LIST).text
    assert all(f'href="{LIST}.{ending}"' in page for ending in ("csv", "json"))


@pytest.mark.parametrize("ending", ["csv", "json"])
def test_the_whole_list_leaves_only_with_a_proof_of_the_last_hours(
    ada: FlaskClient, evening: time_machine.Traveller, ending: str
) -> None:
    evening.shift(timedelta(hours=13))
    assert ada.get(LIST).status_code == 200
    assert "/signin/confirm" in ada.get(f"{LIST}.{ending}").location


@pytest.mark.parametrize(("role", "status"), [("", 404), ("door", 403), ("organiser", 200)])
def test_the_files_are_for_those_who_organise(app: Flask, ada: FlaskClient, role: str, status: int) -> None:
    with app.app_context():
        eve, event = cast.person("Eve"), Event.of_code("7KQ4MP")
        assert event
        if role:
            organisers.hand_over(event.id, eve.id, role, clock.now())
        phone = cast.signed_in(app, cast.phone(app), eve)
    answers = [phone.get(f"{LIST}.{ending}", buffered=True) for ending in ("csv", "json")]
    assert [answer.status_code for answer in answers] == [status, status]


def test_a_list_of_thousands_is_sent_while_it_is_read(app: Flask, ada: FlaskClient) -> None:
    with app.app_context():
        event = Event.of_code("7KQ4MP")
        assert event
        place = {"event_id": event.id, "source": "imported", "created_at": clock.now()}
        db.session.add_all(Registration(name=f"Guest {number}", **place) for number in range(2000))
        db.session.commit()
    pieces = ada.get(f"{LIST}.json").iter_encoded()
    assert next(pieces).startswith(b"[\n{")
    whole = b"".join([b"[\n{", *pieces])
    assert whole.count(b"\n") > 2000
