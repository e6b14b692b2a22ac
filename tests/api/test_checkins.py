"""The check-in of the interface: statuses, answers, nonces, undo, and who may ask."""

from datetime import timedelta

import pytest
from flask import Flask

from netevent import clock
from netevent.domain.codes import new_code
from netevent.extensions import db
from netevent.models import CheckIn, Device, Event, Scan
from netevent.operations import books, devices
from tests import cast
from tests.api.programs import Program, made, problem

pytestmark = pytest.mark.usefixtures("evening")
NONCE = "0b9c3d5e-3f2a-4a8e-9d43-7f0c5b1e2a60"


@pytest.fixture
def evenings(app: Flask) -> tuple[str, str, str, str]:
    """Ada's event, Otto's event, and the cards of Ben and Cleo."""
    with app.app_context():
        ada, otto = cast.event(cast.person("Ada Moreau")), cast.event(cast.person("Otto Lind"), title="Glass")
        return ada.code, otto.code, cast.person("Ben Adler").card_code, cast.person("Cleo Brandt").card_code


@pytest.fixture
def door(app: Flask, evenings: tuple[str, ...]) -> Program:
    return Program(app, evenings[0])


def test_first_a_welcome_then_in_already_then_what_was_said(door: Program, evenings: tuple[str, ...]) -> None:
    garden, ben = Program(door.app, door.code, "Garden"), evenings[2]
    first = door.scan(ben, NONCE)
    assert first.status_code == 201
    said = first.get_json()
    assert said == {
        "id": said["id"], "result": "welcome", "name": "Ben Adler", "at": "2026-11-05T18:00:00Z", "door": "Main door",
    }  # fmt: skip
    second = garden.scan(f"HTTP://LOCALHOST/P/{ben}")
    assert (second.status_code, second.get_json()) == (200, said | {"result": "already"})
    again = door.scan(ben, NONCE)
    assert (again.status_code, again.get_json()) == (200, said), "a lost welcome stays a welcome"
    assert problem(door.scan(evenings[3], NONCE))[::2] == (422, "/nonce")
    assert problem(door.scan(ben, NONCE, device="Roof"))[::2] == (422, "/nonce")


def test_the_door_is_that_of_the_token_unless_the_program_names_another(
    door: Program, evenings: tuple[str, ...]
) -> None:
    assert door.scan(evenings[2], device=" Roof\n ").get_json()["door"] == "Roof"
    assert door.scan(evenings[3], device=None).get_json()["door"] == "Main door"


def test_unknown_is_404_another_event_409_and_a_future_422(door: Program, evenings: tuple[str, ...]) -> None:
    _, otto, ben, _ = evenings
    assert problem(door.scan(new_code(26)))[0] == 404
    assert problem(door.scan(otto)) == (409, "This code belongs to another event: Glass.", "")
    assert problem(door.scan(door.code))[0] == 409
    assert problem(door.scan(ben, at="2026-11-05T19:30:00+01:00"))[::2] == (422, "/at")
    assert problem(door.scan(ben, at="2026-11-05T10:00:00Z"))[0] == 409
    with door.app.app_context():
        db.session.query(Event).filter_by(code=door.code).one().cancelled_at = clock.now()
        db.session.commit()
    assert problem(door.scan(ben))[:2] == (409, "This event was cancelled. The organiser can tell you more.")


def test_a_scan_that_waited_is_the_true_first(door: Program, evenings: tuple[str, ...]) -> None:
    live = door.scan(evenings[2], device="Garden").get_json()
    late = door.scan(evenings[2], at="2026-11-05T18:31:07.25+01:00")
    assert late.status_code == 201
    assert late.get_json() == live | {"at": "2026-11-05T17:31:07.250000Z", "door": "Main door"}


def test_the_clock_of_a_device_may_be_in_any_zone_and_the_counts_agree(
    door: Program, evenings: tuple[str, ...]
) -> None:
    scanned = door.scan(evenings[2], at="2026-11-05T18:01:30+00:03").get_json()
    assert scanned["at"] == "2026-11-05T17:58:30Z"
    door.undo(scanned["id"])
    assert door.attendance()["here"] == 0
    with door.app.app_context():
        assert all(entry.balances for entry in books.entries())


def test_undo_is_204_and_again_204_and_404_for_what_never_was(
    door: Program, evenings: tuple[str, ...]
) -> None:
    number = door.scan(evenings[2], NONCE).get_json()["id"]
    other = Program(door.app, evenings[1])
    assert [other.undo(number), door.undo(number), door.undo(number)] == [404, 204, 204]
    for unknown in (0, number + 99, 2**31, 2**63 - 1):
        assert door.undo(unknown) == 404
    assert door.scan(evenings[2], NONCE).get_json()["id"] == number
    assert door.scan(evenings[2]).status_code == 201


