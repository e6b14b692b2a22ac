"""What somebody wishes of follow-ups: how many suggestions, how much help, and an open question of their own."""

from dataclasses import dataclass
from datetime import datetime

from netevent.extensions import db
from netevent.models import Person
from netevent.operations import digests


@dataclass(frozen=True, slots=True)
class Wishes:
    """`budget` is for a calendar month (RK6), `capacity` for thirty days (ST4)."""

    budget: int
    capacity: int
    ask: str
    ask_topics: tuple[str, ...]


def keep(person: Person, wishes: Wishes, now: datetime) -> None:
    """What fits changes with the wishes, so the person's people are looked at again."""
    person.budget, person.capacity = wishes.budget, wishes.capacity
    person.ask, person.ask_topics = wishes.ask, list(wishes.ask_topics)
    digests.wake(person, now)
    db.session.commit()
