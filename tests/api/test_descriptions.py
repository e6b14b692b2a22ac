"""openapi.json is served as it stands, and knows every route, method and answer there is."""

import json
import re

from flask import Flask
from flask.testing import FlaskClient

from netevent import access
from netevent.api.descriptions import FILE
from tests.api.contract import DOCUMENT, PREFIX, faults


def test_it_is_served_to_everybody_as_it_stands(client: FlaskClient) -> None:
    answer = client.get("/api/v1/openapi.json")
    assert (answer.status_code, answer.mimetype) == (200, "application/json")
    assert answer.get_json() == json.loads(FILE.read_text("utf-8"))


def test_it_knows_every_route_and_no_other(app: Flask) -> None:
    there = {
        (re.sub(r"<(?:[^>]+:)?(\w+)>", r"{\1}", rule.rule).removeprefix(PREFIX), method.lower())
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith(PREFIX)
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    told = {
        (path, method)
        for path, said in DOCUMENT["paths"].items()
        for method in said
        if method != "parameters"
    }
    assert there == told
    assert len(there) == 9


def test_every_route_of_a_device_says_so_and_tells_what_goes_wrong(app: Flask) -> None:
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith(PREFIX) and not rule.endpoint.endswith("descriptions.show"):
            assert access.policy_of(app, rule.endpoint) == "device"
    for path, said in DOCUMENT["paths"].items():
        for method, one in said.items():
            if method != "parameters" and path != "/openapi.json":
                assert {"401", "404", "429", "500", "503"} <= set(one["responses"]), path


def test_the_check_can_fail() -> None:
    schema = {"$ref": "#/components/schemas/CheckIn"}
    good = {"id": 1, "result": "welcome", "name": "Ben", "at": "x", "door": ""}
    assert faults(schema, good) == []
    for wrong in ({"id": True}, {"result": "maybe"}, {"more": 1}, {"name": None}):
        assert len(faults(schema, good | wrong)) == 1
    assert faults(schema, {}) != []
    assert faults(schema, []) != []
