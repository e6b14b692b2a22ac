"""More badges than are drawn while somebody waits: asked for, followed, downloaded by whoever asked."""

import pypdfium2
import pytest
import time_machine
from flask import Flask
from sqlalchemy import delete

from netevent import clock, worker
from netevent.extensions import db
from netevent.models import Badge, Event, Printing
from netevent.operations import organisers, printings
from tests import cast
from tests.views.room import Room, furnish


@pytest.fixture
def room(app: Flask, evening: object) -> Room:
    return furnish(app)


@pytest.fixture
def place(room: Room, monkeypatch: pytest.MonkeyPatch) -> str:
    """The page of three badges, of which two are too many to wait for."""
    monkeypatch.setattr(printings, "AT_ONCE", 2)
    return f"/events/{room.event}/badges"


def draw(app: Flask, batches: int | None = None) -> None:
    with app.app_context():
        printings.draw_due(batches=batches)


def test_the_page_offers_what_takes_a_while(place: str, room: Room) -> None:
    page = room.phones["ada"].get(place).text
    assert f'action="{place}/printings" method="post"' in page
    assert "Download PDF" not in page
    refused = room.phones["ada"].get(f"{place}.pdf")
    assert refused.status_code == 409
    assert "More than 2 badges take a while" in refused.text


def test_it_is_followed_until_it_is_there(place: str, room: Room, app: Flask) -> None:
    ada = room.phones["ada"]
    there = ada.post(f"{place}/printings", data={"stock": "a6", "both": "1"}).location
    assert there.startswith(f"{place}/printings/")
    page = ada.get(there).text
    assert "0 of 3 badges" in page
    assert f'hx-get="{there}"' in page
    assert "PDF with badges 1 to 3: 0 made" in ada.get(place).text
    draw(app, batches=1)
    part = ada.get(there, headers={"HX-Request": "true"}).text
    assert "<html" not in part
    assert "2 of 3 badges" in part
    assert ada.get(f"{there}.pdf").status_code == 404
    draw(app)
    done = ada.get(there).text
    assert "hx-get" not in done.partition('id="printing"')[2].partition(">")[0]
    assert "3 badges, in one file." in done
    assert "PDF with badges 1 to 3: ready" in ada.get(place).text
    file = ada.get(f"{there}.pdf")
    assert file.mimetype == "application/pdf"
    assert file.headers["Cache-Control"] == "private, no-store"
    assert file.headers["Content-Disposition"].endswith("badges-1-3.pdf")
    assert len(pypdfium2.PdfDocument(file.data)) == 4, "two files of a front and a back"


def test_it_is_for_whoever_asked(place: str, room: Room, app: Flask) -> None:
    there = room.phones["ada"].post(f"{place}/printings", data={}).location
    draw(app)
    assert room.phones["ada"].get(f"{there}.pdf").status_code == 200
    with app.app_context():
        event = Event.of_code(room.event)
        assert event
        organisers.add_key(event, room.person("ben"), "organiser", clock.now())
    for way in (there, f"{there}.pdf"):
        assert room.phones["ben"].get(way).status_code == 404, "another organiser has their own"
        assert room.phones["cleo"].get(way).status_code == 404
        assert room.phones["ada"].get(way.replace("printings/", "printings/9")).status_code == 404
    assert room.phones["cleo"].post(f"{place}/printings", data={}).status_code == 404


@pytest.mark.parametrize("part", ["0", "-4", "nobody", "1", "9" * 30])
def test_a_part_that_is_not_there_is_one_that_is(place: str, room: Room, app: Flask, part: str) -> None:
    assert room.phones["ada"].post(f"{place}/printings", data={"part": part}).status_code == 303
    with app.app_context():
        assert cast.how_many(Printing) == 1


def test_without_badges_there_is_no_file(place: str, room: Room, app: Flask) -> None:
    with app.app_context():
        db.session.execute(delete(Badge))
        db.session.commit()
    refused = room.phones["ada"].post(f"{place}/printings", data={})
    assert refused.status_code == 409
    assert "No badges yet. Make them first." in refused.text


def test_a_page_that_asks_for_a_file_that_is_no_more_says_so_as_a_whole(
    place: str, room: Room, app: Flask
) -> None:
    there = room.phones["ada"].post(f"{place}/printings", data={}).location
    with app.app_context():
        db.session.execute(delete(Printing))
        db.session.commit()
    answer = room.phones["ada"].get(there, headers={"HX-Request": "true"})
    assert (answer.status_code, answer.headers["HX-Refresh"]) == (404, "true")
    assert "HX-Refresh" not in room.phones["ada"].get(there).headers


def test_it_goes_after_an_hour_and_the_page_says_so(
    place: str, room: Room, app: Flask, evening: time_machine.Traveller
) -> None:
    ada = room.phones["ada"]
    there = ada.post(f"{place}/printings", data={}).location
    draw(app)
    evening.shift(printings.LIFE)
    assert "kept for an hour" in ada.get(there).text
    assert ada.get(f"{there}.pdf").status_code == 404
    assert there not in ada.get(place).text


def test_many_more_are_several_files(place: str, room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printings, "MOST", 2)
    page = room.phones["ada"].get(place).text
    assert '<option value="1">1 to 2</option><option value="2">3 to 3</option>' in page


def test_the_worker_draws_what_waits(place: str, room: Room, app: Flask) -> None:
    there = room.phones["ada"].post(f"{place}/printings", data={}).location
    with app.app_context():
        done = worker.run_once(clock.now(), tidy=True)
    assert "Badges drawn: 3." in str(done)
    assert room.phones["ada"].get(f"{there}.pdf").status_code == 200
