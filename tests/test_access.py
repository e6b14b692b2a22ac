"""Every view declares its policy, or the house does not open. Who may what with it: tests/access/test_matrix.py."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from netevent import access, clock, views
from netevent.app import create_app
from netevent.extensions import db
from netevent.models import Contact, Person
from tests import cast
from tests.access import scene

pytestmark = pytest.mark.usefixtures("evening")


def test_every_route_has_a_policy_and_they_are_seven(app: Flask) -> None:
    policies = {rule.endpoint: access.policy_of(app, rule.endpoint) for rule in app.url_map.iter_rules()}
    assert len(policies) > 50
    assert set(policies.values()) == {"anyone", "person", "host", "staff", "organiser", "owner", "device"}


def test_a_route_without_a_policy_keeps_the_house_from_opening(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def register(house: Flask, *, demo: bool) -> None:
        house.add_url_rule("/forgotten", "forgotten", lambda: "everything")

    monkeypatch.setattr(views, "register", register)
    with pytest.raises(RuntimeError, match="forgotten"):
        create_app(app.config["SETTINGS"])


def test_only_hosts_create_events(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        cast.signed_in(app, client, cast.person("Ben Adler"))
    assert client.get("/events/new").status_code == 403
    assert client.post("/events").status_code == 403
    with app.app_context():
        db.session.query(Person).one().may_organise_since = clock.now()
        db.session.commit()
    assert client.get("/events/new").status_code == 200


def test_a_contact_of_somebody_else_looks_like_none(app: Flask) -> None:
    house = scene.build(app)
    ada, theirs = house.client("organiser owner"), house.of["attendee"].contact_id
    with app.app_context():
        nobodys = max(contact.id for contact in db.session.query(Contact)) + 999
    seen = []
    for contact_id in (theirs, nobodys):
        answer = ada.get(f"/people/{contact_id}")
        page = re.sub(r'"X-CSRFToken": "[^"]*"|value="[^"]*"', "", answer.text)
        seen.append((answer.status_code, page.replace(f"/people/{contact_id}", "")))
    assert seen[0] == seen[1]
    assert seen[0][0] == 404
