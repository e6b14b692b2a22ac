"""A series through the browser: named on one event, offered on the next, and left again."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from netevent import clock
from netevent.extensions import db
from netevent.models import Event
from netevent.operations import organisers
from tests import cast
from tests.views.test_events import GOOD


@pytest.fixture
def ada(app: Flask, client: FlaskClient, evening: object) -> FlaskClient:
    with app.app_context():
        return cast.signed_in(app, client, organisers.make_organiser("ada@example.org", clock.now()))


@pytest.fixture
def code(ada: FlaskClient) -> str:
    """An event of hers that stands alone."""
    return str(ada.post("/events", data=GOOD).location).rpartition("/")[2]


def test_a_series_is_named_offered_again_and_left(app: Flask, ada: FlaskClient, code: str) -> None:
    made = ada.post("/events", data=GOOD | {"series": " Lakeside <i>Evenings "})
    assert "<bdi>Lakeside &lt;i&gt;Evenings</bdi>" in ada.get(made.location).text
    offered = '<option value="Lakeside &lt;i&gt;Evenings">'
    assert offered in ada.get("/events/new").text
    edit = f"/events/{code}/edit"
    assert offered in ada.get(edit).text
    ada.post(edit, data=GOOD | {"series": "lakeside <i>evenings"})
    with app.app_context():
        assert len({event.series_id for event in db.session.query(Event)}) == 1
    assert 'value="Lakeside &lt;i&gt;Evenings"' in ada.get(edit).text
    ada.post(edit, data=GOOD | {"series": "\u200b"})
    assert "<dt>Series</dt>" not in ada.get(f"/events/{code}").text
