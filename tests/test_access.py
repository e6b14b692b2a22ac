"""Who may what, asked of every route there is: generated from the URL map, so that a new route is asked as well."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from netevent import access, clock, views
from netevent.app import create_app
from netevent.extensions import db
from netevent.models import Contact, Organiser, Person
from netevent.operations import links
from tests import cast
from tests.mails.mornings import digest_of, met, promised
from tests.mails.mornings import prompt as suggested

MARKER = "PRIVATE-MARKER"

pytestmark = pytest.mark.usefixtures("evening")


@pytest.fixture
def slots(app: Flask) -> dict[str, dict[str, object]]:
    """An evening of Ada's where Ben met Cleo, with a marker in all that is private; what fills each address."""
    with app.app_context():
        ada, ben = cast.person("Ada Moreau"), cast.person("Ben Adler", phone="+41 79 000 00 00")
        event = cast.event(ada)
        cast.checked_in(event, ben)
        note = met(ben, event, f"Cleo {MARKER}", care=MARKER, free_note=MARKER, contact={"company": MARKER})
        promise = promised(note, MARKER)
        suggestion = suggested("ask.care", note, digest_of(ben, event))
        card = {"code": ben.card_code}
        return {
            "/p/": card,
            "/P/": card,
            "/e/": {"code": event.code},
            "/E/": {"code": event.code},
            "/events/": {"code": event.code},
            "/people/": {"contact_id": note.contact_id, "promise_id": promise.id},
            "/prompts/": {"token": links.sign("prompt", suggestion.id) + "x"},
            "/signin/": {"token": "x"},
            "/unsubscribe/": {"token": links.sign("unsubscribe", "ben@example.org")},
            "/static/": {"filename": "img/mark.svg"},
            "/kept/": {"name": "htmx.min.js"},
        }


def asked(app: Flask, slots: dict[str, dict[str, object]]) -> Iterator[tuple[Rule, str, str]]:
    """Every route with its address and each of its methods."""
    urls = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        values = next((known for start, known in slots.items() if rule.rule.startswith(start)), {})
        path = urls.build(rule.endpoint, {name: values[name] for name in rule.arguments})
        for method in sorted((rule.methods or set()) - {"OPTIONS"}):
            yield rule, path, method


def test_every_route_has_a_policy_and_they_are_four(app: Flask) -> None:
    policies = {rule.endpoint: access.policy_of(app, rule.endpoint) for rule in app.url_map.iter_rules()}
    assert len(policies) > 50
    assert set(policies.values()) == {"anyone", "person", "host", "organiser"}


