"""Lists in, on the web: who may."""

from datetime import timedelta

import time_machine
from flask import Flask
from flask.testing import FlaskClient

from netevent import clock
from netevent.extensions import db
from netevent.models import Event, Organiser, Person, Registration
from netevent.operations import imports
from tests import cast
from tests.imports.layouts import EVENTBRITE_A
from tests.views.test_imports import START, ada, many, uploaded

__all__ = ["ada"]  # a fixture


def test_only_organisers_who_proved_lately_get_there(
    app: Flask, ada: FlaskClient, evening: time_machine.Traveller
) -> None:
    place = uploaded(ada, EVENTBRITE_A)
    with app.app_context():
        event, people = Event.of_code("7KQ4MP"), [cast.person(name) for name in ("Dora", "Stan")]
        assert event
        key = Organiser(event_id=event.id, person_id=people[0].id, role="door", since=clock.now())
        db.session.add(key)
        db.session.commit()
        names = [person.id for person in people]
    for number, status in zip(names, (403, 404), strict=True):
        with app.app_context():
            other = cast.signed_in(app, cast.phone(app), db.session.get_one(Person, number))
        for path in (START, place, f"{place}/left-out.csv", f"{START}/template.csv"):
            assert other.get(path).status_code == status, path
        for path in (START, f"{place}/columns", f"{place}/confirm", f"{place}/drop"):
            assert other.post(path).status_code == status, path
    evening.shift(timedelta(hours=12, seconds=1))
    for path in (START, place):
        assert ada.get(path).location.startswith("/signin/confirm")
    assert ada.post(f"{place}/confirm").location.startswith("/signin/confirm")
    assert many(app, Registration) == 0


def test_a_list_of_another_event_is_not_there(app: Flask, ada: FlaskClient) -> None:
    with app.app_context():
        otto = cast.person("Otto")
        other = cast.event(otto, code="0TT0S1")
        number = imports.upload(other, otto.id, "o.csv", b"name\nNora\n", now=clock.now())
    assert ada.get(f"{START}/{number}").status_code == 404
    assert ada.post(f"{START}/{number}/confirm").status_code == 404
    assert ada.get(f"/events/0TT0S1/import/{number}").status_code == 404
