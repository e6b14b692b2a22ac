"""One nonce, one effect: every unsafe route of the interface, sent twice and eight times at once (G4); and the
guards that stand before all of them."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from werkzeug.routing import Rule

from netevent.access.floods import counted
from tests import cast
from tests.access import forms, scene
from tests.access.scene import Scene
from tests.access.slots import address, methods, slots
from tests.access.worlds import Moment
from tests.test_access_forms import STRANGERS

COPIES = 8

pytestmark = pytest.mark.usefixtures("evening")


@pytest.fixture
def house(app: Flask) -> Scene:
    counted.reset()
    return scene.build(app)


@pytest.fixture
def start(app: Flask, house: Scene) -> Iterator[Moment]:
    moment = Moment(app)
    yield moment
    moment.close()


def rules(app: Flask) -> list[Rule]:
    return [rule for rule in forms.unsafe(app) if forms.is_for_programs(rule)]


def send(house: Scene, rule: Rule, actor: str = "device token", **more: Any) -> tuple[int, Any]:
    place, sent = address(house.app, rule, slots(house, actor)), forms.sending(house, rule, house.mine(actor))
    (method,) = methods(rule)
    answer = house.client(actor).open(place, method=method, **(sent | more))
    return answer.status_code, answer.get_json(force=True) if answer.data else None


def without_status(answer: tuple[int, Any]) -> Any:
    """Created is told once; all else is told the same."""
    status, said = answer
    said = said or {}
    for result in said.get("results", ()):
        assert result.pop("status") in {200, 201}
    assert status in {200, 201, 204}
    return said | {"done": status < 300}


def test_sent_twice_or_eight_times_at_once_it_has_one_effect(app: Flask, house: Scene, start: Moment) -> None:
    for rule in rules(app):
        start.again()
        answer = without_status(send(house, rule))
        once = start.effect()
        assert without_status(send(house, rule)) == answer, rule.rule
        assert start.effect() == once, rule.rule
        start.again()
        answers = cast.at_once(COPIES, lambda _number, rule=rule: without_status(send(house, rule)))
        assert {repr(_without_ids(one)) for one in answers} == {repr(_without_ids(answer))}, rule.rule
        assert len({repr(one) for one in answers}) == 1
        assert start.effect() == once, rule.rule
    print(f"once: {len(rules(app))} unsafe routes for programs, twice and {COPIES} at once")
    assert len(rules(app)) >= 3


def _without_ids(said: Any) -> Any:
    """A loser of the race may have taken a number and left a gap."""
    if isinstance(said, dict):
        return {name: _without_ids(value) for name, value in said.items() if name != "id"}
    return [_without_ids(one) for one in said] if isinstance(said, list) else said


def test_no_form_of_another_site_comes_in_even_with_a_token(app: Flask, house: Scene) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    before = cast.everything(app)
    for headers in STRANGERS:
        for rule in rules(app):
            assert send(house, rule, headers=headers)[0] == 403, (rule.rule, headers)
    assert cast.everything(app) == before


def test_a_session_opens_nothing_and_a_token_needs_no_form(app: Flask, house: Scene) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    for rule in rules(app):
        for actor in ("organiser owner", "door staff", "anonymous"):
            assert send(house, rule, actor)[0] == 401, rule.rule
        assert send(house, rule)[0] in {200, 201, 204, 404}, rule.rule  # taken back a moment ago
