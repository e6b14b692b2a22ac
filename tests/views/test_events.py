"""Events through the browser: who may, what is refused, and that one form makes one event."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from netevent import clock
from netevent.extensions import db
from netevent.models import Event, Organiser
from netevent.operations import organisers
from tests import cast

GOOD = {
    "title": "First Thursday",
    "starts": "2026-11-05T18:30",
    "place": "The Boathouse",
    "zone": "Europe/Zurich",
}


@dataclass(frozen=True)
class Stage:
    """Ada's evening, and phones that are Ada, Ben at the door, Dan the stranger, and nobody."""

    code: str
    ada: FlaskClient
    ben: FlaskClient
    dan: FlaskClient
    nobody: FlaskClient


@pytest.fixture
def stage(app: Flask, client: FlaskClient, evening: object) -> Stage:
    with app.app_context():
        now = clock.now()
        ada, ben, dan = (cast.person(name) for name in ("Ada", "Ben", "Dan"))
        organisers.make_organiser("ada@example.org", now)
        event = cast.event(ada)
        organisers.add_key(event, ben, "door", now)
        phones = [cast.signed_in(app, app.test_client(), who) for who in (ada, ben, dan)]
        return Stage(event.code, *phones, client)


def events_in(app: Flask) -> int:
    with app.app_context():
        return db.session.query(Event).count()


def latest(app: Flask) -> Event:
    with app.app_context():
        return db.session.query(Event).order_by(Event.id.desc()).first()


PAGES = [
    "",
    "/edit",
    "/cancel",
    "/poster",
    "/poster.pdf",
    "/poster.svg",
    "/live",
    "/registrations",
    "/registrations.csv",
]


@pytest.mark.parametrize("page", PAGES)
def test_a_page_of_an_event_is_for_its_organisers(stage: Stage, page: str) -> None:
    address = f"/events/{stage.code}{page}"
    assert stage.ada.get(address).status_code in (200, 303)
    assert stage.ben.get(address).status_code == 403
    assert stage.dan.get(address).status_code == 404
    away = stage.nobody.get(address)
    assert away.status_code == 303
    assert away.location.startswith("/signin?next=")


@pytest.mark.parametrize("page", ["/edit", "/cancel"])
def test_changing_an_event_is_for_its_organisers(app: Flask, stage: Stage, page: str) -> None:
    address = f"/events/{stage.code}{page}"
    assert stage.ben.post(address, data=GOOD).status_code == 403
    assert stage.dan.post(address, data=GOOD).status_code == 404
    assert stage.nobody.post(address, data=GOOD).status_code == 303
    assert latest(app).revision == 0


def test_only_organisers_create_events(app: Flask, stage: Stage) -> None:
    for phone, status in ((stage.nobody, 303), (stage.dan, 403), (stage.ben, 403)):
        assert phone.get("/events/new").status_code == status
        assert phone.post("/events", data=GOOD).status_code == status
    assert events_in(app) == 1


def test_the_list_shows_the_events_one_holds_a_key_to(stage: Stage) -> None:
    mine = stage.ada.get("/events").text
    assert f"/events/{stage.code}/live" in mine
    assert "New event" in mine
    door = stage.ben.get("/events").text
    assert f"/events/{stage.code}/door" in door
    assert "New event" not in door
    none = stage.dan.get("/events").text
    assert "Nothing here yet." in none
    assert "First Thursday" not in none


def test_the_first_event_takes_a_minute(app: Flask, client: FlaskClient, evening: object) -> None:
    with app.app_context():
        phone = cast.signed_in(app, client, organisers.make_organiser("cleo@example.org", clock.now()))
    assert "Create your first event. It takes a minute." in phone.get("/events").text


def test_three_fields_make_an_event(app: Flask, stage: Stage) -> None:
    answer = stage.ada.post("/events", data=GOOD)
    event = latest(app)
    assert (answer.status_code, answer.location) == (303, f"/events/{event.code}")
    assert event.starts_at == datetime(2026, 11, 5, 17, 30, tzinfo=UTC)
    assert (event.ends_at, event.zone, event.language, event.mail_hour) == (None, "Europe/Zurich", "en", 9)
    with app.app_context():
        assert db.session.query(Organiser).filter_by(event_id=event.id).one().role == "owner"
    page = stage.ada.get(answer.location).text
    assert "<title>Event and poster - First Thursday - netevent</title>" in page
    assert event.code in page
    assert "Friday at 09:00 each person gets one mail" in page


def test_the_form_sent_twice_makes_one_event(app: Flask, stage: Stage) -> None:
    key = re.search(r'name="key" value="(\w+)"', stage.ada.get("/events/new").text)
    assert key
    answers = [stage.ada.post("/events", data=GOOD | {"key": key[1]}) for _ in range(2)]
    assert answers[0].location == answers[1].location
    assert events_in(app) == 2


