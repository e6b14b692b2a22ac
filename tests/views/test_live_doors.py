"""The live page of an evening with doors: who came in by which, what is silent, and what does not add up."""

import html
import re
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event as hooks

from netevent import clock
from netevent.extensions import db
from netevent.models import Device, Event, Person
from netevent.operations import devices, doors, doorways, organisers
from netevent.operations.merging import merge
from tests import cast
from tests.operations.door import admit

LIVE = "/events/7KQ4MP/live"
HTMX = {"HX-Request": "true"}
TWICE, AWAY = "Two doors let the same person in", "From a device that was taken away"
MINUTE = timedelta(minutes=1)


@pytest.fixture
def ada(app: Flask, client: FlaskClient, evening: time_machine.Traveller) -> FlaskClient:
    """Ben came by the poster, Cleo through the main door; somebody stands at the garden door."""
    with app.app_context():
        someone = cast.person("Ada")
        event = cast.event(someone, code="7KQ4MP")
        ben, cleo = cast.person("Ben", company="Halle Neuve"), cast.person("Cleo", company="Nordlys")
        cast.checked_in(event, ben)
        for door in ("Main door", "Garden door"):
            devices.make(event, door, now=clock.now(), by=someone)
        main, garden = Device.of_event(event.id)
        admit(event, cleo.card_code, device=main, door="")
        for device in (main, garden):
            devices.seen(device, clock.now())
        return cast.signed_in(app, client, someone)


def there() -> Event:
    event = Event.of_code("7KQ4MP")
    assert event
    return event


def person(name: str) -> Person:
    found = Person.of_email(f"{name.lower()}@example.org")
    assert found
    return found


def row(page: str, door: str) -> str:
    """What a screen reader says of one door."""
    doors_only = page.partition('class="doors"')[2].partition("</table>")[0]
    (found,) = [line for line in re.findall(r"<tr>.*?</tr>", doors_only, re.DOTALL) if door in line]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", found)).split())


def test_each_door_has_its_number_its_last_arrival_and_its_state(
    app: Flask, ada: FlaskClient, evening: time_machine.Traveller
) -> None:
    page = ada.get(LIVE).text
    assert row(page, "Poster") == "Poster, own phones last at 19:00 Open 1"
    assert row(page, "Main door") == "Main door last at 19:00 Online 1"
    assert row(page, "Garden door") == "Garden door nobody yet Online 0"
    evening.shift(11 * MINUTE)
    page = ada.get(LIVE).text
    assert row(page, "Main door") == "Main door last at 19:00, seen 11 minutes ago Offline 1"
    assert row(page, "Garden door") == "Garden door seen 11 minutes ago Offline 0"
    assert "Main door and Garden door can go on without signal. Names arrive when it is back." in page
    evening.shift(timedelta(hours=6))
    assert row(ada.get(LIVE).text, "Main door") == "Main door last at 19:00 Closed 1"


def test_the_last_arrivals_say_where_and_who_walked_in(ada: FlaskClient) -> None:
    page = ada.get(LIVE).text
    arrivals = page.partition('class="arrivals"')[2]
    lines = [
        " ".join(re.sub(r"<[^>]+>", " ", line).split())
        for line in re.findall(r"<tr>.*?</tr>", arrivals.partition("<tbody>")[2], re.DOTALL)
    ]
    assert lines == ["19:00 Cleo Nordlys Main door walked in", "19:00 Ben Halle Neuve Poster walked in"]


def test_the_names_of_doors_and_people_are_text(app: Flask, ada: FlaskClient) -> None:
    with app.app_context():
        admit(there(), cast.person("Dan<b>").card_code, door="<i>Side")
    page = ada.get(LIVE).text
    assert "<i>Side" not in page
    assert "Dan<b>" not in page
    assert "&lt;i&gt;Side" in page


def test_the_page_opens_the_door(ada: FlaskClient) -> None:
    page = ada.get(LIVE).text
    assert re.search(r'class="btn primary[^"]*" href="/events/7KQ4MP/door"', page)
    for place in ("/door", "/team"):
        assert f'href="/events/7KQ4MP{place}"' in page


def test_what_does_not_add_up_is_shown_only_while_there_is_any(app: Flask, ada: FlaskClient) -> None:
    page = ada.get(LIVE).text
    assert TWICE not in page
    assert AWAY not in page
    with app.app_context():
        number = admit(there(), person("Cleo").card_code, door="Garden door", at=clock.now() - 4 * MINUTE).id
    page = ada.get(LIVE).text
    assert TWICE in page
    panel = page.partition(TWICE)[2].partition("</section>")[0]
    assert panel.index("18:56 at <bdi>Garden door</bdi>") < panel.index("19:00 at <bdi>Main door</bdi>")
    assert "<bdi>Cleo</bdi>" in panel
    assert AWAY not in page
    with app.app_context():
        doors.undo(there(), number, now=clock.now())
    assert TWICE not in ada.get(LIVE).text


