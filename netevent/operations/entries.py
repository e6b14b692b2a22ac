"""What a door is told of a guest: a name, a company, whether they are in, and hashes of their codes and address."""

import hashlib
import hmac
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import aliased

from netevent.extensions import db
from netevent.models import Badge, CheckIn, FormerCard, Import, Match, Person, Registration, Scan, Undo
from netevent.operations.links import derive

ORDER = 16  # hexadecimal digits of a hash are enough to tell the orders of one evening apart


@dataclass(frozen=True, slots=True)
class Guest:
    """`status` is expected, here, cancelled, or gone: a walk-in that was taken back or found on the list.

    `order` is the same for all guests of one order; `email` is the keyed hash of an address (`key_of`).
    """

    id: str
    name: str
    company: str = ""
    status: str = "gone"
    at: datetime | None = None
    door: str = ""
    order: str = ""
    email: str = ""
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which lines: those after a number, and of these the ones that changed after `since`, or with these numbers."""

    event_id: int
    most: int
    after: int = 0
    since: datetime | None = None
    ids: tuple[int, ...] | None = None


Source = Callable[[Wanted], list[tuple[int, Guest]]]


def hash_of(code: str) -> str:
    """What a device compares a scanned code with: SHA-256, in hexadecimal."""
    return hashlib.sha256(code.encode()).hexdigest()


def key_of(event_id: int) -> bytes:
    """What turns an address into its hash at one event: nobody can look an address up in the list of another."""
    return derive("roster", str(event_id))


def keyed(email: str | None, event_id: int) -> str:
    """HMAC-SHA256 of a case-folded address, in hexadecimal; '' for none."""
    if not email:
        return ""
    return hmac.new(key_of(event_id), email.casefold().encode(), hashlib.sha256).hexdigest()


def _places(wanted: Wanted) -> list[tuple[int, Guest]]:
    """Everybody on the list. Until somebody came with a place, its person is whoever owns its address: the device has
    to know their card when they show it, and is told nothing else of them."""
    known = aliased(Person)
    owner = select(known.id).where(known.email == Registration.email).scalar_subquery()
    rows = (
        select(Registration, Person, CheckIn.at, CheckIn.door)
        .outerjoin(CheckIn, CheckIn.registration_id == Registration.id)
        .outerjoin(Person, Person.id == func.coalesce(CheckIn.person_id, Registration.person_id, owner))
        .where(Registration.event_id == wanted.event_id, Registration.id > wanted.after)
        .order_by(Registration.id)
        .limit(wanted.most)
    )
    if wanted.since:
        rows = rows.where(_changed_places(wanted.event_id, wanted.since))
    if wanted.ids is not None:
        rows = rows.where(Registration.id.in_(wanted.ids))
    found = db.session.execute(rows).all()
    codes = _codes(wanted.event_id, [place.id for place, *_ in found], [row[1].id for row in found if row[1]])
    return [(place.id, _on_the_list(place, person, at, door, codes)) for place, person, at, door in found]


def _on_the_list(
    place: Registration, person: Person | None, at: datetime | None, door: str | None, codes: "Codes"
) -> Guest:
    listed, email = (place.name, place.email) if place.source == "imported" else ("", None)
    known = person if place.own_words and (at or place.person_id) else None
    status = "here" if at else "cancelled" if place.cancelled_at else "expected"
    ticket = [place.ticket_code.lower()] if place.ticket_code else []
    return Guest(
        id=f"r{place.id}",
        name=listed or (known.name if known else "") or place.name,
        company=place.company or (known.company if known else ""),
        status=status,
        at=at,
        door=door or "",
        order=hash_of(place.order_code)[:ORDER] if place.order_code else "",
        email=keyed(email or (known.email if known else None), place.event_id),
        codes=codes.hashed(("r", place.id), ("p", person.id if person else 0), more=ticket),
    )


def _changed_places(event_id: int, since: datetime) -> ColumnElement[bool]:
    scanned = select(Scan.checkin_id).where(Scan.event_id == event_id, Scan.received_at > since)
    arrived = select(CheckIn.registration_id).where(
        CheckIn.event_id == event_id, or_(CheckIn.at > since, CheckIn.id.in_(scanned))
    )
    undone = select(Undo.registration_id).where(Undo.event_id == event_id, Undo.undone_at > since)
    matched = select(Match.registration_id).where(
        Match.event_id == event_id, or_(Match.at > since, Match.undone_at > since)
    )
    printed = select(Badge.registration_id).where(Badge.event_id == event_id, Badge.since > since)
    imported = select(Import.id).where(Import.event_id == event_id, Import.ended_at > since)
    return or_(
        Registration.created_at > since,
        Registration.cancelled_at > since,
        Registration.import_id.in_(imported),
        *(
            Registration.id.in_(ids.where(column.is_not(None)))
            for ids, column in (
                (arrived, CheckIn.registration_id), (undone, Undo.registration_id),
                (matched, Match.registration_id), (printed, Badge.registration_id),
            )
        ),
    )  # fmt: skip


def _walk_ins(wanted: Wanted) -> list[tuple[int, Guest]]:
    rows = (
        select(CheckIn, Person)
        .join(CheckIn.person)
        .where(
            CheckIn.event_id == wanted.event_id, CheckIn.registration_id.is_(None), CheckIn.id > wanted.after
        )
        .order_by(CheckIn.id)
        .limit(wanted.most)
    )
    if wanted.since:
        rows = rows.where(_changed_walk_ins(wanted.event_id, wanted.since))
    if wanted.ids is not None:
        rows = rows.where(CheckIn.id.in_(wanted.ids))
    found = db.session.execute(rows).all()
    codes = _codes(wanted.event_id, [], [who.id for _, who in found])
    return [(row.id, _walked_in(row, who, codes)) for row, who in found]


def _walked_in(row: CheckIn, who: Person, codes: "Codes") -> Guest:
    return Guest(
        id=f"c{row.id}",
        name=who.name,
        company=who.company,
        status="here",
        at=row.at,
        door=row.door,
        email=keyed(who.email, row.event_id),
        codes=codes.hashed(("p", who.id)),
    )


def _changed_walk_ins(event_id: int, since: datetime) -> ColumnElement[bool]:
    scanned = select(Scan.checkin_id).where(Scan.event_id == event_id, Scan.received_at > since)
    parted = select(Match.checkin_id).where(Match.event_id == event_id, Match.undone_at > since)
    printed = select(Badge.person_id).where(
        Badge.event_id == event_id, Badge.since > since, Badge.person_id.is_not(None)
    )
    return or_(
        CheckIn.at > since, CheckIn.id.in_(scanned), CheckIn.id.in_(parted), CheckIn.person_id.in_(printed)
    )


def _taken_back(wanted: Wanted) -> list[tuple[int, Guest]]:
    """Walk-ins that are no more; a device that starts anew never knew of them."""
    if wanted.since is None:
        return []
    return _gone(
        select(Undo.id, Undo.checkin_id)
        .where(Undo.event_id == wanted.event_id, Undo.undone_at > wanted.since)
        .where(Undo.registration_id.is_(None), Undo.id > wanted.after)
        .order_by(Undo.id)
        .limit(wanted.most)
    )


def _matched(wanted: Wanted) -> list[tuple[int, Guest]]:
    """Walk-ins that were found on the list: from now on they are that line of it."""
    if wanted.since is None:
        return []
    return _gone(
        select(Match.id, Match.checkin_id)
        .where(Match.event_id == wanted.event_id, Match.at > wanted.since)
        .where(Match.undone_at.is_(None), Match.id > wanted.after)
        .order_by(Match.id)
        .limit(wanted.most)
    )


def _gone(rows: Select[int, int]) -> list[tuple[int, Guest]]:
    return [(number, Guest(f"c{checkin}", "")) for number, checkin in db.session.execute(rows)]


SOURCES: dict[str, Source] = {"r": _places, "c": _walk_ins, "u": _taken_back, "m": _matched}
"""In the order in which a device reads them."""


class Codes:
    """The codes that mean a place ("r") or a person ("p")."""

    def __init__(self) -> None:
        self.of: defaultdict[tuple[str, int], list[str]] = defaultdict(list)

    def add(self, whose: str, rows: Iterable[Any]) -> None:
        for number, code in rows:
            self.of[whose, number].append(code)

    def hashed(self, *whose: tuple[str, int], more: Iterable[str] = ()) -> tuple[str, ...]:
        codes = [code for key in whose for code in self.of.get(key, ())]
        return tuple(hash_of(code) for code in (*codes, *more))


def _codes(event_id: int, places: list[int], people: list[int]) -> Codes:
    worn = Badge.event_id == event_id, Badge.ended_at.is_(None)
    found = Codes()
    for whose, rows in (
        ("p", select(Person.id, Person.card_code).where(Person.id.in_(people))),
        ("p", select(FormerCard.person_id, FormerCard.code).where(FormerCard.person_id.in_(people))),
        ("p", select(Badge.person_id, Badge.code).where(*worn, Badge.person_id.in_(people))),
        ("r", select(Badge.registration_id, Badge.code).where(*worn, Badge.registration_id.in_(places), Badge.person_id.is_(None))),
    ):  # fmt: skip
        found.add(whose, db.session.execute(rows))
    return found
