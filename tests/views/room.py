"""A small room with phones: Ada organises, Ben and Cleo met, Dan is in but met nobody."""

from dataclasses import dataclass

from flask import Flask
from flask.testing import FlaskClient

from netevent import clock
from netevent.extensions import db
from netevent.models import Contact, Encounter, Person
from netevent.operations import badges, cards
from tests import cast


@dataclass
class Room:
    """`codes` are card codes by first name, `badges` what their badges hold; `his` is Cleo's page of Ben."""

    app: Flask
    event: str
    phones: dict[str, FlaskClient]
    codes: dict[str, str]
    badges: dict[str, str]
    his: str
    hers: str

    def person(self, name: str) -> Person:
        """The row of somebody; inside of an app context."""
        found = Person.of_email(f"{name}@example.org")
        assert found
        return found


def furnish(app: Flask) -> Room:
    app.config["WTF_CSRF_ENABLED"] = False
    with app.app_context():
        ada = cast.person("Ada Moreau")
        event = cast.event(ada)
        ben = cast.person("Ben Okri", company="Halle Neuve", phone="+41 79 1", ask_about="rye at altitude")
        people = {"ben": ben, "cleo": cast.person("Cleo Marti"), "dan": cast.person("Dan Roux")}
        cast.checked_in(event, *people.values())
        cards.swap(ben, people["cleo"], cards.Gift(email=True, phone=True), clock.now())
        for note in db.session.query(Encounter):
            note.care = "the roof"
        db.session.commit()
        badges.make(event, ada, clock.now())
        contacts = {one.owner_id: f"/people/{one.id}" for one in db.session.query(Contact)}
        return Room(
            app,
            event.code,
            {
                name: cast.signed_in(app, app.test_client(), one)
                for name, one in (people | {"ada": ada}).items()
            },
            {name: one.card_code for name, one in people.items()},
            {name: badges.worn_by(one)[0].code for name, one in people.items()},
            contacts[people["cleo"].id],
            contacts[ben.id],
        )
