"""A right that ended ends at the next request, and some doors ask for a proof of the last hours (T11, ASVS 7.3)."""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from werkzeug.routing import Rule

from netevent import access, clock
from netevent.extensions import db
from netevent.models import Organiser, SignIn
from tests.access import forms, scene
from tests.access.policies import FORBIDDEN, MISSING, OPENS, PROVE, SIGN_IN, verdict
from tests.access.scene import Scene
from tests.access.slots import address, methods, slots

pytestmark = pytest.mark.usefixtures("evening")


@pytest.fixture
def house(app: Flask) -> Scene:
    return scene.build(app)


def asked(house: Scene, actor: str, rules: list[Rule], *, looking: bool = True) -> dict[str, str]:
    """The verdict of each route for this actor; only those that look, unless all are meant."""
    browser, filled = house.client(actor), slots(house, actor)
    found = {}
    for rule in rules:
        for method in methods(rule):
            if not looking or method == "GET":
                fields = {} if method in {"GET", "HEAD"} else forms.fields(house, rule, house.mine(actor))
                answer = browser.open(
                    address(house.app, rule, filled), method=method, data=fields, buffered=True
                )
                found[f"{method} {rule.rule}"] = verdict(answer)
    return found


def with_policy(app: Flask, policy: str) -> list[Rule]:
    return [rule for rule in app.url_map.iter_rules() if access.policy_of(app, rule.endpoint) == policy]


@pytest.mark.parametrize("actor", ["organiser helper", "organiser owner"])
def test_a_key_that_was_taken_away_opens_nothing_from_then_on(app: Flask, house: Scene, actor: str) -> None:
    rules = with_policy(app, "organiser")
    assert set(asked(house, actor, rules).values()) <= {OPENS}
    with app.app_context():
        db.session.query(Organiser).filter_by(
            person_id=house.of[actor].person_id
        ).one().removed_at = clock.now()
        db.session.commit()
    assert set(asked(house, actor, rules, looking=False).values()) == {MISSING}


def test_an_organiser_who_became_door_staff_finds_the_pages_closed(app: Flask, house: Scene) -> None:
    with app.app_context():
        things = house.of["organiser helper"]
        db.session.query(Organiser).filter_by(person_id=things.person_id).one().role = "door"
        db.session.commit()
    rules = with_policy(app, "organiser")
    assert set(asked(house, "organiser helper", rules, looking=False).values()) == {FORBIDDEN}


def test_whoever_may_no_longer_create_events_cannot_from_then_on(app: Flask, house: Scene) -> None:
    with app.app_context():
        signin = db.session.get_one(SignIn, house.of["organiser owner"].signin_id)
        assert signin.person
        signin.person.may_organise_since = None
        db.session.commit()
    found = asked(house, "organiser owner", with_policy(app, "host"), looking=False)
    assert set(found.values()) == {FORBIDDEN}


def test_a_sign_in_that_was_ended_is_nobody_at_the_next_request(app: Flask, house: Scene) -> None:
    with app.app_context():
        db.session.get_one(SignIn, house.of["attendee"].signin_id).ended_at = clock.now()
        db.session.commit()
    found = asked(house, "attendee", with_policy(app, "person"), looking=False)
    assert set(found.values()) == {SIGN_IN}


@pytest.mark.parametrize(("hours", "wanted"), [(11, OPENS), (13, PROVE)])
def test_a_proof_of_this_morning_does_not_open_what_needs_a_fresh_one(
    app: Flask, house: Scene, evening: time_machine.Traveller, hours: int, wanted: str
) -> None:
    """Export, erasure, change of address and whatever else declares it."""
    rules = [
        r for r in app.url_map.iter_rules() if getattr(app.view_functions[r.endpoint], "proved_lately", False)
    ]
    evening.move_to(clock.now() + timedelta(hours=hours))
    personal = [rule for rule in rules if access.policy_of(app, rule.endpoint) == "person"]
    found = asked(house, "attendee", personal, looking=wanted == OPENS)
    of_events = [rule for rule in rules if rule not in personal]
    found |= asked(house, "organiser owner", of_events, looking=wanted == OPENS)
    assert set(found.values()) <= {wanted}, found
    print(f"proofs: {len(found)} requests after {hours} hours: {wanted}")
