"""The usual arrival at a door: somebody with a card, not in yet, and a scan that nobody sent before.

It is looked up in one question and written in as few statements as the engine allows: a full hall comes through the
doors within minutes. Every other case is the business of doors.py, and none of them is decided here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, or_, select, update

from netevent.domain.codes import TYPED_LENGTH, new_code
from netevent.extensions import db
from netevent.models import CheckIn, Event, Person, Registration, Scan
from netevent.operations.checkins import NOTICE, kind_of
from netevent.operations.rows import Row, put_chain
from netevent.operations.tallies import count


@dataclass(frozen=True, slots=True)
class Coming:
    """Who stands there, the place kept for them, and when they get mail as it is."""

    person_id: int
    name: str
    place_id: int | None
    digest_at: datetime | None


def of_card(event: Event, card: str, nonce: str) -> Coming | None:
    """Whoever shows this card, unless they are in, or the scan is known, or the card is none of today's."""
    asked = {"card": card, "at_event": event.id, "nonce": nonce}
    found = db.session.connection().execute(_LOOK, asked).first()
    if found is None or found.arrived or found.told:
        return None
    return Coming(found.id, found.name, found.place, found.digest_at)


def write(event: Event, who: Coming, scan: Mapping[str, Any]) -> int:
    """The arrival, the scan, its count and the mail of the next morning; gives the number of the arrival.

    The caller commits; the unique constraints raise IntegrityError when another door was faster.
    """
    at, morning = scan["at"], event.next_morning
    checkin = {
        "event_id": event.id, "person_id": who.person_id, "registration_id": who.place_id, "at": at,
        "door": scan["door"], "nonce": scan["nonce"], "typed_code": new_code(TYPED_LENGTH), "notice": NOTICE,
    }  # fmt: skip
    told = Row(Scan, scan, points={"checkin_id": 0}, gives="checkin_id")
    number = int(put_chain([Row(CheckIn, checkin), told]))
    count(event.id, kind_of(who.place_id), at)
    if who.digest_at is None or morning < who.digest_at:
        db.session.connection().execute(_SOONER, {"morning": morning, "whose": who.person_id})
    return number


def _kept_for(*whose: Any) -> Any:
    """The id of a place that nobody gave up and nobody came with."""
    came = select(CheckIn.id).where(CheckIn.registration_id == Registration.id).exists()
    free = Registration.event_id == bindparam("at_event"), Registration.cancelled_at.is_(None), ~came
    return select(Registration.id).where(*free, *whose).order_by(Registration.id).limit(1).scalar_subquery()


# Built once: a statement remembers how it was compiled.
_LOOK = select(
    Person.id,
    Person.name,
    Person.digest_at,
    func.coalesce(
        _kept_for(Registration.person_id == Person.id), _kept_for(Registration.email == Person.email)
    ).label("place"),
    select(CheckIn.id)
    .where(CheckIn.event_id == bindparam("at_event"), CheckIn.person_id == Person.id)
    .exists()
    .label("arrived"),
    select(Scan.id).where(Scan.nonce == bindparam("nonce")).exists().label("told"),
).where(Person.card_code == bindparam("card"))

_SOONER = (
    update(Person)
    .where(
        Person.id == bindparam("whose"),
        or_(Person.digest_at.is_(None), Person.digest_at > bindparam("morning")),
    )
    .values(digest_at=bindparam("morning"))
)
