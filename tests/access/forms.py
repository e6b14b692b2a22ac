"""A valid form for every unsafe route: the one place to say what a new one takes, and who may send it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from werkzeug.routing import Rule

from netevent import clock
from netevent.extensions import db
from netevent.models import AddressChange, Person, SignIn
from netevent.operations import passkeys, proofs, signins
from tests import cast
from tests.access.belongings import Things
from tests.access.scene import Scene
from tests.authenticator import Authenticator

Fields = dict[str, Any]  # text; of a file its place and its name; what programs send is JSON
A_LIST = str(Path(__file__).parents[1] / "imports/files/short.csv")
CARD = {"name": "Benjamin", "company": "Atelier", "role": "", "ask_about": "wood", "phone": "", "link": ""}
EVENT = {
    "title": "Second Tuesday", "place": "The Boathouse", "starts": "2026-12-03T18:30", "zone": "Europe/Zurich",
    "language": "en", "mail_hour": "9", "series": "Tuesdays",
}  # fmt: skip
ARRIVAL = {"name": "Gil", "email": "gil@example.org"}


@dataclass(frozen=True)
class Sent:
    """What is sent, and by whom; `fields` may depend on whose things are meant."""

    fields: Fields | Callable[[Scene, Things], Fields]
    by: str = "attendee"


def _code(scene: Scene, things: Things) -> Fields:
    return {"code": cast.mailed(scene.app, things.email)[0]}


def _code_of_change(scene: Scene, things: Things) -> Fields:
    """The code of the address that somebody is about to move to (scene.py)."""
    with scene.app.app_context():
        change = db.session.query(AddressChange).filter_by(person_id=things.person_id).first()
        return {"code": proofs.code_of(change) if change else "000000"}


def _made_by_a_device(scene: Scene, things: Things) -> Fields:
    with scene.app.app_context():
        ben = db.session.get_one(Person, scene.of["attendee"].person_id)  # only the challenge counts
        return {"credential": Authenticator().make(passkeys.options_to_add(ben, _challenge(things)))}


def _signed_by_a_device(scene: Scene, things: Things) -> Fields:
    with scene.app.app_context():
        return {"credential": things.device.sign(passkeys.options_to_enter(_challenge(things)))}


def _challenge(things: Things) -> SignIn:
    row = signins.live(things.challenge, clock.now())
    assert row
    return row


def _scan(scene: Scene, _things: Things) -> Fields:
    """Somebody who is not in at Ada's evening."""
    with scene.app.app_context():
        fay = db.session.get_one(Person, scene.of["attendee of another event"].person_id)
        return {"code": fay.card_code, "nonce": "0123456789abcdef0123456789abcdef"}


