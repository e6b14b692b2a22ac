"""What one notes on a person's page after the talk: a slip keeps the page, the form and every word in it."""

from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient

from netevent.extensions import db
from netevent.models import Act, Contact, Encounter, Remark
from tests import cast
from tests.mails.mornings import met

pytestmark = pytest.mark.usefixtures("evening")


@pytest.fixture
def ben(app: Flask, client: FlaskClient) -> FlaskClient:
    """Ben's phone; tonight he met Cleo."""
    with app.app_context():
        ben, event = cast.person("Ben Adler"), cast.event()
        cast.checked_in(event, ben)
        met(ben, event, "Cleo Marti", care="violins")
        return cast.signed_in(app, client, ben)


@pytest.fixture
def cleo(app: Flask, ben: FlaskClient) -> str:
    """The address of Cleo's page."""
    with app.app_context():
        return f"/people/{db.session.query(Contact).one().id}"


SLIPS = {
    "no words": ({"kind": "saved", "text": " ", "topic": "Wood"}, "text", "Write a few words"),
    "long words": ({"kind": "news", "text": "x" * 141}, "text", "This holds 140 characters, yours has 141."),
    "control": ({"kind": "work", "text": "a\x00b"}, "text", "characters we cannot store"),
    "long topic": ({"kind": "saved", "text": "x", "topic": "y" * 41}, "topic", "This holds 40 characters"),
    "strange kind": ({"kind": "gossip", "text": "a rumour"}, "kind", "Choose what you would like to note."),
}


@pytest.mark.parametrize(("typed", "field", "sentence"), SLIPS.values(), ids=SLIPS)
def test_a_remark_with_a_slip_stays_in_its_open_form(
    ben: FlaskClient, cleo: str, typed: dict[str, str], field: str, sentence: str
) -> None:
    answer = ben.post(f"{cleo}/remarks", data=typed)
    assert answer.status_code == 422
    page = unescape(answer.text)
    assert "What matters to <bdi>Cleo</bdi>" in page, "it is still Cleo's page"
    assert '<details class="more-since" open>' in page
    assert "<h2>There is a problem</h2>" in page
    assert f'href="#{field}"' in page
    assert f'id="{field}-wrong"' in page
    assert page.count(sentence) == 2
    assert ('aria-invalid="true"' in page) == (field != "kind")
    for name in ("text", "topic"):
        assert f'name="{name}" type="text" value="{typed.get(name, "").strip()}"' in page
    assert f'value="{typed["kind"]}" checked' in page or field == "kind"


def test_a_remark_with_a_slip_is_not_kept(app: Flask, ben: FlaskClient, cleo: str) -> None:
    ben.post(f"{cleo}/remarks", data={"kind": "news", "text": ""})
    with app.app_context():
        assert cast.how_many(Remark) == 0


def test_without_a_slip_the_form_stays_folded(ben: FlaskClient, cleo: str) -> None:
    page = ben.get(cleo).text
    assert '<details class="more-since">' in page
    assert "There is a problem" not in page
    assert 'value="news" checked' in page


def test_words_of_an_act_that_do_not_fit_stay_in_their_open_line(
    app: Flask, ben: FlaskClient, cleo: str
) -> None:
    ben.post(f"{cleo}/acts", data={"kind": "helped"})
    with app.app_context():
        act = db.session.query(Act).one().id
    answer = ben.post(f"{cleo}/acts/{act}/words", data={"words": "w" * 141})
    assert answer.status_code == 422
    assert '<details class="step" open>' in answer.text
    assert f'href="#words-{act}"' in answer.text
    assert f'id="words-{act}-wrong"' in answer.text
    assert "w" * 141 in answer.text
    assert answer.text.count("This holds 140 characters, yours has 141.") == 2
    with app.app_context():
        assert db.session.query(Act).one().detail == ""


@pytest.mark.parametrize("need", [{"need": "a quiet room"}, {"need_kind": "advice"}])
def test_a_need_can_only_be_met_where_one_was_noted(
    app: Flask, ben: FlaskClient, cleo: str, need: dict[str, str]
) -> None:
    assert 'value="solved"' not in ben.get(cleo).text
    with app.app_context():
        note = db.session.query(Encounter).one()
        for name, words in need.items():
            setattr(note, name, words)
        db.session.commit()
    assert 'value="solved"' in ben.get(cleo).text


def test_whoever_wants_no_follow_up_is_not_written_to(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        ben = cast.person("Ben Adler")
        note = met(ben, None, "Cleo", care="light in old houses")
        note.contact.contact_ok = "none"
        db.session.commit()
        path, phone = f"/people/{note.contact_id}", cast.signed_in(app, client, ben)
    page = phone.get(path).text
    assert "Asked for no follow-ups" in page
    assert "No follow-ups" in page
    assert "Write to" not in page
