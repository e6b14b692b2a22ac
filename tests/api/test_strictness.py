"""Bad input: every refusal is a problem+json that names the member; never a mishap, and nothing is kept."""

import json
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy
from flask import Flask
from sqlalchemy.exc import OperationalError

from netevent.extensions import db
from netevent.models import CheckIn, Scan
from netevent.operations import doors
from tests import cast
from tests.access.headers import policies
from tests.api.programs import Program, problem

pytestmark = pytest.mark.usefixtures("evening")
JSON = {"content_type": "application/json"}
NONCE = "n" * 32


@pytest.fixture
def door(app: Flask) -> Program:
    with app.app_context():
        code, cast_ben = cast.event(cast.person("Ada Moreau")).code, cast.person("Ben Adler")
        cast_ben.card_code = BEN
        db.session.commit()
    return Program(app, code)


BEN = "0123456789ABCDEFGHJKMNPQRS"
GOOD: dict[str, Any] = {"code": BEN, "nonce": NONCE}
LACKING: list[tuple[dict[str, str], str]] = [
    ({"code": BEN}, "/nonce"), ({"nonce": NONCE}, ""), (GOOD | {"guest": "r1"}, "/guest"), (GOOD | {"name": "Gil"}, "/name"),
    (GOOD | {"company": "Atelier"}, "/code"), ({"guest": "r1", "company": "Atelier", "nonce": NONCE}, "/guest"),
    ({"guest": "x1", "nonce": NONCE}, "/guest"), ({"guest": "r١", "nonce": NONCE}, "/guest"), ({"guest": "r", "nonce": NONCE}, "/guest"), ({"name": " ", "nonce": NONCE}, "/name"),
    ({"name": "x" * 121, "nonce": NONCE}, "/name"), ({"name": "Gil", "company": "x" * 121, "nonce": NONCE}, "/company"),
    (GOOD | {"clock": "now"}, "/clock"),
]  # fmt: skip
UNREADABLE = [
    b"", b"{", b"\xff\xfe{}", b'{"code": NaN}', b'{"code": -Infinity}', b'{"a": 1, "a": 2}', b"[" * 100_000, b'{"a":' * 40_000,
    b'{"code": ' + b"9" * 10_000 + b"}", b"code=1", '{"code": "é"}'.encode("latin-1"), b"\x00", b'{"nonce": "x",}', b"{'a': 1}",
]  # fmt: skip
NO_OBJECT = [b"[]", b"1", b"null", b"true", b'"text"', b"[{}]"]
MEMBERS: list[tuple[str, Any, str]] = [
    *(("code", value, "/code") for value in (None, 1, 1.5, True, [], {}, "", "x" * 5001, "\ud800")),
    *(("nonce", value, "/nonce") for value in (None, 7, [], {}, "", "short", "n" * 65, "n" * 1024, "n n" * 10, "n\x00" * 9, "\udfff" * 20, "é" * 20)),
    *(("at", value, "/at") for value in (0, 1793901600, "", "now", "2026-11-05", "2026-11-05T18:00:00", "2026-13-05T18:00:00Z", [], {}, True, "9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00", "\x00", "2027-01-01T00:00:00Z")),
    *(("device", value, "/device") for value in (1, [], {}, False, "x" * 121, "a\x00b", "\ud800")),
    ("extra", 1, "/extra"), ("id", 1, "/id"), ("person_id", 1, "/person_id"), ("a/b~c", 1, "/a~1b~0c"), ("\ud800", 1, "/?"),
]  # fmt: skip


def raw(door: Program, octets: bytes, path: str = "/checkins", **more: Any) -> tuple[int, str, str]:
    return problem(door.ask("POST", path, data=octets, **(JSON | more)))


@pytest.mark.parametrize("path", ["/checkins", "/checkins/batch"])
def test_what_is_no_json_is_400_and_what_is_no_object_422(door: Program, path: str) -> None:
    for octets in UNREADABLE:
        assert raw(door, octets, path)[0] == 400, octets[:40]
    for octets in NO_OBJECT:
        assert raw(door, octets, path) == (422, "Send an object here.", ""), octets
    assert cast.in_context(door.app, lambda: cast.how_many(Scan)) == 0


