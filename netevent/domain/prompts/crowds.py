"""How full the days were, read from what was shown: three people a day (RK2), nine an event's week (RK4)."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from netevent.domain.prompts.facts import Contact

PEOPLE_A_DAY = 3
PEOPLE_A_WEEK = 9
FIRST_WEEK = timedelta(days=7)


class Crowd:
    """Who was prompted when. Grows while a day is planned; built anew for each plan."""

    def __init__(self, contacts: Iterable[Contact]) -> None:
        self._days: dict[date, set[int]] = defaultdict(set)
        self._weeks: dict[int | None, dict[int, date]] = defaultdict(dict)
        for contact in contacts:
            for shown in contact.shown:
                if shown.kind.startswith("self."):  # a line that they rest prompts nobody
                    continue
                self.add(contact, shown.on)

    def add(self, contact: Contact, day: date) -> None:
        """This person was prompted on that day."""
        self._days[day].add(contact.id)
        if contact.event_id is not None and contact.met_on <= day <= contact.met_on + FIRST_WEEK:
            week = self._weeks[contact.event_id]
            week[contact.id] = min(day, week.get(contact.id, day))

    def room_for(self, contact: Contact, day: date) -> bool:
        """May one more prompt about this person stand on that day?"""
        people = self._days.get(day, set())
        if contact.id in people or len(people) >= PEOPLE_A_DAY:
            return False
        if contact.event_id is None or day > contact.met_on + FIRST_WEEK:
            return True
        others = [first for id_, first in self._weeks[contact.event_id].items() if id_ != contact.id]
        return self._joined(contact, day) or sum(first <= day for first in others) < PEOPLE_A_WEEK

    def _joined(self, contact: Contact, day: date) -> bool:
        return self._weeks[contact.event_id].get(contact.id, date.max) <= day
