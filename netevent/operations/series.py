"""Series of events: the same name among the events one organises is the same series."""

from datetime import datetime

from sqlalchemy import select

from netevent.domain.prompts.matching import fold
from netevent.extensions import db
from netevent.models import Event, Organiser, Person, Series

ORGANISING = ("owner", "organiser")


def of_organiser(person_id: int | None) -> list[Series]:
    """The series of the events somebody organises today, the one of their latest event first."""
    rows = db.session.scalars(
        select(Series)
        .join(Event, Event.series_id == Series.id)
        .join(Organiser, Organiser.event_id == Event.id)
        .where(
            Organiser.person_id == person_id, Organiser.removed_at.is_(None), Organiser.role.in_(ORGANISING)
        )
        .order_by(Event.starts_at.desc(), Event.id.desc())
    )
    return list(dict.fromkeys(rows))


def of_event(event: Event) -> Series | None:
    return db.session.get(Series, event.series_id) if event.series_id else None


def id_of(name: str, organiser_id: int | None, event: Event | None, now: datetime) -> int | None:
    """The series an organiser means by a name, made when there is none; None without a name. The caller commits.

    The one the event is in already comes first, whoever named it.
    """
    if not fold(name):
        return None
    _hold(organiser_id)
    present = of_event(event) if event else None
    known = [*([present] if present else []), *of_organiser(organiser_id)]
    found = next((one for one in known if fold(one.name) == fold(name)), None)
    if found is None:
        found = Series(name=name, created_at=now)
        db.session.add(found)
        db.session.flush()
    return found.id


def _hold(person_id: int | None) -> None:
    """Two forms of one organiser at once make one series."""
    db.session.execute(select(Person.id).where(Person.id == person_id).with_for_update(key_share=True))
