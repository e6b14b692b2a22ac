"""The demo: be anybody, read the mails, sleep on it; and no door of it in a house that is none."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from netevent import clock
from netevent.app import create_app
from netevent.extensions import db
from netevent.models import CheckIn, Digest, Event, OutboxMail, Person, Prompt
from netevent.operations import demo, links
from tests import cast


@pytest.fixture
def house(app: Flask, tmp_path: Path, evening: time_machine.Traveller) -> Iterator[Flask]:
    """A demo on the database of this test, with its evening seeded."""
    settings = replace(app.config["SETTINGS"], demo=True)
    shown = create_app(settings)
    shown.testing = True
    with shown.app_context():
        demo.prepare()
    yield shown
    clock.keep_shift_in(None)
    with shown.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def visitor(house: Flask) -> FlaskClient:
    return cast.phone(house)


def link_of(house: Flask, name: str) -> str:
    with house.app_context():
        return f"/demo/enter/{demo.link_for(db.session.query(Person).filter(Person.name.startswith(name)).one())}"


def test_the_evening_is_seeded_once(house: Flask) -> None:
    with house.app_context():
        before = cast.how_many(Person), cast.how_many(CheckIn), cast.tallied(demo.tonight())
        assert before[0] > 30
        assert before[2]["came"] + before[2]["walked_in"] == before[1]
    with house.app_context():
        again = demo.prepare()
    with house.app_context():
        assert (cast.how_many(Person), cast.how_many(CheckIn), cast.tallied(demo.tonight())) == before
        assert cast.how_many(Event) == 1
        assert again.code == demo.tonight().code


def test_a_demo_started_again_another_day_goes_on_with_its_evening(
    house: Flask, evening: time_machine.Traveller
) -> None:
    evening.shift(timedelta(days=3))
    with house.app_context():
        demo.prepare()
        event = demo.tonight()
        assert event.starts_at < clock.now() < event.closes_at


def test_the_seed_holds_no_address_that_could_be_real(house: Flask) -> None:
    with house.app_context():
        assert {str(person.email).rpartition(".")[2] for person in db.session.query(Person)} == {"example"}


def test_a_visitor_becomes_anybody_by_a_button(house: Flask, visitor: FlaskClient) -> None:
    page = visitor.get("/demo").text
    assert "Maya Lindqvist" in page
    maya, ingrid = link_of(house, "Maya"), link_of(house, "Ingrid")
    assert maya in page
    before = cast.everything(house)
    for method in ("GET", "HEAD"):
        assert visitor.open(maya, method=method).status_code == 200
    assert cast.everything(house) == before
    assert cast.reader(house, visitor) is None
    assert visitor.post(maya).location == "/"
    assert visitor.get("/").location == "/today"
    assert visitor.post(ingrid).location == "/"
    assert visitor.get("/").location == "/events"


def test_a_visitor_comes_to_the_poster_as_nobody(house: Flask, visitor: FlaskClient) -> None:
    visitor.post(link_of(house, "Maya"))
    poster = visitor.post("/demo/leave").location
    assert cast.reader(house, visitor) is None
    assert visitor.post(poster, data={"name": "Vera", "email": "vera@example.org"}).location == "/today"
    assert "vera@example.org" in visitor.get("/demo").text


def test_sleeping_on_it_sends_the_mails_of_the_morning(house: Flask, visitor: FlaskClient) -> None:
    assert "no mail leaves this machine" in visitor.get("/demo").text
    assert visitor.post("/demo/morning").location == "/demo#inbox"
    with house.app_context():
        assert cast.how_many(Digest) > 0
        mails = db.session.query(OutboxMail).all()
        assert {mail.state for mail in mails} == {"sent"}
        maya = db.session.query(Person).filter(Person.name.startswith("Maya")).one()
        mine = next(mail for mail in mails if mail.person_id == maya.id)
        folder = house.config["SETTINGS"].data_dir / "mails"
    assert len(list(folder.glob("*.eml"))) == len(mails)
    shown = visitor.get(f"/demo/mails/{mine.id}")
    assert shown.status_code == 200
    assert "Write to" in shown.text


def test_every_night_comes_once(house: Flask, visitor: FlaskClient) -> None:
    seen = []
    for _ in range(3):
        visitor.post("/demo/morning")
        seen.append(clock.now())
    assert seen == sorted(set(seen))


@pytest.mark.parametrize("mail_id", ["0", "999999", str(2**63), str(10**30), "x", "-1"])
def test_a_mail_that_is_none_is_a_404(visitor: FlaskClient, mail_id: str) -> None:
    assert visitor.get(f"/demo/mails/{mail_id}").status_code == 404


def test_a_link_of_another_demo_or_purpose_opens_nothing(house: Flask, visitor: FlaskClient) -> None:
    with house.app_context():
        forged = [links.sign(purpose, 1) for purpose in links.LIFETIMES if purpose != "demo"]
        forged += [links.sign("demo", value) for value in ("1", None, [1], -1)]
    for token in [*forged, "x"]:
        assert visitor.post(f"/demo/enter/{token}").status_code == 404
    assert cast.reader(house, visitor) is None


def test_a_house_that_is_no_demo_has_none_of_its_doors(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        token = links.sign("demo", 1)
    for path in ("/demo", f"/demo/enter/{token}", "/demo/mails/1"):
        assert client.get(path).status_code == 404
    for path in ("/demo/leave", "/demo/morning", f"/demo/enter/{token}"):
        assert client.post(path).status_code == 404


def test_the_inbox_shows_what_was_sent_even_when_nothing_of_it_is_left_to_say(
    house: Flask, visitor: FlaskClient
) -> None:
    visitor.post("/demo/morning")
    with house.app_context():
        digest = Digest.latest_of(demo.attendee().id)
        assert digest
        digest_id = digest.id
        address = f"/demo/mails/{db.session.query(OutboxMail).filter_by(digest_id=digest_id).one().id}"
    before = visitor.get(address).text
    with house.app_context():
        for prompt in db.session.query(Prompt).filter_by(digest_id=digest_id):
            prompt.answer = "done"
        db.session.commit()
    assert "Lucía Ferrer" in before
    assert "style=" not in before
    assert "css/mail.css" in before
    assert visitor.get(address).text == before
    assert "nothing is left" not in visitor.get("/demo").text
