"""`/people/resting`: what is close to its end is named, and a tick keeps it."""

from datetime import timedelta

import time_machine
from flask import Flask
from flask.testing import FlaskClient

from netevent import clock
from netevent.extensions import db
from netevent.models import Contact, Person
from netevent.operations import contacts, old_notes
from tests import cast
from tests.mails.mornings import met


def left_to_rest(names: tuple[str, ...]) -> Person:
    ben = cast.person("Ben Adler")
    for name in names:
        note = met(ben, None, name, care="light in old houses")
        note.saved_at = clock.now()
        contacts.change_cadence(note.contact, "rest", clock.now())
    return ben


def test_a_tick_keeps_the_notes_about_one_of_two(
    app: Flask, client: FlaskClient, evening: time_machine.Traveller
) -> None:
    with app.app_context():
        ben_id = left_to_rest(("Cleo", "Dan")).id
        cleo = db.session.query(Contact).filter_by(name="Cleo").one().id
    evening.shift(timedelta(days=690))
    with app.app_context():
        phone = cast.signed_in(app, client, db.session.get_one(Person, ben_id))
    page = phone.get("/people/resting").text
    assert "Cleo" in page
    assert "Dan" in page
    after = phone.post("/people/resting", data={"keep": str(cleo)}, follow_redirects=True).text
    assert "Saved. These notes stay." in after
    with app.app_context():
        still = old_notes.of(db.session.get_one(Person, ben_id), clock.now())
        assert [note.contact.name for note in still] == ["Dan"]


def test_where_nothing_is_close_to_its_end_the_page_says_so(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        phone = cast.signed_in(app, client, left_to_rest(("Cleo",)))
    assert "No note is close to its end." in phone.get("/people/resting").text
