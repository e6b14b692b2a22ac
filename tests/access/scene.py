"""Two evenings, the twelve who might knock, and something private of everybody: what the proofs of trust walk through.

Ada's evening and Otto's evening run at the same time. Ben is "the attendee"; he met Cleo, and not Eve.
"""

from dataclasses import dataclass, field

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from flask.testing import FlaskClient

from netevent import clock
from netevent.domain.codes import new_code
from netevent.extensions import db
from netevent.models import (
    AddressChange,
    Device,
    Event,
    Organiser,
    Person,
    Registration,
)
from netevent.operations import cards, checkins, devices, invitations, organisers, signins
from netevent.operations.newcomers import Arrival
from tests import cast
from tests.access.belongings import MARK, Things, things_of

ACTORS = (
    "anonymous", "unconfirmed sign-up", "attendee", "attendee they met", "attendee not met", "attendee of another event",
    "door staff", "organiser helper", "organiser owner", "removed organiser", "owner of another event", "device token",
)  # fmt: skip
NOBODY = {"anonymous", "device token"}
NAMES = {
    "unconfirmed sign-up": "Una", "attendee": "Ben", "attendee they met": "Cleo", "attendee not met": "Eve",
    "attendee of another event": "Fay", "door staff": "Dora", "organiser helper": "Hugo", "organiser owner": "Ada",
    "removed organiser": "Remo", "owner of another event": "Otto",
}  # fmt: skip
AT_OTTOS = {"attendee of another event", "owner of another event"}


@dataclass
class Scene:
    """`of[actor]` are a person's things; `events` the codes of Ada's and of Otto's evening."""

    app: Flask
    events: dict[str, str]
    token: str = ""  # of a device at Ada's door
    of: dict[str, Things] = field(default_factory=dict)

    def mine(self, actor: str) -> Things:
        """An actor's own things; whoever is nobody holds what somebody handed to them, Ben's."""
        return self.of["attendee" if actor in NOBODY else actor]

    def others(self, actor: str) -> Things:
        """Things of somebody this actor has nothing to do with."""
        return self.of["attendee of another event" if actor not in AT_OTTOS else "attendee"]

    def client(self, actor: str) -> FlaskClient:
        """A browser as this actor had it when the scene was built; it forgets what answers tell it to remember."""
        self.app.config["WTF_CSRF_ENABLED"] = False  # the guard of forms has tests of its own
        client = self.app.test_client(use_cookies=False)
        if actor == "device token":
            client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {self.token}"
        if actor not in NOBODY:
            client.environ_base["HTTP_COOKIE"] = self.cookie(
                {"_user_id": self.of[actor].secret, "passkey": self.of[actor].challenge}
            )
        return client

    def cookie(self, kept: dict[str, str]) -> str:
        """The cookie of a browser for which the house keeps these words."""
        signer = SecureCookieSessionInterface().get_signing_serializer(self.app)
        assert signer
        return f"{self.app.config['SESSION_COOKIE_NAME']}={signer.dumps(kept)}"


def seen_by(actor: str) -> set[str]:
    """Whose marks an actor may read: their own, and those of the list of an event they organise."""
    lists = {
        "device token": {"ADA-LIST"},
        "organiser owner": {"ADA-LIST"},
        "organiser helper": {"ADA-LIST"},
        "owner of another event": {"OTTO-LIST"},
    }
    own = {NAMES[actor].upper()} if actor in NAMES else set()
    return own | lists.get(actor, set())


def build(app: Flask) -> Scene:
    """The whole scene in the database of `app`; inside of the fixture `evening`."""
    with app.app_context():
        people = {
            actor: cast.person(
                f"{name} Example", company=f"{name} & Co", phone="+41 79 000 00 00", ask_about="wood",
                may_organise_since=clock.now() if "owner" in actor else None,
            )
            for actor, name in NAMES.items()
            if actor != "unconfirmed sign-up"
        }  # fmt: skip
        events = {
            "Ada": _evening(people["organiser owner"], "Ada"),
            "Otto": _evening(people["owner of another event"], "Otto"),
        }
        _keys(events["Ada"], people)
        token = devices.make(events["Ada"], "Main door", now=clock.now())
        scene = Scene(app, {host: event.code for host, event in events.items()}, token)
        for actor, person in people.items():
            event = events["Otto" if actor in AT_OTTOS else "Ada"]
            cast.checked_in(event, person)
        una, secret = _unconfirmed(events["Ada"])
        people["unconfirmed sign-up"] = una
        for actor, person in people.items():
            scene.of[actor] = things_of(
                person, events["Otto" if actor in AT_OTTOS else "Ada"], NAMES[actor].upper()
            )
        scene.of["unconfirmed sign-up"].secret = secret
        for actor, person in people.items():
            if actor != "unconfirmed sign-up":
                _enter(scene.of[actor], person)
        for attendee, host in (
            ("attendee", "organiser owner"),
            ("attendee of another event", "owner of another event"),
        ):
            _team(scene.of[attendee], events["Otto" if attendee in AT_OTTOS else "Ada"], people[host])
        cards.swap(
            people["attendee"], people["attendee they met"], cards.Gift(email=False, phone=False), clock.now()
        )
        return scene


def _evening(owner: Person, host: str) -> Event:
    event = cast.event(owner, title=f"{host}’s evening")
    db.session.add(
        Registration(
            event_id=event.id, name="Gil Example", email=f"gil@{host.lower()}.example", company=f"{MARK}{host.upper()}-LIST",
            source="imported", created_at=clock.now(),
        )
    )  # fmt: skip
    db.session.commit()
    return event


def _keys(event: Event, people: dict[str, Person]) -> None:
    roles = {"door staff": "door", "organiser helper": "organiser", "removed organiser": "organiser"}
    for actor, role in roles.items():
        gone = clock.now() if actor.startswith("removed") else None
        key = Organiser(
            event_id=event.id, person_id=people[actor].id, role=role, since=clock.now(), removed_at=gone
        )
        db.session.add(key)
    db.session.commit()


def _team(things: Things, event: Event, host: Person) -> None:
    """A key, an invitation and a device for the door of an event, which its owner and its organisers may take away."""
    helper = cast.person(f"Helper of {host.name}", f"helper.{host.email}")
    things.key_id = organisers.add_key(event, helper, "door", clock.now()).id
    things.invitation_id = invitations.invite(event, f"invited.{host.email}", "door", host, clock.now()).id
    devices.make(event, f"Door of {host.name}", now=clock.now(), by=host)
    things.device_id = Device.of_event(event.id)[-1].id


def _unconfirmed(event: Event) -> tuple[Person, str]:
    secret = checkins.arrive(
        event, Arrival("Una Example", "una@example.org", "en"), nonce=new_code(26), now=clock.now()
    )
    signin = signins.live(secret, clock.now())
    assert signin
    assert signin.person
    return signin.person, secret


def _enter(things: Things, person: Person) -> None:
    signins.ask(
        things.email, language="en", next_path="", now=clock.now()
    )  # its mail holds a code and a link
    things.secret = signins.enter_as(person, clock.now())
    signin = signins.live(things.secret, clock.now())
    assert signin
    things.signin_id = signin.id
    db.session.add(
        AddressChange(
            person=person, signin_id=signin.id, email=f"new.{things.email}", challenge=new_code(26), asked_at=clock.now()
        )
    )  # fmt: skip
    db.session.commit()
