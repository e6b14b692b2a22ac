"""A door page without a script: Ada owns the event, Ben organises, Cleo is at the door and named it; Dan is a stranger."""

import html
import re
from dataclasses import dataclass

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from netevent import clock
from netevent.extensions import db
from netevent.models import CheckIn, Event
from netevent.operations import organisers
from tests import cast
from tests.access.pages import FormOnPage, PageRead
from tests.operations import door

WORD = re.compile(r"data-word>([^<]*)<")
LINE = re.compile(r"data-line>([^<]*)<")


@dataclass
class Door:
    """The address of the page, everybody's phone by name, and the card of Dan, who comes."""

    app: Flask
    path: str
    phones: dict[str, FlaskClient]
    dan: str

    def page(self, query: str = "", *, by: str = "Cleo") -> str:
        answer = self.phones[by].get(self.path + query)
        assert answer.status_code == 200
        return answer.text

    def send(self, at: str = "", *, by: str = "Cleo", **fields: str) -> TestResponse:
        return self.phones[by].post(self.path + at, data=fields)

    def follow(self, answer: TestResponse) -> str:
        assert answer.status_code == 303, answer.text
        return self.page(answer.location.removeprefix(self.path))

    def place(self, **fields: object) -> str:
        """A line of the list; gives its id there."""
        with self.app.app_context():
            return f"r{door.place(self.event(), **fields).id}"

    def event(self) -> Event:
        """Inside of an app context."""
        found = Event.of_code(self.path.split("/")[2])
        assert found
        return found

    def doors(self) -> list[str]:
        """Where people came in."""
        with self.app.app_context():
            return [row.door for row in db.session.query(CheckIn).order_by(CheckIn.id)]


def furnish(app: Flask) -> Door:
    roles = {"Ada Moreau": "owner", "Ben Adler": "organiser", "Cleo Brandt": "door", "Dan Okafor": ""}
    with app.app_context():
        event, phones = cast.event(title="First Thursday"), {}
        for name, role in roles.items():
            person = cast.person(name)
            phones[name.split()[0]] = cast.signed_in(app, cast.phone(app), person)
            if role:
                organisers.add_key(event, person, role, clock.now())
        made = Door(app, f"/events/{event.code}/door", phones, person.card_code)
    made.send("/name", door="Main door")
    return made


def shown(page: str) -> tuple[str, str]:
    """The large word, and the line under it."""
    return html.unescape(WORD.findall(page)[0]), html.unescape(LINE.findall(page)[0])


def form_to(page: str, end: str, **holds: str) -> FormOnPage:
    """The first form of a page that leads there and holds these values."""
    forms = [one for one in PageRead(page).forms if one.attributes.get("action", "").endswith(end)]
    return next(one for one in forms if holds.items() <= one.fields.items())