FORMS: dict[str, Sent] = {
    "acts.log": Sent({"kind": "helped_me"}),
    "acts.note": Sent({"kind": "saved", "text": "an article", "topic": "Wood"}),
    "acts.take_out": Sent({}),
    "acts.tell": Sent({"words": "a name in the trade"}),
    "acts.undo": Sent({}),
    "addresses.show": Sent({"email": "gil@example.org"}),
    "addresses.code": Sent(_code_of_change),
    "api_checkins.check_in": Sent(_scan, by="device token"),
    "api_checkins.check_in_many": Sent(
        lambda scene, things: {"checkins": [_scan(scene, things)]}, by="device token"
    ),
    "api_checkins.undo": Sent({}, by="device token"),
    "api_matches.match": Sent(
        lambda _scene, things: {"registration": f"r{things.place_id}"}, by="device token"
    ),
    "api_matches.part": Sent({}, by="device token"),
    "badges.answer": Sent({"answer": "yes", "email": "1"}),
    "badges.knock": Sent({}),
    "badges.make": Sent({}, by="organiser owner"),
    "badges.renew": Sent({}),
    "printings.ask": Sent({"stock": "a7"}, by="organiser owner"),
    "blocks.block": Sent({}),
    "blocks.block_card": Sent({}),
    "blocks.follow_me_up": Sent({}),
    "blocks.lift": Sent({}),
    "blocks.object_to": Sent({}),
    "cards.arrive": Sent(ARRIVAL, by="anonymous"),
    "cards.met": Sent({"email": "1"}),
    "cards.gives": Sent({"email": "1", "phone": "1"}),
    "cards.take_back": Sent({}),
    "cards.give_again": Sent({}),
    "checkins.arrive": Sent(ARRIVAL, by="anonymous"),
    "checkins.arrive_upper": Sent(ARRIVAL, by="anonymous"),
    "concerns.settle": Sent({}, by="organiser owner"),
    "concerns.take_back": Sent({}),
    "concerns.tell": Sent({"words": "They shouted at me."}),
    "devices.add": Sent({"door": "Garden door"}, by="organiser owner"),
    "devices.revoke": Sent({}, by="organiser owner"),
    "disclosures.ask": Sent({}),
    "doors.admit": Sent(lambda _scene, things: {"guest": f"r{things.place_id}"}, by="door staff"),
    "doors.enrol": Sent({"door": "Garden door"}, by="door staff"),
    "doors.name": Sent({"door": "Garden door"}, by="door staff"),
    "doors.undo": Sent(lambda _scene, things: {"scan": things.scan_nonce}, by="door staff"),
    "erasures.act": Sent({}),
    "exports.file": Sent({"format": "json"}),
    "events.create": Sent(EVENT, by="organiser owner"),
    "events.change": Sent(EVENT, by="organiser owner"),
    "events.cancel": Sent({}, by="organiser owner"),
    "invitations.accept": Sent({}, by="anonymous"),
    "invitations.send": Sent({"email": "gil@example.org", "role": "door"}, by="organiser owner"),
    "invitations.withdraw": Sent({}, by="organiser owner"),
    "imports.upload": Sent({"file": (A_LIST, "guests.csv")}, by="organiser owner"),
    "imports.columns": Sent({"column-0": "name", "column-1": "email"}, by="organiser owner"),
    "imports.confirm": Sent({}, by="organiser owner"),
    "imports.drop": Sent({}, by="organiser owner"),
    "languages.choose": Sent({"language": "fr", "next": "/help"}),
    "mailings.move": Sent({"mail_hour": "11"}, by="organiser owner"),
    "me.qr": Sent({"email": "1"}),
    "me.show": Sent(CARD),
    "me.theme": Sent({"theme": "dark"}),
    "notes.save": Sent(
        {"version": "0", "care": "a quiet room", "promise": "the drawing", "promise_due": "tomorrow"}
    ),
    "organisers.change": Sent({"role": "organiser"}, by="organiser owner"),
    "organisers.leave": Sent({}, by="door staff"),
    "organisers.remove": Sent({}, by="organiser owner"),
    "passkeys.add": Sent(_made_by_a_device),
    "passkeys.enter": Sent(_signed_by_a_device),
    "passkeys.challenge": Sent({}, by="anonymous"),
    "passkeys.challenge_to_add": Sent({}),
    "passkeys.later": Sent({}),
    "passkeys.remove": Sent({}),
    "pauses.begin": Sent({"span": "one_week"}, by="anonymous"),
    "pauses.go_on": Sent({}, by="anonymous"),
    "old_notes.show": Sent(lambda _scene, things: {"keep": str(things.contact_id)}),
    "circles.show": Sent(lambda _scene, things: {f"cadence-{things.contact_id}": "close"}),
    "writing.line": Sent({"offer": "an hour on wood"}),
    "writing.show": Sent({"text": "It was good to talk."}),
    "prompts.coach": Sent({"text": "It was good to talk."}),
    "people.cadence": Sent({"cadence": "close"}),
    "people.edit": Sent({"email": "kim@elsewhere.example", "phone": ""}),
    "people.forget": Sent({}),
    "people.keep": Sent({}),
    "people.reopen": Sent({}),
    "people.new": Sent({"name": "Zoé"}),
    "people.redate": Sent({"due": "this_week"}),
    "people.release": Sent({}),
    "privacy.take_back": Sent({}),
    "privacy.take_back_all": Sent({}),
    "privacy.withdraw": Sent({"kind": "email"}),
    "prompts.answer": Sent({"answer": "done"}),
    "prompts.promise": Sent({"due": "tomorrow"}),
    "prompts.undo": Sent({}),
    "reviews.show": Sent({"met": "partly", "learned": "how joints move", "hours": "3", "choice": "less"}),
    "scans.read": Sent(lambda _scene, things: {"code": things.card_code}),
    "signins.again": Sent({}, by="unconfirmed sign-up"),
    "signins.ask": Sent({"email": "gil@example.org", "next": "/me"}, by="anonymous"),
    "signins.confirm": Sent({"next": "/me"}),
    "signins.end": Sent({}),
    "signins.end_others": Sent({}),
    "signins.code": Sent(_code, by="unconfirmed sign-up"),
    "signins.leave": Sent({}),
    "signins.link": Sent({}, by="anonymous"),
    "signins.morning": Sent({}, by="anonymous"),
    "today.undo": Sent({}),
    "today.intention": Sent({"learn": "joints", "offer": "a saw", "topics": "Wood", "reason": "learn"}),
    "unsubscribes.act": Sent({"List-Unsubscribe": "One-Click"}, by="anonymous"),
    "unsubscribes.undo": Sent({}, by="anonymous"),
    "wishes.go_on": Sent({}),
    "wishes.pause": Sent({"span": "one_week"}),
    "wishes.rest": Sent({}),
    "wishes.show": Sent(
        {"budget": "8", "capacity": "4", "ask": "How is wood dried?", "ask_topics": "Wood, Glass"}
    ),
    "wishes.undo_rest": Sent({}),
}


def sent_to(rule: Rule) -> Sent:
    """The form of a route; a route without one fails the test, and says what to add."""
    if rule.endpoint not in FORMS:
        pytest.fail(
            f"Say in tests/access/forms.py what a valid form for {rule.endpoint} ({rule.rule}) holds."
        )
    return FORMS[rule.endpoint]


def fields(scene: Scene, rule: Rule, things: Things) -> Fields:
    given = sent_to(rule).fields
    return dict(given) if isinstance(given, dict) else given(scene, things)


def sending(scene: Scene, rule: Rule, things: Things) -> dict[str, Fields]:
    """The same as Werkzeug's client takes it."""
    return {"json" if is_for_programs(rule) else "data": fields(scene, rule, things)}


def is_for_programs(rule: Rule) -> bool:
    return rule.rule.startswith("/api/")


def unsafe(app: Flask) -> list[Rule]:
    safe = {"GET", "HEAD", "OPTIONS"}
    return [rule for rule in app.url_map.iter_rules() if (rule.methods or set()) - safe]
