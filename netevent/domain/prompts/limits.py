"""What one day and one month hold: one introduction a day (RK2), the budget (RK6), and "so many in all"."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from netevent.domain.prompts.catalogue.shapes import Kind, Rank
from netevent.domain.prompts.facts import Contact
from netevent.domain.prompts.kinds import KINDS

MONTH = timedelta(days=30)


class Limits:
    """What is left of each. Grows while a day is planned; built anew for each plan."""

    def __init__(self, contacts: Iterable[Contact], today: date, budget: int) -> None:
        self._budget = budget
        self._introduced = False
        self._lately: dict[str, set[int]] = defaultdict(set)
        for contact in contacts:
            for shown in contact.shown:
                if today - MONTH < shown.on <= today and shown.kind in KINDS:
                    self._lately[shown.kind].add(contact.id)
                    self._introduced |= shown.on == today and KINDS[shown.kind].rank is Rank.INTRO

    def allow(self, kind: Kind, contact: Contact) -> bool:
        """Is there room for one more of this kind? Coming back to the same person takes none."""
        if kind.rank is Rank.INTRO and self._introduced:
            return False
        if not kind.exempt and self._budget <= 0:
            return False
        return not kind.in_all or len(self._lately[kind.id] - {contact.id}) < kind.in_all

    def add(self, kind: Kind, contact: Contact) -> None:
        """This one is shown today."""
        self._introduced |= kind.rank is Rank.INTRO
        self._lately[kind.id].add(contact.id)
        self._budget -= not kind.exempt