BAD = {
    "no title": ({"title": " \u200b "}, "Please give the event a title."),
    "long title": ({"title": "x" * 10_000}, "This holds 120 characters, yours has 10000."),
    "control": ({"title": "a\x00b"}, "characters we cannot store"),
    "no place": ({"place": ""}, "Please say where it takes place."),
    "no start": ({"starts": ""}, "Please say when it starts."),
    "25 o'clock": ({"starts": "2026-11-05T25:00"}, "Enter a date and a time"),
    "words": ({"starts": "tomorrow"}, "Enter a date and a time"),
    "a day only": ({"starts": "2026-11-05"}, "Enter a date and a time"),
    "with an offset": ({"starts": "2026-11-05T18:30+01:00"}, "Enter a date and a time"),
    "year 1": ({"starts": "0001-01-01T18:30"}, "Check the year"),
    "year 9999": ({"ends": "9999-12-31T23:59"}, "Check the year"),
    "gap": ({"starts": "2027-03-28T02:30"}, "This time does not exist that night"),
    "fold": ({"starts": "2026-10-25T02:30"}, "This time comes twice that night"),
    "end first": ({"ends": "2026-11-05T18:00"}, "The end is before the start."),
    "no length": ({"ends": "2026-11-05T18:30"}, "The end is before the start."),
    "a year long": ({"ends": "2027-11-05T18:30"}, "more than a month after"),
    "no zone": ({"zone": ""}, "Which time zone is this place in?"),
    "strange zone": ({"zone": "Mars/Olympus"}, "We do not know this time zone."),
    "path as zone": ({"zone": "../../etc/passwd"}, "We do not know this time zone."),
    "half a zone": ({"zone": "Europe"}, "We do not know this time zone."),
    "language": ({"language": "xx"}, "Choose one of the languages."),
    "many topics": ({"topics": "a,b,c,d,e,f,g,h,i"}, "Up to 8 topics, please. These are 9."),
    "long topic": ({"topics": "x" * 41}, "A topic holds 40 characters at most."),
    "long series": ({"series": "x" * 121}, "This holds 120 characters, yours has 121."),
    "mail at night": ({"mail_hour": "3"}, "Choose an hour from 6 to 19."),
    "mail at noon": ({"mail_hour": "noon"}, "Choose an hour from 6 to 19."),
}


@pytest.mark.parametrize(("changes", "sentence"), BAD.values(), ids=BAD)
def test_a_form_that_cannot_be_used_says_why_and_keeps_the_rest(
    app: Flask, stage: Stage, changes: dict[str, str], sentence: str
) -> None:
    answer = stage.ada.post("/events", data=GOOD | {"host": "Halle Neuve"} | changes)
    assert answer.status_code == 422
    assert "<title>Error: New event - netevent</title>" in answer.text
    assert answer.text.count(sentence) == 2
    assert 'value="Halle Neuve"' in answer.text
    assert 'aria-invalid="true"' in answer.text or "language" in changes
    assert events_in(app) == 1


@pytest.mark.parametrize(("which", "hour"), [("first", 0), ("second", 1)])
def test_a_time_that_comes_twice_is_asked_about(app: Flask, stage: Stage, which: str, hour: int) -> None:
    twice = GOOD | {"starts": "2026-10-25T02:30"}
    assert 'name="starts_which" value="second"' in stage.ada.post("/events", data=twice).text
    made = stage.ada.post("/events", data=twice | {"starts_which": which})
    assert latest(app).starts_at == datetime(2026, 10, 25, hour, 30, tzinfo=UTC)
    form = stage.ada.get(f"{made.location}/edit").text
    assert f'value="{which}" checked' in form
    assert 'value="2026-10-25T02:30"' in form


@pytest.mark.parametrize("zone", ["Asia/Kathmandu", "Etc/GMT+12", "America/Sao_Paulo", "UTC"])
def test_any_zone_of_the_world_will_do(app: Flask, stage: Stage, zone: str) -> None:
    assert stage.ada.post("/events", data=GOOD | {"zone": zone}).status_code == 303
    event = latest(app)
    assert f"{event.starts_at.astimezone(event.tz):%H:%M}" == "18:30"


def test_a_title_with_markup_stays_words(app: Flask, stage: Stage) -> None:
    made = stage.ada.post(
        "/events", data=GOOD | {"title": "<b>A</b>\r\nBcc: x", "topics": "Wood, wood ,Glass,Wood,"}
    )
    assert "&lt;b&gt;A&lt;/b&gt; Bcc: x" in stage.ada.get(made.location).text
    assert latest(app).topics == ["Wood", "wood", "Glass"]


def test_details_are_changed_and_the_code_stays(app: Flask, stage: Stage) -> None:
    address = f"/events/{stage.code}/edit"
    form = stage.ada.get(address).text
    assert 'value="2026-11-05T18:30"' in form
    assert "Reuse of buildings, Wood, Glass" in form
    answer = stage.ada.post(address, data=GOOD | {"title": "Second Thursday", "mail_hour": "7"})
    assert answer.location == f"/events/{stage.code}"
    page = stage.ada.get(answer.location).text
    assert "Friday at 07:00" in page
    assert "Saved." in page
    assert (latest(app).title, latest(app).revision) == ("Second Thursday", 1)


def test_a_bad_change_changes_nothing(app: Flask, stage: Stage) -> None:
    answer = stage.ada.post(
        f"/events/{stage.code}/edit", data=GOOD | {"ends": "2026-11-05T18:00", "title": "New"}
    )
    assert answer.status_code == 422
    assert f"/events/{stage.code}/edit" in answer.text
    assert latest(app).title == "First Thursday"


def test_cancelling_asks_first_and_names_the_event(app: Flask, stage: Stage) -> None:
    address = f"/events/{stage.code}/cancel"
    assert "Cancel First Thursday?" in stage.ada.get(address).text
    assert latest(app).cancelled_at is None
    page = stage.ada.post(address, follow_redirects=True).text
    assert "This event is cancelled." in page
    assert latest(app).cancelled_at


def test_the_morning_after_speaks_of_the_past(stage: Stage, evening: object) -> None:
    evening.shift(timedelta(days=1))  # type: ignore[attr-defined]
    assert "Friday at 09:00 each person got one mail" in stage.ada.get(f"/events/{stage.code}").text
