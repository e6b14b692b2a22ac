"""Choosing for many at once how close to keep them, and what was given and received, seen by oneself."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from netevent import clock
from netevent.extensions import db
from netevent.models import Act, Contact, Encounter, Event, Person
from netevent.operations import acts
from tests import cast
from tests.mails.mornings import met

pytestmark = pytest.mark.usefixtures("evening")


@pytest.fixture
def ben(app: Flask, client: FlaskClient) -> FlaskClient:
    """Ben's phone; tonight there were Cleo and Dan, and Elif somewhere else."""
    with app.app_context():
        ben, event = cast.person("Ben Adler"), cast.event(code="F1RST1")
        cast.checked_in(event, ben)
        for name in ("Cleo", "Dan"):
            met(ben, event, name, care="violins")
        met(ben, None, "Elif")
        return cast.signed_in(app, client, ben)


def cadences(app: Flask) -> dict[str, str]:
    with app.app_context():
        return {row.name: row.cadence for row in db.session.query(Contact)}


def number(app: Flask, name: str) -> int:
    with app.app_context():
        return db.session.query(Contact).filter_by(name=name).one().id


def test_a_whole_evening_is_chosen_at_once(app: Flask, ben: FlaskClient) -> None:
    page = ben.get("/people/circle?event=f1rst1").text
    assert "Cleo" in page
    assert "Elif" not in page
    choice = {f"cadence-{number(app, 'Cleo')}": "close", f"cadence-{number(app, 'Dan')}": "rest",
              f"cadence-{number(app, 'Elif')}": "rest"}  # fmt: skip
    assert ben.post("/people/circle?event=F1RST1", data=choice).status_code == 303
    assert cadences(app) == {"Cleo": "close", "Dan": "rest", "Elif": "touch"}
    with app.app_context():
        assert [act.kind for act in db.session.query(Act)] == ["rest"]


def test_an_odd_choice_changes_nothing(app: Flask, ben: FlaskClient) -> None:
    ben.post("/people/circle", data={f"cadence-{number(app, 'Cleo')}": "forever", "cadence-999": "rest"})
    assert set(cadences(app).values()) == {"touch"}


def test_an_empty_circle_says_so(app: Flask) -> None:
    with app.app_context():
        phone = cast.signed_in(app, cast.phone(app), cast.person("Cleo Brandt"))
    assert "Nobody yet" in phone.get("/people/circle").text


def test_give_and_get_are_two_lists_and_a_word(app: Flask, ben: FlaskClient) -> None:
    with app.app_context():
        cleo = db.session.get_one(Contact, number(app, "Cleo"))
        for words in ("an hour", "a name", "a book", "a room", "a lift"):
            acts.log(cleo, "help", by="me", now=clock.now(), detail=words)
        undone = acts.log(cleo, "help", by="them", now=clock.now(), detail="never was")
        acts.take_back(cleo, undone, clock.now())
    page = ben.get("/me/ledger").text
    assert "Mostly giving" in page
    assert "an hour" in page
    assert "never was" not in page


def test_an_empty_ledger_is_quiet(ben: FlaskClient) -> None:
    page = ben.get("/me/ledger").text
    assert "Quiet" in page
    assert page.count("and that is fine") == 2


def test_one_tap_logs_and_one_takes_it_back(app: Flask, ben: FlaskClient) -> None:
    cleo = number(app, "Cleo")
    place = ben.post(f"/people/{cleo}/acts", data={"kind": "helped_me"}).location
    assert place.startswith(f"/people/{cleo}#act-")
    act_id = int(place.rpartition("-")[2])
    ben.post(f"/people/{cleo}/acts/{act_id}/words", data={"words": "a name in the trade"})
    assert "helped you: <bdi>a name in the trade" in ben.get(f"/people/{cleo}").text
    ben.post(f"/people/{cleo}/acts/{act_id}/undo")
    assert "a name in the trade" not in ben.get(f"/people/{cleo}").text
    assert ben.post(f"/people/{cleo}/acts/{act_id}/undo").status_code == 404
    assert ben.post(f"/people/{cleo}/acts", data={"kind": "sold"}).status_code == 404


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ({"kind": "news", "text": "a new role"}, 303), ({"kind": "sensitive"}, 303),
        ({"kind": "news", "text": " "}, 422), ({"kind": "gossip", "text": "x"}, 422),
        ({"kind": "news", "text": "x" * 141}, 422), ({"kind": "saved", "text": "x", "topic": "x" * 41}, 422),
        ({"kind": "news", "text": "a\x00b"}, 422),
    ],
)  # fmt: skip
def test_a_remark_is_kept_or_refused_in_words(
    app: Flask, ben: FlaskClient, said: dict[str, str], status: int
) -> None:
    cleo = number(app, "Cleo")
    answer = ben.post(f"/people/{cleo}/remarks", data=said)
    assert answer.status_code == status
    if status == 422:
        assert 'role="alert"' in answer.text or "<h1" in answer.text


def test_a_remark_is_told_and_taken_out(app: Flask, ben: FlaskClient) -> None:
    cleo = number(app, "Cleo")
    ben.post(f"/people/{cleo}/remarks", data={"kind": "work", "text": "a talk on glass"})
    page = ben.get(f"/people/{cleo}").text
    assert "a talk on glass" in page
    (path,) = {part.split('"')[0] for part in page.split('action="') if "/remarks/" in part.split('"')[0]}
    ben.post(path)
    assert "a talk on glass" not in ben.get(f"/people/{cleo}").text


def test_today_tells_whom_it_has_been_quiet_with(app: Flask, ben: FlaskClient, evening: "object") -> None:
    with app.app_context():
        cleo = db.session.get_one(Contact, number(app, "Cleo"))
        cleo.cadence = "close"
        for row in (*db.session.query(Encounter), *db.session.query(Event)):
            if isinstance(row, Encounter):
                row.at = row.at.replace(month=8)
            else:
                row.starts_at, row.ends_at = (
                    row.starts_at.replace(month=8),
                    row.starts_at.replace(month=8, day=6),
                )
        db.session.commit()
        assert db.session.query(Person).one()
    page = ben.get("/today").text
    assert "Quiet for a while" in page
    assert "Cleo" in page[page.index("Quiet for a while") :]


def test_keeping_close_is_no_closing_in_any_language(app: Flask, ben: FlaskClient) -> None:
    assert "Keep close</label>" in ben.get("/people/circle").text
    for language, close, shut in (("it", "Resta vicino", "Chiudi"), ("fr", "Rester proche", "Fermer")):
        with app.app_context():
            db.session.query(Person).one().language = language
            db.session.commit()
        page = ben.get("/people/circle").text
        assert f"{close}</label>" in page
        assert f"{shut}</label>" not in page


def test_a_promise_kept_without_words_ends_in_a_full_stop(app: Flask, ben: FlaskClient) -> None:
    with app.app_context():
        cleo = db.session.get_one(Contact, number(app, "Cleo"))
        for by in ("me", "them"):
            acts.log(cleo, "promise_kept", by=by, now=clock.now())
    page = ben.get("/me/ledger").text
    assert "You kept your promise to <bdi>Cleo</bdi>.<" in page
    assert "<bdi>Cleo</bdi> kept a promise to you.<" in page