def test_a_route_without_a_policy_keeps_the_house_from_opening(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def register(house: Flask, *, demo: bool) -> None:
        house.add_url_rule("/forgotten", "forgotten", lambda: "everything")

    monkeypatch.setattr(views, "register", register)
    with pytest.raises(RuntimeError, match="forgotten"):
        create_app(app.config["SETTINGS"])


def test_a_stranger_sees_nothing_private_and_no_mishap(
    app: Flask, client: FlaskClient, slots: dict[str, dict[str, object]]
) -> None:
    for rule, path, method in asked(app, slots):
        answer = client.open(path, method=method, buffered=True)
        policy = access.policy_of(app, rule.endpoint)
        assert answer.status_code < 500, (method, path)
        assert MARKER.encode() not in answer.data, (method, path)
        assert b"+41 79" not in answer.data, (method, path)
        if policy != "anyone":
            assert answer.status_code == 303, (method, path)
            assert answer.location.startswith("/signin?next="), (method, path)


def test_dan_who_has_an_account_sees_nothing_of_ben_and_ada(
    app: Flask, client: FlaskClient, slots: dict[str, dict[str, object]]
) -> None:
    with app.app_context():
        dan = cast.person("Dan Okafor", may_organise_since=clock.now())
        cast.event(dan)  # an organiser, of another event
        cast.signed_in(app, client, dan)
    for rule, path, method in asked(app, slots):
        if rule.endpoint == "signins.leave":
            continue
        answer = client.open(path, method=method, buffered=True)
        assert answer.status_code < 500, (method, path)
        assert MARKER.encode() not in answer.data, (method, path)
        if rule.rule.startswith(("/events/<", "/people/<")):
            assert answer.status_code == 404, (method, path)


@pytest.mark.parametrize(
    ("role", "status"), [("owner", 200), ("organiser", 200), ("door", 403), ("gone", 404)]
)
def test_a_role_opens_what_it_is_for(
    app: Flask, client: FlaskClient, slots: dict[str, dict[str, object]], role: str, status: int
) -> None:
    with app.app_context():
        cleo = cast.person("Cleo Brandt")
        key = Organiser(event_id=1, person_id=cleo.id, role="organiser" if role == "gone" else role,
                        since=clock.now(), removed_at=clock.now() if role == "gone" else None)  # fmt: skip
        db.session.add(key)
        db.session.commit()
        cast.signed_in(app, client, cleo)
    for rule, path, method in asked(app, slots):
        if access.policy_of(app, rule.endpoint) != "organiser" or method not in {"GET", "HEAD"}:
            continue
        found = client.open(path, method=method, buffered=True).status_code
        assert (200 if found == 303 else found) == status, path  # a poster without a paper size leads to one


def test_losing_a_role_ends_it_at_the_next_request(
    app: Flask, client: FlaskClient, slots: dict[str, dict[str, object]]
) -> None:
    with app.app_context():
        cast.signed_in(app, client, db.session.query(Person).filter_by(name="Ada Moreau").one())
    page = f"/events/{slots['/events/']['code']}/registrations"
    assert client.get(page).status_code == 200
    with app.app_context():
        db.session.query(Organiser).one().removed_at = clock.now()
        db.session.commit()
    assert client.get(page).status_code == 404


def test_only_hosts_create_events(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        cast.signed_in(app, client, cast.person("Ben Adler"))
    assert client.get("/events/new").status_code == 403
    assert client.post("/events").status_code == 403
    with app.app_context():
        db.session.query(Person).one().may_organise_since = clock.now()
        db.session.commit()
    assert client.get("/events/new").status_code == 200


@pytest.mark.parametrize("who", ["Ada Moreau", "Ben Adler"])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_looking_at_anything_changes_no_row(
    app: Flask, client: FlaskClient, slots: dict[str, dict[str, object]], who: str, method: str
) -> None:
    with app.app_context():
        cast.signed_in(app, client, db.session.query(Person).filter_by(name=who).one())
    before = cast.everything(app)
    for _, path, possible in asked(app, slots):
        if possible == method:
            for _ in range(2):
                assert client.open(path, method=method, buffered=True).status_code < 500, path
    assert cast.everything(app) == before


@pytest.mark.parametrize(
    "contact_id", ["0", "-1", str(2**31), str(2**63), str(10**30), "1;drop", "1.5", "x", "%00"]
)
def test_an_id_that_cannot_be_is_a_404(app: Flask, client: FlaskClient, contact_id: str) -> None:
    with app.app_context():
        cast.signed_in(app, client, cast.person("Ben Adler"))
    for path in ("", "/note", "/write", "/card.vcf"):
        assert client.get(f"/people/{contact_id}{path}").status_code == 404


def test_a_contact_of_somebody_else_looks_like_none(
    app: Flask, client: FlaskClient, slots: dict[str, dict[str, object]]
) -> None:
    with app.app_context():
        cast.signed_in(app, client, db.session.query(Person).filter_by(name="Ada Moreau").one())
        theirs = db.session.query(Contact).one().id
    seen = []
    for contact_id in (theirs, theirs + 999):
        answer = client.get(f"/people/{contact_id}")
        page = re.sub(r'"X-CSRFToken": "[^"]*"|value="[^"]*"', "", answer.text)
        seen.append((answer.status_code, page.replace(f"/people/{contact_id}", "")))
    assert seen[0] == seen[1]
    assert seen[0][0] == 404
