"""`/me/data`: taking everything along, asking what others noted, erasing everything."""

import json
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from netevent import clock
from netevent.domain.codes import new_code
from netevent.extensions import db
from netevent.models import Disclosure, Person, Replay
from netevent.operations import disclosures
from tests import cast
from tests.operations import lives
from tests.operations.lives import ADDRESS, MARK

PAGES = ("/me/data", "/me/data/erase")
FORMS = ("/me/data/file", "/me/data/request", "/me/data/erase")

pytestmark = pytest.mark.usefixtures("evening")


def key() -> dict[str, str]:
    return {"key": new_code(26)}


@pytest.fixture
def ben(app: Flask, client: FlaskClient) -> FlaskClient:
    """The phone of Ben, who met Cleo and Dan."""
    with app.app_context():
        person, _, _ = lives.live()
        return cast.signed_in(app, client, person)


def number_of(app: Flask) -> int:
    with app.app_context():
        return db.session.query(Person).filter_by(email=ADDRESS).one().id


def test_the_page_says_what_exists_and_lets_it_be_taken(ben: FlaskClient) -> None:
    page = ben.get("/me/data")
    assert page.status_code == 200
    assert "no-store" in page.headers["Cache-Control"]
    assert "2 notes exist" in page.text
    assert "First Thursday" in page.text
    assert "mends boats" not in page.text
    assert 'name="format" value="vcf"' in page.text
    assert "180 days after the end of the event" in page.text


@pytest.mark.parametrize(
    ("kind", "mimetype", "ending"),
    [("json", "application/json", "json"), ("csv", "application/zip", "zip"), ("vcf", "text/vcard", "vcf")],
)
def test_a_file_comes_at_once_and_nothing_is_kept(
    app: Flask, ben: FlaskClient, kind: str, mimetype: str, ending: str
) -> None:
    before = cast.everything(app)
    taken = ben.post("/me/data/file", data={"format": kind} | key())
    assert (taken.status_code, taken.mimetype) == (200, mimetype)
    assert taken.headers["Cache-Control"] == "private, no-store"
    assert taken.headers["Content-Disposition"].startswith(f'attachment; filename="netevent.{ending}"')
    assert len(taken.data) > 200
    assert cast.everything(app) == before


def test_the_same_form_twice_gives_the_file_twice(ben: FlaskClient) -> None:
    form = {"format": "json"} | key()
    first, second = (json.loads(ben.post("/me/data/file", data=form).data) for _ in range(2))
    assert first == second
    assert first["card"][0]["email"] == ADDRESS


def test_another_format_is_refused_in_words(ben: FlaskClient) -> None:
    refused = ben.post("/me/data/file", data={"format": "exe"})
    assert refused.status_code == 422
    assert "JSON, CSV or vCard" in refused.text


def test_what_a_person_takes_is_theirs_alone(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        lives.live()
        cast.signed_in(app, client, cast.person("Eve Novak"))
    taken = client.post("/me/data/file", data={"format": "json"})
    assert MARK not in taken.text
    assert json.loads(taken.data)["card"][0]["name"] == "Eve Novak"


@pytest.mark.parametrize("path", PAGES)
def test_a_stranger_is_asked_to_sign_in(client: FlaskClient, path: str) -> None:
    assert client.get(path).location.startswith("/signin?next=")


@pytest.mark.parametrize(
    ("method", "path"), [("GET", path) for path in PAGES] + [("POST", path) for path in FORMS]
)
def test_a_proof_older_than_twelve_hours_is_asked_for_again(
    ben: FlaskClient, evening: time_machine.Traveller, method: str, path: str
) -> None:
    evening.shift(timedelta(hours=12, seconds=1))
    answer = ben.open(path, method=method, data=key() if method == "POST" else None)
    assert answer.status_code == 303
    assert answer.location.startswith("/signin/confirm")


def test_asking_for_the_notes_opens_one_request_however_often_it_is_sent(
    app: Flask, ben: FlaskClient
) -> None:
    form = key()
    for _ in range(2):
        assert ben.post("/me/data/request", data=form).location == "/me/data"
    assert ben.post("/me/data/request", data=key()).status_code == 409
    page = ben.get("/me/data").text
    assert "The answer comes by Saturday 5 December" in page
    assert "Ask for what they say" not in page
    with app.app_context():
        assert cast.how_many(Disclosure, answered_at=None) == 1


def test_the_answer_is_read_here(app: Flask, ben: FlaskClient) -> None:
    ben.post("/me/data/request", data=key())
    with app.app_context():
        waiting, _ = disclosures.queue(clock.now())
        disclosures.answer(waiting[0].id, "You mend boats.\n<b>Nothing</b> else.", clock.now())
    page = ben.get("/me/data").text
    assert "You mend boats.\n&lt;b&gt;Nothing&lt;/b&gt; else." in page
    assert "Ask for what they say" in page


def test_erasing_says_first_what_goes(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        ada = cast.person("Ada Moreau")
        later = clock.now() + timedelta(days=9)
        cast.event(ada, title="The last one", starts_at=later, ends_at=None)
        cast.signed_in(app, client, ada)
    page = client.get("/me/data/erase").text
    assert "The last one" in page
    assert "You alone organise" in page


def test_erasing_signs_out_everywhere_and_leaves_nothing(app: Flask, ben: FlaskClient) -> None:
    other = cast.phone(app)
    with app.app_context():
        cast.signed_in(app, other, db.session.get_one(Person, number_of(app)))
    gone = ben.post("/me/data/erase", data=key())
    assert gone.location == "/"
    assert gone.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert "Everything about you is erased" in ben.get("/").text
    for phone in (ben, other):
        assert phone.get("/today").location.startswith("/signin")
    with app.app_context():
        assert MARK.casefold() not in lives.whole().casefold()
        assert (app.config["SETTINGS"].data_dir / "erasures.jsonl").exists()


def test_the_form_that_erased_sent_once_more_erases_nobody_else(app: Flask, ben: FlaskClient) -> None:
    form = key()
    assert ben.post("/me/data/erase", data=form).status_code == 303
    before = cast.everything(app)
    ben.post("/me/data/erase", data=form)
    assert cast.everything(app) == before
    with app.app_context():
        kept = db.session.query(Replay).filter_by(key=form["key"]).one()
        assert (kept.person_id, kept.location) == (None, "/")


def test_whoever_met_them_reads_that_somebody_was_erased(app: Flask, client: FlaskClient) -> None:
    phone = cast.phone(app)
    with app.app_context():
        person, cleo, _ = lives.live()
        contact_id = lives.note_of(cleo, person).contact_id
        cast.signed_in(app, client, person)
        cast.signed_in(app, phone, cleo)
    client.post("/me/data/erase", data=key())
    assert "Deleted person" in phone.get("/people").text
    assert "Deleted person" in phone.get("/today").text
    for path in ("", "/note", "/write", "/card.vcf"):
        page = phone.get(f"/people/{contact_id}{path}")
        assert page.status_code == 404, path
        assert "was erased" in page.text, path
    saved = phone.post(f"/people/{contact_id}/note", data={"version": "1", "free_note": "and yet"} | key())
    assert saved.status_code == 404
    with app.app_context():
        assert "and yet" not in lives.whole()
