"""The log of what happened between two people: adding a line, taking one back, and the state that follows from it."""

from datetime import datetime
from typing import Any

from sqlalchemy import select

from netevent.domain.relationships import rebuild
from netevent.extensions import db
from netevent.models import Act, Contact, Encounter, Prompt
from netevent.operations import facts


def log(contact: Contact, kind: str, *, by: str, now: datetime, **how: Any) -> Act:
    """Something one of the two did, logged by hand; `how` as in `add`."""
    act = add(contact, kind, by=by, now=now, **how)
    db.session.commit()
    return act


def add(
    contact: Contact,
    kind: str,
    *,
    by: str,
    now: datetime,
    prompt: Prompt | None = None,
    detail: str = "",
    channel: str = "",
    negative: bool = False,
    light: bool = False,
) -> Act:
    """The same as part of something larger; may name the prompt it answers. The caller commits."""
    act = Act(
        owner_id=contact.owner_id,
        contact_id=contact.id,
        prompt_id=prompt.id if prompt else None,
        prompt_kind=prompt.kind if prompt else "",
        kind=kind,
        by=by,
        detail=detail,
        channel=channel,
        negative=negative,
        light=light,
        at=now,
    )
    db.session.add(act)
    restate(contact, now)
    return act


def of(contact: Contact, act_id: int) -> Act | None:
    """A line of this log that stands."""
    return db.session.scalar(
        select(Act).where(Act.id == act_id, Act.contact_id == contact.id, Act.undone_at.is_(None))
    )


def tell(act: Act, words: str, now: datetime) -> None:
    """Say in a few words what it was; a help that is told counts for the state (section 3)."""
    act.detail = words
    restate(act.contact, now)
    db.session.commit()


def take_back(contact: Contact, act: Act, now: datetime) -> None:
    """As if it had not been; the line keeps standing in the log with the moment it was undone."""
    act.undone_at = now
    restate(contact, now)
    db.session.commit()


def restate(contact: Contact, now: datetime) -> None:
    """Work the state out from the log alone, as it stands; the caller commits."""
    db.session.flush()
    zone = facts.zone_of(contact.owner)
    log = facts.log_of(Encounter.of_contact(contact.id), Act.of_contact(contact.id), zone)
    relation = rebuild(log, facts.local(now, zone))
    if relation:
        contact.state, contact.state_since, contact.state_before = (
            relation.state,
            relation.since,
            relation.before,
        )
