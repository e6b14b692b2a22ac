"""What fills the addresses of the house: the one place to name what a new `<slot>` of the URL map means."""

import pytest
from flask import Flask
from werkzeug.routing import Rule

from netevent.extensions import db
from netevent.models import Digest, Invitation
from netevent.operations import invitations, links, proofs
from tests import cast
from tests.access.belongings import Things
from tests.access.scene import AT_OTTOS, Scene

Slots = dict[str, dict[str, object]]

QUERIES = {
    "pages.find": "code"
}  # routes that answer 404 without a word in the query, and where that word stands
# Whoever holds such an address may open it: it was handed over, printed, or mailed to them.
HANDED_OVER = (
    "/p/", "/P/", "/e/", "/E/", "/prompts/", "/signin/", "/unsubscribe/", "/pause/", "/invitations/", "/static/", "/kept/",
)  # fmt: skip


def slots(scene: Scene, actor: str, *, own: bool = True) -> Slots:
    """For each start of an address what stands in its slots: things of this actor's side, or of the other side.

    The events are always Ada's and the other one is Otto's, whoever asks.
    """
    things = scene.mine(actor) if own else scene.others(actor)
    asked = (
        scene.mine(actor) if own or actor in AT_OTTOS else things
    )  # whoever organises has files of their own
    event = {"code": scene.events["Ada" if own else "Otto"]}
    card = {"code": things.card_code}
    with scene.app.app_context():
        return {
            "/p/": card,
            "/P/": card,
            "/e/": event,
            "/E/": event,
            "/events/": event | _numbers(scene.of["attendee" if own else "attendee of another event"]),
            "/events/<code>/badges/printings/": event | {"printing_id": asked.printing_id},
            "/api/": event | _numbers(scene.of["attendee" if own else "attendee of another event"]),
            "/prompts/": {"token": things.prompt_token},
            "/signin/<": {"token": cast.mailed(scene.app, things.email)[1].removeprefix("/signin/")},
            "/signin/morning/": {"token": proofs.morning_link_of(*_unproved_digest(scene))},
            "/invitations/": {"token": _invitation(scene, own=own)},
            "/unsubscribe/": {"token": links.sign("unsubscribe", things.email)},
            "/pause/": {"token": links.sign("pause", things.email)},
            "/static/": {"filename": "img/mark.svg"},
            "/kept/": {"name": "htmx.min.js"},
            "/me/reviews/": {"code": things.past_code, "day": 180},
            "/b/": {"code": things.badge_code},
            "/B/": {"code": things.badge_code},
            "/b/<code>/renew": {"code": things.own_badge_code},
            "": _numbers(things),
        }


def address(app: Flask, rule: Rule, filled: Slots) -> str:
    """The address of a route with its slots filled; an unknown slot fails the test, and says what to add."""
    start = max((start for start in filled if rule.rule.startswith(start)), key=len)
    known = filled[start]
    if missing := rule.arguments - set(known):
        pytest.fail(f"Say in tests/access/slots.py what fills {sorted(missing)} of {rule.rule}.")
    values = {name: known[name] for name in rule.arguments}
    if word := QUERIES.get(rule.endpoint):
        values[word] = filled["/e/"][word]
    return app.url_map.bind("localhost").build(rule.endpoint, values)


def handed_over(rule: Rule) -> bool:
    return rule.rule.startswith(HANDED_OVER)


def methods(rule: Rule) -> list[str]:
    return sorted((rule.methods or set()) - {"OPTIONS"})


def _numbers(things: Things) -> dict[str, object]:
    return {name: value for name, value in vars(things).items() if name.endswith("_id")}


def _invitation(scene: Scene, *, own: bool) -> str:
    number = scene.of["attendee" if own else "attendee of another event"].invitation_id
    return invitations.link_of(db.session.get_one(Invitation, number))


def _unproved_digest(scene: Scene) -> tuple[Digest, str]:
    una = scene.of["unconfirmed sign-up"].person_id
    digest = db.session.query(Digest).filter_by(person_id=una).one()
    return digest, digest.person.address or ""
