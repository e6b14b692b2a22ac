"""What somebody gave and received over their whole circle, for their eyes only (domain page, section 4)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from netevent.domain.relationships import balance
from netevent.domain.relationships.acts import Act as Told
from netevent.domain.relationships.ledger import GIVES, SPAN
from netevent.extensions import db
from netevent.models import Act, Contact, Person
from netevent.operations import facts


@dataclass(frozen=True, slots=True)
class Ledger:
    """Two lists of the last 180 days, the newest first, and one of four words."""

    given: list[Act]
    received: list[Act]
    word: str


def of(person: Person, now: datetime) -> Ledger:
    """Read from the log; nothing is added up, and nobody is compared."""
    zone = facts.zone_of(person)
    today = facts.local(now, zone)
    rows = db.session.scalars(
        select(Act)
        .options(joinedload(Act.contact))
        .join(Contact, Contact.id == Act.contact_id)
        .where(
            Act.owner_id == person.id,
            Act.kind.in_(GIVES),
            Act.undone_at.is_(None),
            Act.at > now - SPAN - timedelta(days=1),
        )
        .order_by(Act.at.desc(), Act.id.desc())
    )
    acts = [act for act in rows if facts.local(act.at, zone) > today - SPAN]
    told = [Told(kind=act.kind, by=act.by, on=facts.local(act.at, zone)) for act in acts]
    return Ledger(
        [act for act in acts if act.by == "me"],
        [act for act in acts if act.by == "them"],
        balance(told, today),
    )
