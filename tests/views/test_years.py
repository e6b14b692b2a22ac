"""`/me/year`: a picture for eyes, and the same in sentences for ears."""

import re
from datetime import timedelta

import pytest
from flask import Flask, render_template

from netevent import clock
from netevent.extensions import db
from netevent.models import Act, Contact
from netevent.operations import years
from tests.access.pages import PageRead
from tests.views.room import Room, furnish


@pytest.fixture
def room(app: Flask, evening: object) -> Room:
    return furnish(app)


def act(app: Flask, place: str, kind: str, by: str = "me", days_ago: int = 0) -> None:
    """Something between the two on one of the pages of the room."""
    with app.app_context():
        contact = db.session.get_one(Contact, int(place.rsplit("/", 1)[1]))
        at = clock.now() - timedelta(days=days_ago)
        db.session.add(Act(owner_id=contact.owner_id, contact_id=contact.id, kind=kind, by=by, at=at))
        db.session.commit()


def heard(page: str) -> list[str]:
    """The sentences of the picture, each with its day."""
    items = re.findall(r"<li><time[^>]*>(.*?)</li>", page, re.DOTALL)
    return [re.sub(r"<[^>]+>", "", item).strip() for item in items]


def seen(page: str) -> dict[str, int]:
    """How many dots of each side stand on the lines."""
    drawn = page.partition('<ul class="year-rows">')[2]
    return {
        "me": drawn.count('<circle class="me"'),
        "them": drawn.count('<circle class="them"'),
        "both": drawn.count('<svg class="venn"'),
    }


def test_a_year_without_talks_is_fine(room):
    page = room.phones["dan"].get("/me/year").text
    assert "Nothing here at the moment, and that is fine." in page
    assert 'href="/scan"' in page
    assert "year-rows" not in page


def test_every_mark_is_seen_and_heard(app, room):
    act(app, room.hers, "outreach", days_ago=40)
    act(app, room.hers, "answer", by="them", days_ago=38)
    act(app, room.hers, "rest", days_ago=20)
    page = room.phones["ben"].get("/me/year").text
    assert seen(page) == {"me": 1, "them": 1, "both": 1}
    assert heard(page) == [
        "Saturday 26 September You got in touch with Cleo.",
        "Monday 28 September Cleo answered.",
        "Thursday 5 November You and Cleo met.",
    ]


@pytest.mark.parametrize(
    ("kind", "mine", "theirs"),
    [
        ("outreach", "You got in touch with Cleo.", "Cleo got in touch with you."),
        ("answer", "You answered Cleo.", "Cleo answered."),
        ("help", "You helped Cleo.", "Cleo helped you."),
        ("promise_kept", "You kept a promise to Cleo.", "Cleo kept a promise."),
        ("introduction", "You made an introduction for Cleo.", "Cleo made an introduction for you."),
        ("turn_up", "You were there for Cleo.", "Cleo was there for you."),
    ],
)
def test_each_kind_has_its_sentence_from_either_side(app, room, kind, mine, theirs):
    act(app, room.hers, kind, days_ago=3)
    act(app, room.hers, kind, by="them", days_ago=2)
    words = " ".join(heard(room.phones["ben"].get("/me/year").text))
    assert mine in words
    assert theirs in words


def test_a_line_leads_to_the_person_and_its_name_is_all_the_link_says(room):
    page = room.phones["ben"].get("/me/year").text
    assert room.hers in PageRead(page).links
    link = re.search(rf'<a class="year-row" href="{room.hers}">(.*?)</a>', page, re.DOTALL)
    assert link
    assert re.sub(r"<svg.*</svg>|<[^>]+>", "", link[1], flags=re.DOTALL).strip() == "Cleo Marti"


def test_drawings_are_for_eyes_and_carry_no_style(app, room):
    act(app, room.hers, "help", days_ago=100)
    page = room.phones["ben"].get("/me/year").text
    assert PageRead(page).inline == []
    main = page.partition('<main id="main"')[2].partition("</main>")[0]
    legend = re.search(r'<ul class="year-legend" aria-hidden="true">.*?</ul>', main, re.DOTALL)
    assert legend
    outer = re.findall(r"<svg(?![^>]*class=\"venn\")[^>]*>", main.replace(legend[0], ""))
    assert outer
    assert all('aria-hidden="true"' in svg for svg in outer)
    assert main.count("<h1") + page.partition("<main")[0].count("<h1") == 1


def test_nothing_is_counted_or_compared(app, room):
    for days in range(1, 60, 3):
        act(app, room.hers, "outreach", days_ago=days)
    main = room.phones["ben"].get("/me/year").text.partition('<main id="main"')[2].partition("</main>")[0]
    words = re.sub(r"<time.*?</time>|<[^>]+>", " ", main)
    assert not re.search(r"\d|%", words), "no totals, no shares"


def test_quiet_is_a_dotted_line_and_no_colour_of_alarm(app, room):
    act(app, room.hers, "help", days_ago=300)
    page = room.phones["ben"].get("/me/year").text
    assert page.count('<line class="quiet"') == 1
    assert not re.search(r'class="[^"]*\b(stop|caution)\b', page.partition('class="year"')[2])


def test_who_is_blocked_is_not_on_it(room):
    room.phones["ben"].post(f"{room.hers}/block")
    for name in ("ben", "cleo"):
        assert "year-rows" not in room.phones[name].get("/me/year").text


def test_it_is_reached_from_me_and_asks_strangers_to_sign_in(app, room):
    assert "/me/year" in PageRead(room.phones["ben"].get("/me").text).links
    assert app.test_client().get("/me/year").location.startswith("/signin?next=")


@pytest.mark.parametrize(("told_beside", "sentences"), [(False, 2), (True, 0)])
def test_the_line_of_one_person_fits_into_another_page(app, room, told_beside, sentences):
    act(app, room.hers, "help", by="them", days_ago=50)
    with app.test_request_context():
        ben = room.person("ben")
        contact = db.session.get_one(Contact, int(room.hers.rsplit("/", 1)[1]))
        year = years.of_contact(ben, contact, clock.now())
        part = render_template("years/_one.html", year=year, told_beside=told_beside)
        assert render_template("years/_one.html", year=None).strip() == ""
    assert part.count('<circle class="them"') == part.count('<svg class="venn"') == 1
    assert len(heard(part)) == sentences


@pytest.mark.parametrize(("language", "month"), [("fr", "janv."), ("it", "gen")])
def test_months_speak_the_language_of_the_reader(room, language, month):
    phone = room.phones["ben"]
    phone.post("/language", data={"language": language, "next": "/me/year"})
    assert f">{month}</text>" in phone.get("/me/year").text
