"""`/people/ID/write` and the page behind a mail's link: the coach reads along, stores nothing, and stops nobody."""

import logging
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from netevent.extensions import db
from netevent.models import Contact
from netevent.operations import coaching, prompts
from tests import cast
from tests.mails.mornings import digest_of, first_thursday, met, prompt

pytestmark = pytest.mark.usefixtures("evening")

PITCH = "Hi Cleo, thank you for the talk. Our solution helps halls like yours. Shall we do a 15-minute demo this week?"
WARM = "Hi Cleo, you told me about the ceiling. How did the test go?"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def ben(app: Flask, client: FlaskClient) -> FlaskClient:
    """Ben's phone; he met Cleo, and the morning after suggests to write to her."""
    with app.app_context():
        event, ben = first_thursday()
        note = met(ben, event, "Cleo", care="the ceiling", contact={"email": "cleo@example.org"})
        prompt("ask.care", note, digest_of(ben, event), care="the ceiling")
        return cast.signed_in(app, client, ben)


@pytest.fixture
def paths(app: Flask, ben: FlaskClient) -> dict[str, str]:
    """Where a draft is read: on Cleo's page, and behind the link of the mail."""
    with app.app_context():
        cleo = db.session.query(Contact).one()
        row = db.session.query(prompts.Prompt).one()
        return {"page": f"/people/{cleo.id}/write", "mail": f"/prompts/{prompts.token_of(row)}/coach"}


@pytest.mark.parametrize("where", ["page", "mail"])
def test_without_script_a_button_reads_the_draft(ben: FlaskClient, paths: dict[str, str], where: str) -> None:
    answer = ben.post(paths[where], data={"text": PITCH})
    assert answer.status_code == 200
    assert (
        "They have not asked to meet yet." in answer.text or "This line is about your service." in answer.text
    )
    assert "<mark>" in answer.text
    assert "Only a thought. You may send it as it is." in answer.text
    assert "15-minute demo this week?</textarea>" in answer.text
    assert "Open in my mail app" in answer.text
    assert "body=Hi%20Cleo%2C%20thank%20you" in answer.text


@pytest.mark.parametrize("where", ["page", "mail"])
def test_while_typing_only_the_words_of_the_coach_come_back(
    ben: FlaskClient, paths: dict[str, str], where: str
) -> None:
    answer = ben.post(paths[where], data={"text": PITCH}, headers=HTMX).text
    assert "<html" not in answer
    assert 'id="marks"' in answer
    assert answer.count('class="dot lamp"') <= 2
    assert re.search(r"<mark>[^<]+</mark>", answer)


def test_a_warm_draft_hears_one_good_word_and_nothing_else(ben: FlaskClient, paths: dict[str, str]) -> None:
    answer = ben.post(paths["page"], data={"text": WARM}, headers=HTMX).text
    assert answer.count('class="dot good"') == 1
    assert "dot lamp" not in answer
    assert "<mark>" not in answer


def test_markup_in_a_draft_is_text(ben: FlaskClient, paths: dict[str, str]) -> None:
    answer = ben.post(paths["page"], data={"text": f"<script>x</script> {PITCH}"}).text
    assert "<script>x" not in answer
    assert "&lt;script&gt;x" in answer


def test_the_page_itself_says_nothing_before_it_is_asked(ben: FlaskClient, paths: dict[str, str]) -> None:
    page = ben.get(paths["page"]).text
    assert "dot lamp" not in page
    assert 'hx-trigger="input delay:600ms, submit"' in page


def test_a_stranger_has_nothing_to_read_there(app: Flask, ben: FlaskClient, paths: dict[str, str]) -> None:
    with app.app_context():
        dan = cast.signed_in(app, app.test_client(), cast.person("Dan Okafor"))
    assert dan.post(paths["page"], data={"text": PITCH}).status_code == 404


def test_no_word_of_a_draft_is_kept_or_logged(
    app: Flask,
    ben: FlaskClient,
    paths: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    marked = f"quokka717 {PITCH} quokka718"
    for path in paths.values():
        for headers in ({}, HTMX):
            answer = ben.post(path, data={"text": marked, "key": "k" * 20}, headers=headers)
            assert "quokka717" in answer.text
    line = ben.post("/coach?of=offer", data={"offer": marked})
    assert "quokka717" in line.text
    assert "They have not asked to meet yet." in line.text
    _break(monkeypatch)
    app.config["PROPAGATE_EXCEPTIONS"] = False
    for path in paths.values():
        broken = ben.post(path, data={"text": marked})
        assert broken.status_code == 500
        assert "quokka" not in broken.text
    kept = repr(cast.everything(app))
    with ben.session_transaction() as session:
        cookie = repr(dict(session))
    logged = "\n".join(app.logger.name + record.getMessage() for record in caplog.records)
    for place in (kept, cookie, logged):
        assert "quokka" not in place
        assert "K02" not in place
        assert "15-minute" not in place


def _break(monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(_contact: Contact, text: str, _now: object) -> None:
        raise RuntimeError(text)

    monkeypatch.setattr(coaching, "review_of", breaks)
