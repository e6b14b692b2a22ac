"""Printed badges: who may open one, renewing its code, and making those of an event (labels.py says what is on them)."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import insert, or_, select, update

from netevent.domain.codes import CARD_LENGTH, is_code, new_code, normal
from netevent.errors import N_, NotFound
from netevent.extensions import db
from netevent.models import Badge, Block, CheckIn, Event, Person, Registration
from netevent.operations import audits

OPEN_FOR = timedelta(days=7)  # after the event
NOT_OPEN = N_(
    "This badge opens nothing here. Badges open for people of the same event, until a week after it."
)


def opened(code: str, me: Person, now: datetime) -> tuple[Badge, Person]:
    """The badge behind a scanned code and who wears it; for all others the same sentence, whatever the reason.

    Opens for people checked in at its event or expected there, and for its wearer.
    """
    wanted = normal(code)
    badge = Badge.of_code(wanted) if is_code(wanted, CARD_LENGTH) else None
    wearer = db.session.get(Person, badge.wearer_id) if badge and badge.wearer_id else None
    if badge is None or wearer is None or not _open_to(badge, wearer, me, now):
        raise NotFound(NOT_OPEN)
    return badge, wearer


def worn_by(person: Person) -> list[Badge]:
    """The badges whose codes mean this person today, the first first."""
    arrived = select(CheckIn.registration_id).where(
        CheckIn.person_id == person.id, CheckIn.registration_id.is_not(None)
    )
    mine = or_(Badge.person_id == person.id, Badge.person_id.is_(None) & Badge.registration_id.in_(arrived))
    return list(db.session.scalars(select(Badge).where(mine, Badge.ended_at.is_(None)).order_by(Badge.id)))


def renew(badge: Badge, now: datetime) -> None:
    """The paper opens nothing from now on; a new code waits for whoever prints the next one."""
    ended = db.session.execute(
        update(Badge)
        .where(Badge.id == badge.id, Badge.ended_at.is_(None))
        .values(ended_at=now)
        .returning(Badge.id)
    )
    if ended.scalar() is not None:
        db.session.execute(
            insert(Badge).values(
                _row(badge.event_id, now, person_id=badge.person_id, registration_id=badge.registration_id)
            )
        )
    db.session.commit()


def make(event: Event, organiser: Person, now: datetime) -> int:
    """One badge for everybody expected or in who has none. Returns how many were made."""
    db.session.execute(select(Event.id).where(Event.id == event.id).with_for_update(key_share=True))
    rows = [
        *(_row(event.id, now, registration_id=place, person_id=who) for place, who in _places(event.id)),
        *(_row(event.id, now, registration_id=None, person_id=who) for (who,) in _walk_ins(event.id)),
    ]
    if rows:
        db.session.execute(insert(Badge), rows)
        audits.note("make", "badges", now=now, actor_id=organiser.id, event_id=event.id)
    db.session.commit()
    return len(rows)


def _open_to(badge: Badge, wearer: Person, me: Person, now: datetime) -> bool:
    if wearer.id == me.id:
        return True
    late = now > badge.event.closes_at + OPEN_FOR
    return not late and _is_guest(me, badge.event_id) and not Block.between(wearer.id, me.id)


def _is_guest(me: Person, event_id: int) -> bool:
    if CheckIn.of(event_id, me.id) or Registration.of_person(event_id, me.id):
        return True
    return me.email is not None and Registration.of_address(event_id, me.email) is not None


def _row(event_id: int, now: datetime, **whose: int | None) -> dict[str, Any]:
    return {"event_id": event_id, "code": new_code(CARD_LENGTH), "since": now, **whose}


def _places(event_id: int) -> list[tuple[int, int | None]]:
    """Places on the list without a badge, and who is known to take them."""
    printed = select(Badge.id).where(
        Badge.ended_at.is_(None),
        or_(
            Badge.registration_id == Registration.id,
            (Badge.event_id == event_id) & (Badge.person_id == Registration.person_id),
        ),
    )
    rows = db.session.execute(
        select(Registration.id, Registration.person_id)
        .where(Registration.event_id == event_id, Registration.cancelled_at.is_(None), ~printed.exists())
        .order_by(Registration.id)
    )
    return [(place, who) for place, who in rows]


def _walk_ins(event_id: int) -> list[tuple[int]]:
    """People who are in without a place on the list, and without a badge."""
    printed = select(Badge.id).where(
        Badge.event_id == event_id, Badge.person_id == CheckIn.person_id, Badge.ended_at.is_(None)
    )
    expected = select(Registration.id).where(
        Registration.event_id == event_id,
        Registration.cancelled_at.is_(None),
        or_(Registration.id == CheckIn.registration_id, Registration.person_id == CheckIn.person_id),
    )
    rows = db.session.execute(
        select(CheckIn.person_id)
        .where(CheckIn.event_id == event_id, ~printed.exists(), ~expected.exists())
        .order_by(CheckIn.id)
    )
    return [(who,) for (who,) in rows]
