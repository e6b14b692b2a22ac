"""How one knows it works: everybody's facts, read in handfuls and added up to shares; only the log is written."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import or_, select

from netevent.domain.measures import Someone, Tally
from netevent.extensions import db
from netevent.models import Contact, Digest, Person, Suppression
from netevent.operations import audits, circles, facts
from netevent.operations.circles import Circle
from netevent.operations.suppressions import hash_of

BATCH = 50  # people whose rows are held at once


def of_everybody(now: datetime) -> Tally:
    """What whoever runs the site may know of all people together; looking is written into the log."""
    audits.note("show", "measures", now=now, via="command")
    db.session.commit()
    tally = Tally()
    for one in _everybody(now):
        tally.add(one)
    return tally


def _everybody(now: datetime) -> Iterator[Someone]:
    """Whoever keeps people or got a digest, a handful at a time."""
    last = 0
    while people := _after(last):
        last = people[-1].id
        stopped = _stopped(people)
        found = [_someone(circle, stopped.get(circle.person.id)) for circle in circles.of_all(people, now)]
        db.session.rollback()  # on SQLite even a look holds the write lock until it ends
        yield from found
    db.session.rollback()


def _after(last: int) -> list[Person]:
    keeps = select(Contact.id).where(Contact.owner_id == Person.id).exists()
    got = select(Digest.id).where(Digest.person_id == Person.id).exists()
    batch = select(Person).where(Person.id > last, or_(keeps, got)).order_by(Person.id).limit(BATCH)
    return list(db.session.scalars(batch))


def _stopped(people: list[Person]) -> dict[int, datetime]:
    """When people ended the mails to their address."""
    hashes = {person.id: hash_of(person.address) for person in people if person.address}
    ended = select(Suppression.address_hash, Suppression.since).where(
        Suppression.address_hash.in_(hashes.values()), Suppression.scope == "digests"
    )
    since = {row.address_hash: row.since for row in db.session.execute(ended)}
    return {person_id: since[key] for person_id, key in hashes.items() if key in since}


def _someone(circle: Circle, stopped: datetime | None) -> Someone:
    stopped_on = facts.local(stopped, circle.zone) if stopped else None
    return Someone(circle.owner, circle.contacts, circle.today, stopped_on)