def test_a_token_opens_its_own_event_until_it_is_revoked(door: Program, evenings: tuple[str, ...]) -> None:
    app, ben = door.app, evenings[2]
    answers = [
        Program(app, evenings[1], token=door.token).scan(ben),
        Program(app, "ZZZZZZ", token=door.token).scan(ben),
        Program(app, door.code, token="x").scan(ben),
        Program(app, door.code, token=f"{door.token}x").scan(ben),
    ]
    assert [problem(answer)[0] for answer in answers] == [404, 404, 401, 401]
    assert answers[0].text == answers[1].text
    assert answers[2].headers["WWW-Authenticate"].startswith("Bearer")
    with app.app_context():
        device = devices.of_token(door.token)
        assert device
        devices.revoke(device, now=clock.now())
    assert problem(door.scan(ben))[0] == 401
    assert problem(door.ask("GET", "/attendance"))[0] == 401


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer ", "Basic {}", "{}", "Bearer {} x", "Token {}", "Bearer \xff"]
)
def test_nothing_but_a_bearer_token_counts(door: Program, header: str) -> None:
    answer = door.ask("GET", "/attendance", headers={"Authorization": header.format(door.token)})
    assert problem(answer)[0] == 401


def test_a_cookie_counts_for_nothing(app: Flask, evenings: tuple[str, ...]) -> None:
    phone = app.test_client()
    with app.app_context():
        event = Event.of_code(evenings[0])
        assert event
        cast.signed_in(app, phone, cast.person("Dora", "dora@example.org"))
    body = {"code": evenings[2], "nonce": NONCE}
    assert phone.post(f"/api/v1/events/{evenings[0]}/checkins", json=body).status_code == 401
    sent = {"Authorization": f"Bearer {made(app, evenings[0])}"}
    assert phone.post(f"/api/v1/events/{evenings[0]}/checkins", json=body, headers=sent).status_code == 201
    stranger = sent | {"Origin": "https://evil.example"}
    refused = phone.post(f"/api/v1/events/{evenings[0]}/checkins", json=body, headers=stranger)
    assert problem(refused)[0] == 403
    assert "Set-Cookie" not in refused.headers


def test_a_batch_stores_499_of_500_and_says_what_became_of_each(
    door: Program, evenings: tuple[str, ...]
) -> None:
    with door.app.app_context():
        cards = [cast.person(f"Guest {n}", f"g{n}@example.org").card_code for n in range(60)]
    scans: list[object] = [
        {
            "code": cards[number % 60],
            "nonce": f"{number:032}",
            "at": "2026-11-05T17:45:00Z",
            "device": "Garden",
        }
        for number in range(500)
    ]
    scans[7] = {"code": 7, "nonce": f"{7:032}"}
    results = door.batch(*scans)
    assert [result["nonce"] for result in results] == [f"{number:032}" for number in range(500)]
    refused = [result["problem"] for result in results if "problem" in result]
    assert [(one["status"], one["pointer"]) for one in refused] == [(422, "/checkins/7/code")]
    assert sum(result["status"] == 201 for result in results) == 60
    with door.app.app_context():
        assert (cast.how_many(Scan), cast.how_many(CheckIn)) == (499, 60)
    assert [r["status"] for r in door.batch(*scans)].count(200) == 499


def test_every_kind_of_refusal_in_a_batch_keeps_its_nonce(door: Program, evenings: tuple[str, ...]) -> None:
    _, otto, ben, _ = evenings
    nonces = [f"{number:032}" for number in range(6)]
    scans = [
        {"code": new_code(26), "nonce": nonces[0]},
        {"code": otto, "nonce": nonces[1]},
        {"code": ben, "nonce": nonces[2], "at": "2027-01-01T00:00:00Z"},
        {"code": ben, "nonce": nonces[3], "more": 1},
        "no object",
        {"code": ben, "nonce": nonces[5]},
        {"code": ben, "nonce": nonces[5]},
    ]
    results = door.batch(*scans)
    assert [result["status"] for result in results] == [404, 409, 422, 422, 422, 201, 200]
    assert [result["nonce"] for result in results] == [*nonces[:4], None, nonces[5], nonces[5]]
    assert [result.get("problem", {}).get("pointer") for result in results[2:5]] == [
        "/checkins/2/at", "/checkins/3/more", "/checkins/4",
    ]  # fmt: skip


def test_a_device_is_seen_once_a_minute(door: Program, evenings: tuple[str, ...], evening) -> None:  # type: ignore[no-untyped-def]
    def seen() -> object:
        with door.app.app_context():
            return db.session.query(Device).one().seen_at

    door.attendance()
    assert seen() is None, "looking changes no row"
    began = clock.now()
    for seconds, wanted in ((0, 0), (59, 0), (1, 60)):
        evening.shift(timedelta(seconds=seconds))
        door.scan(evenings[2])
        assert seen() == began + timedelta(seconds=wanted)