@pytest.mark.parametrize(
    "kind",
    ["", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/json"],
)
def test_anything_but_json_is_415(door: Program, kind: str) -> None:
    assert raw(door, json.dumps(GOOD).encode(), content_type=kind)[0] == 415
    assert raw(door, b"x", "/checkins/batch", content_type=kind)[0] == 415


def test_more_than_we_take_is_413(door: Program) -> None:
    for path in ("/checkins", "/checkins/batch"):
        assert raw(door, json.dumps(GOOD | {"code": "x" * 300_000}).encode(), path)[0] == 413
        assert raw(door, b"x" * 10_000_000, path)[0] == 413


def test_every_member_has_its_shape_and_no_other_is_taken(door: Program) -> None:
    for name, value, pointer in MEMBERS:
        status, said, where = raw(door, json.dumps(GOOD | {name: value}).encode())
        assert (status, where) == (422, pointer), (name, value)
        assert said.endswith("."), said
        result = door.batch(GOOD | {name: value})[0]["problem"]
        assert (result["status"], result["pointer"]) == (422, f"/checkins/0{pointer}")
    for left, pointer in LACKING:
        assert raw(door, json.dumps(left).encode())[::2] == (422, pointer), left
    print(f"api: {len(MEMBERS) + len(UNREADABLE) + len(NO_OBJECT)} vectors")
    assert cast.in_context(door.app, lambda: cast.how_many(CheckIn)) == 0
    assert door.scan(BEN, NONCE).status_code == 201, "none of them used up the nonce"


def test_what_a_scanner_may_read_is_never_a_mishap(door: Program) -> None:
    read = [
        "x" * 3000, "javascript:alert(1)", "WIFI:S:x;;", "BEGIN:VCARD", "\x1d]d2", "%00", "'; DROP TABLE scans", "é" * 99, "😀",
        "http://[", "http://localhost/p/", "https://evil.example/p/%00", "\x00", "0" * 26, "+", "../..", "1", "-1", str(2**63),
    ]  # fmt: skip
    halves = {"\x00", "https://evil.example/p/%00"}
    for text in read:
        assert door.scan(text).status_code == (422 if text in halves else 404), text


def test_a_batch_holds_one_to_500(door: Program) -> None:
    for items in ([], [GOOD] * 501, None, 1, "x", {}):
        assert raw(door, json.dumps({"checkins": items}).encode(), "/checkins/batch")[::2] == (
            422,
            "/checkins",
        )
    assert raw(door, b"{}", "/checkins/batch")[::2] == (422, "/checkins")
    assert raw(door, b'{"checkins": [1], "more": 1}', "/checkins/batch")[::2] == (422, "/more")


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/api/v1/nowhere", 404), ("POST", "/api/v1", 404), ("GET", "/api/", 404), ("PUT", "/checkins", 405),
        ("GET", "/checkins", 405), ("POST", "/checkins/1", 405), ("DELETE", "/checkins/-1", 404), ("DELETE", "/checkins/x", 404),
        ("DELETE", f"/checkins/{2**63}", 404), ("DELETE", f"/checkins/{'9' * 400}", 404), ("TRACE", "/attendance", 405),
        ("POST", "/api/v1/openapi.json", 405),
    ],
)  # fmt: skip
def test_addresses_that_are_none_are_problems_too(door: Program, method: str, path: str, status: int) -> None:
    place = path if path.startswith("/api") else f"/api/v1/events/{door.code}{path}"
    answer = door.client.open(place, method=method, headers={"Authorization": f"Bearer {door.token}"})
    assert problem(answer)[0] == status
    assert ("Allow" in answer.headers) == (status == 405)
    policies(answer.headers)


def test_another_host_is_refused_as_a_problem(door: Program) -> None:
    answer = door.client.get("/api/v1/openapi.json", base_url="http://evil.example")
    assert problem(answer)[:2] == (400, problem(answer)[1])


def broken(*_: object, **__: object) -> None:
    raise KeyError("a name nobody may read")


def busy(*_: object, **__: object) -> None:
    raise OperationalError("SELECT a name", {}, sqlalchemy.exc.DBAPIError("x", {}, Exception("locked")))


@pytest.mark.parametrize(("fault", "status"), [(broken, 500), (busy, 503)])
def test_a_mishap_has_a_number_and_a_busy_house_says_when(
    door: Program, monkeypatch: pytest.MonkeyPatch, fault: Callable[..., None], status: int
) -> None:
    door.app.testing = False
    monkeypatch.setattr(doors, "admit", fault)
    answers = [door.scan(BEN), door.ask("POST", "/checkins/batch", json={"checkins": [GOOD]})]
    for answer in answers:
        assert problem(answer)[0] == status
        assert "a name" not in answer.text
        assert ("Retry-After" in answer.headers) == (status == 503)
        assert ("number" in answer.get_json(force=True)) == (status == 500)
        policies(answer.headers)
