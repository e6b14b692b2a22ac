"""Bringing lists in for a test, and reading what became of them."""

from sqlalchemy import select

from netevent import clock
from netevent.extensions import db
from netevent.models import Event, Import, Registration
from netevent.operations import imports, incoming


def confirmed(event: Event, text: str, encoding: str = "utf-8") -> int:
    """A list that waits for a worker; its number."""
    number = imports.upload(event, None, "guests.csv", text.encode(encoding), now=clock.now())
    assert imports.confirm(db.session.get_one(Import, number), now=clock.now(), actor_id=None)
    return number


def bring_in(event: Event, text: str, encoding: str = "utf-8") -> tuple[int, int, int]:
    """The whole way, by a worker; how many were new, here already, and stayed out."""
    number = confirmed(event, text, encoding)
    incoming.bring_in_due()
    return counts_of(number)


def counts_of(number: int) -> tuple[int, int, int]:
    db.session.expire_all()
    counts = db.session.get_one(Import, number).counts
    return counts["new"], counts["here"], sum(counts["out"].values())


def listed(event: Event) -> list[tuple[str, str | None, str, str, str]]:
    """Every place of an event, in the order in which they came."""
    row = Registration
    columns = row.name, row.email, row.company, row.role, row.ticket_code
    found = db.session.execute(select(*columns).where(row.event_id == event.id).order_by(row.id))
    return [(name, email, company, role, ticket) for name, email, company, role, ticket in found]
