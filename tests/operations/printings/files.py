"""Eleven badges of an event, and whose are in a file."""

import pypdfium2

from netevent import clock
from netevent.extensions import db
from netevent.models import Event, Person, Printing, Registration
from netevent.operations import badges, printings
from tests import cast

GUESTS = 11


def eleven(ada: Person) -> Event:
    """Eleven people are expected, and each has a badge."""
    event = cast.event(ada)
    for number in range(GUESTS):
        db.session.add(
            Registration(
                event_id=event.id, name=f"Guest {number:02}", source="imported", created_at=clock.now()
            )
        )
    db.session.commit()
    badges.make(event, ada, clock.now())
    return event


def asked(event: Event, who: Person, stock: str = "a6", **said: object) -> Printing:
    return db.session.get_one(Printing, printings.ask(event, who, stock, now=clock.now(), **said))  # type: ignore[arg-type]


def pages_of(octets: bytes) -> list[set[int]]:
    """Whose badges, page by page."""
    texts = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(octets)]
    return [{int(word) for word in text.split() if word.isdigit()} for text in texts]


def guests_in(row: Printing) -> list[int]:
    return sorted(set().union(*pages_of(printings.file_of(row, clock.now()))))
