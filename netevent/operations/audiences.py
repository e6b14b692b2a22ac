"""Who the mail of a morning goes to, and what became of it: in numbers alone, never by name or address."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, and_, func, select
from sqlalchemy.sql import Subquery

from netevent.extensions import db
from netevent.models import CheckIn, Digest, Event, OutboxMail, Pause, Person, Suppression
from netevent.operations.letters import DIGESTS
from netevent.operations.pauses import MAILS
from netevent.operations.retention import RULES
from netevent.operations.suppressions import hash_of

CHUNK = 2000  # addresses that one query asks for; both engines take more than ten times as many
A_DAY = timedelta(days=1)
FAR = timedelta(days=3)  # whoever lives far to the east may get Friday's mail on Monday
KEPT = next(rule.after for rule in RULES if rule.name == "outbox")


@dataclass(frozen=True, slots=True)
class Audience:
    """Before the morning: everybody who came is counted once.

    `neutral` have not proved their address and get a mail without names; `asked` got that one after another event, and
    it goes once. `opted_out` unsubscribed or paused, `refused` have an address that sent mail back.
    """

    came: int
    gets: int = 0
    neutral: int = 0
    asked: int = 0
    no_address: int = 0
    opted_out: int = 0
    refused: int = 0


@dataclass(frozen=True, slots=True)
class Delivery:
    """After it: `waiting` are not written yet or not sent, `expired` came too late or had nothing left to say,
    `held` go to an address that wants no such mail, `unclear` may not have arrived."""

    sent: int = 0
    waiting: int = 0
    expired: int = 0
    refused: int = 0
    held: int = 0
    unclear: int = 0

    @property
    def total(self) -> int:
        return self.sent + self.waiting + self.expired + self.refused + self.held + self.unclear


def audience_of(event: Event) -> Audience:
    """Whom the mail of this event would reach, as things stand."""
    people = db.session.execute(_there(event, Person.id, Person.email, Person.claimed_email)).all()
    stopped = _stopped({address for _, proved, claimed in people if (address := proved or claimed)})
    resting, asked = _resting(event), _asked(event)
    kinds = Counter(
        _kind(stopped, proved or claimed or "", proved=bool(proved), rests=id_ in resting, asked=id_ in asked)
        for id_, proved, claimed in people
    )
    return Audience(came=len(people), **kinds)


def delivery_of(event: Event) -> Delivery:
    """What became of the first mail of each person since this event closed, by its newest try of a day."""
    first = _first_digests(event)
    of_digest = and_(first.c.person_id == OutboxMail.person_id, first.c.id == OutboxMail.digest_id)
    newest = (
        select(func.max(OutboxMail.id))
        .join(first, of_digest)
        .where(OutboxMail.kind.in_(DIGESTS))
        .group_by(OutboxMail.digest_id)
    )
    found = select(OutboxMail.state, func.count()).where(OutboxMail.id.in_(newest)).group_by(OutboxMail.state)
    states = Counter(dict(db.session.execute(found).all()))
    return Delivery(
        sent=states["sent"],
        waiting=states["queued"] + states["sending"] + _unplanned(event),
        expired=states["expired"],
        refused=states["failed"],
        held=states["suppressed"],
        unclear=states["unclear"],
    )


def is_forgotten(event: Event, now: datetime) -> bool:
    """Whether the list of these mails is taken away by now."""
    return now >= event.next_morning + KEPT


def _kind(stopped: dict[str, set[str]], address: str, *, proved: bool, rests: bool, asked: bool) -> str:
    """The one field of Audience somebody counts in."""
    scopes = stopped.get(address, ())
    if not address:
        return "no_address"
    if "all" in scopes:
        return "refused"
    if rests or "digests" in scopes:
        return "opted_out"
    if proved:
        return "gets"
    return "asked" if asked else "neutral"


def _there(event: Event, *columns: Any) -> Select[Any]:
    """Columns of everybody who checked in."""
    return (
        select(*columns)
        .select_from(CheckIn)
        .join(Person, Person.id == CheckIn.person_id)
        .where(CheckIn.event_id == event.id)
    )


def _stopped(addresses: Iterable[str]) -> dict[str, set[str]]:
    """What stands on the list for each address of which anything does."""
    by_hash = {hash_of(address): address for address in addresses}
    hashes, found = list(by_hash), dict[str, set[str]]()
    for start in range(0, len(hashes), CHUNK):
        listed = Suppression.scopes_of_all(hashes[start : start + CHUNK])
        found |= {by_hash[hashed]: scopes for hashed, scopes in listed.items()}
    return found


def _resting(event: Event) -> set[int]:
    """Who paused these mails beyond the morning."""
    day = event.next_morning.astimezone(event.tz).date()
    running = and_(
        Pause.person_id == Person.id, Pause.kind == MAILS, Pause.until_on > day, Pause.ended_at.is_(None)
    )
    return set(db.session.scalars(_there(event, Person.id).join(Pause, running)))


def _asked(event: Event) -> set[int]:
    """Who has had a neutral mail and still not proved the address."""
    neutral = and_(OutboxMail.person_id == Person.id, OutboxMail.kind == "neutral")
    return set(
        db.session.scalars(_there(event, Person.id).join(OutboxMail, neutral).where(Person.email.is_(None)))
    )


def _first_digests(event: Event) -> Subquery:
    """The first digest of each person who was there, planned since the event closed."""
    return (
        select(Digest.person_id, func.min(Digest.id).label("id"))
        .join(CheckIn, and_(CheckIn.person_id == Digest.person_id, CheckIn.event_id == Digest.event_id))
        .where(
            Digest.event_id == event.id,
            Digest.created_at >= event.closes_at,
            Digest.created_at < event.next_morning + FAR,
        )
        .group_by(Digest.person_id)
        .subquery()
    )


def _unplanned(event: Event) -> int:
    """Who has an address, and a morning that no worker has looked at yet."""
    first = _first_digests(event)
    waiting = _there(event, func.count()).where(
        func.coalesce(Person.email, Person.claimed_email).is_not(None),
        Person.digest_at < event.next_morning + A_DAY,
        Person.id.not_in(select(first.c.person_id)),
    )
    return db.session.scalar(waiting) or 0
