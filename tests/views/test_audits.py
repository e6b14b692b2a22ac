"""`/events/CODE/log`: what organisers did, told to organisers."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from netevent import clock
from netevent.models import Event, Person
from netevent.operations import audits, erasures, events
from netevent.operations.organisers import add_key
from tests import cast

pytestmark = pytest.mark.usefixtures("evening")


def made(ada: Person) -> Event:
    return events.create(
        ada,
        events.Details("First Thursday", "The Boathouse", clock.now(), None, "Europe/Zurich"),
        now=clock.now(),
    )


def test_organisers_read_who_did_what_and_when(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        ada, ben = cast.person("Ada Moreau"), cast.person("Ben Adler")
        event = made(ada)
        add_key(event, ben, "organiser", clock.now(), actor_id=ada.id)
        audits.note("polish", "windows", now=clock.now(), actor_id=ben.id, event_id=event.id)
        events.cancel(event, now=clock.now(), actor_id=ben.id)
        cast.signed_in(app, client, ada)
        code = event.code
    page = client.get(f"/events/{code}/log")
    assert page.status_code == 200
    for words in (
        "created the event",
        "gave a key to the event",
        "cancelled the event",
        "polish windows",
        "Ada Moreau",
        "19:00",
    ):
        assert words in page.text
    assert page.text.index("cancelled the event") < page.text.index("created the event")


def test_who_has_left_has_no_name_in_it(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        ada, ben = cast.person("Ada Moreau"), cast.person("Ben Adler")
        event = made(ben)
        add_key(event, ada, "owner", clock.now())
        code = event.code
        erasures.erase(ben, clock.now())
        cast.signed_in(app, client, ada)
    page = client.get(f"/events/{code}/log").text
    assert "Somebody who has left" in page
    assert "Ben" not in page


def test_the_log_of_another_event_is_not_to_be_found(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        code = made(cast.person("Ada Moreau")).code
        cast.signed_in(app, client, cast.person("Dan Okafor"))
    assert client.get(f"/events/{code}/log").status_code == 404