def test_two_cards_that_become_one_person_are_told_of(app: Flask, ada: FlaskClient) -> None:
    """Let in by two doors under two names; the numbers are those of one person from then on."""
    with app.app_context():
        dan = cast.person("Dan")
        admit(there(), dan.card_code, door="Garden door", at=clock.now() - 4 * MINUTE)
    assert TWICE not in (page := ada.get(LIVE).text)
    assert ">3</span>" in page
    with app.app_context():
        merge(person("Dan"), person("Cleo"), clock.now())
        db.session.commit()
    page = ada.get(LIVE).text
    assert TWICE in page
    assert ">2</span>" in page
    assert row(page, "Garden door").endswith("0")


def test_scans_of_a_device_that_was_taken_away_are_told_of(
    app: Flask, ada: FlaskClient, evening: time_machine.Traveller
) -> None:
    with app.app_context():
        main = Device.of_event(there().id)[0]
        devices.revoke(main, now=clock.now())
        evening.shift(3 * MINUTE)
        db.session.refresh(main)
        admit(there(), cast.person("Dan").card_code, device=main, door="", at=clock.now() - 5 * MINUTE)
    page = ada.get(LIVE).text
    panel = page.partition(AWAY)[2].partition("</section>")[0]
    assert "<bdi>Dan</bdi>" in panel
    assert "18:58 at <bdi>Main door</bdi>" in panel
    assert TWICE not in page
    assert row(page, "Main door") == "Main door last at 19:00 2"


def test_a_long_list_is_cut_and_says_so(app: Flask, ada: FlaskClient) -> None:
    with app.app_context():
        for number in range(doorways.MOST + 2):
            guest = cast.person(f"Guest{number}")
            for minutes, door in ((3, "Main door"), (4, "Garden door")):
                admit(there(), guest.card_code, door=door, at=clock.now() - minutes * MINUTE)
    panel = ada.get(LIVE).text.partition(TWICE)[2].partition("</section>")[0]
    assert panel.count("<tr>") == doorways.MOST + 1
    assert "And 2 more." in panel


def test_the_page_that_is_open_hears_of_a_conflict_an_undo_and_a_silent_door(
    app: Flask, ada: FlaskClient, evening: time_machine.Traveller
) -> None:
    def asks(page: str) -> tuple[int, str]:
        (version,) = re.findall(r"live\?v=([\w-]+)", page)
        answer = ada.get(f"{LIVE}?v={version}", headers=HTMX)
        return answer.status_code, answer.text

    status, page = asks(held := ada.get(LIVE).text)
    assert (status, page) == (204, "")
    with app.app_context():
        number = admit(there(), person("Cleo").card_code, door="Garden door", at=clock.now() - 4 * MINUTE).id
    status, page = asks(held)
    assert (status, TWICE in page) == (200, True)
    assert page.strip().startswith('<section id="live"')
    with app.app_context():
        doors.undo(there(), number, now=clock.now())
    status, page = asks(held := page)
    assert (status, TWICE in page) == (200, False)
    evening.shift(2 * MINUTE + timedelta(seconds=1))
    status, page = asks(held := page)
    assert (status, "Offline" in page) == (200, True)
    assert asks(page)[0] == 204


def test_what_all_tabs_show_is_read_and_drawn_once_in_each_language(app: Flask, ada: FlaskClient) -> None:
    with app.app_context():
        ben = person("Ben")
        ben.language = "fr"
        organisers.add_key(there(), ben, "organiser", clock.now())
        phones = {"en": ada, "fr": cast.signed_in(app, cast.phone(app), ben)}
        counted: list[str] = []
        hooks.listen(db.engine, "before_cursor_execute", lambda *call: counted.append(call[2]))
    old = f"{LIVE}?v=old"
    drawn = {language: phone.get(old, headers=HTMX).text for language, phone in phones.items()}
    assert "Last arrivals" in drawn["en"]
    assert "Last arrivals" not in drawn["fr"]
    assert [phone.get(old, headers=HTMX).text for phone in phones.values()] == [*drawn.values()]
    assert phones["en"].get(f"{old}&big=1", headers=HTMX).text.startswith('<section id="live" class="big')
    assert len([sent for sent in counted if "GROUP BY checkins.door" in sent]) == 1
    arrived = [sent for sent in counted if "GROUP BY" in sent]
    with app.app_context():
        admit(there(), cast.person("Dan").card_code, door="Main door")
    assert "Dan" in phones["en"].get(old, headers=HTMX).text
    assert len([sent for sent in counted if "GROUP BY" in sent]) > len(arrived)


def test_another_event_has_its_own(app: Flask, ada: FlaskClient) -> None:
    with app.app_context():
        cast.event(person("Ada"), code="0THER1", title="Second Tuesday")
    ada.get(f"{LIVE}?v=old", headers=HTMX)
    page = ada.get("/events/0THER1/live?v=old", headers=HTMX).text
    assert "Nobody is here yet." in page
    assert "Cleo" not in page


def test_the_big_screen_stays_one_number_and_one_sentence(ada: FlaskClient) -> None:
    page = ada.get(f"{LIVE}?big=1").text
    assert "people are here. Say hello." in page
    for words in ("Main door", "Online", TWICE):
        assert words not in page
