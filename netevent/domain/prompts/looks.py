"""One look over an owner's people: the facts, and what follows from the logs of all of them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from netevent.domain.prompts.facts import Contact, Owner
from netevent.domain.relationships import Act, Relation, balance, giver_guard, rebuild, taker_nudge
from netevent.domain.relationships.acts import between_two, exchanges

RECENT = timedelta(days=60)
"""What ended longer ago is not worked out any more: not even a "later" brings it back."""


@dataclass(frozen=True)
class Look:
    """Everything the rules rest on. `contacts` are all of the owner's, closed ones too; `today` is the first day
    looked at. What is worked out once is kept for the days after."""

    owner: Owner
    contacts: tuple[Contact, ...]
    today: date
    _relations: dict[tuple[int, date], Relation] = field(default_factory=dict, compare=False, repr=False)
    _tales: dict[int, "Tale"] = field(default_factory=dict, compare=False, repr=False)
    _guards: dict[date, date | None] = field(default_factory=dict, compare=False, repr=False)

    def after(self, owner: Owner, contacts: tuple[Contact, ...]) -> "Look":
        """The same day once something was shown; no log and no promise changed by that."""
        return Look(owner, contacts, self.today, self._relations, self._tales, self._guards)

    def tale(self, contact: Contact) -> "Tale":
        """The log of one relation, and its last days."""
        if contact.id not in self._tales:
            self._tales[contact.id] = Tale.of(contact)
        return self._tales[contact.id]

    def relation(self, contact: Contact, day: date) -> Relation:
        """The state of that day, if nothing happens after the last act of the log."""
        key = (contact.id, day)
        if key not in self._relations:
            found = rebuild(self.tale(contact).acts, day)
            self._relations[key] = found or Relation("met", contact.met_on)
        return self._relations[key]

    def over(self, last: date) -> bool:
        """Whether a window that ended then is too long gone to matter."""
        return last < self.today - RECENT

    def guard(self, day: date) -> date | None:
        """ST4: when the spell of that day began; None without one."""
        if day not in self._guards:
            self._guards[day] = giver_guard(self._acts, self._promises, self.owner.capacity, day)
        return self._guards[day]

    def taker(self, day: date) -> date | None:
        """ST5: when asking without giving began; None without it."""
        return taker_nudge(self.owner.asked_on, self._acts, day)

    def balance(self, day: date) -> str:
        """Give and get of the whole circle in one word (section 4)."""
        return balance(self._acts, day)

    @cached_property
    def recent(self) -> tuple[Contact, ...]:
        """Those met lately."""
        return tuple(contact for contact in self.contacts if contact.met_on >= self.today - RECENT)

    @cached_property
    def hellos(self) -> tuple[tuple[date, Contact], ...]:
        """The days of late on which the owner wrote to somebody, newest first."""
        wrote = [
            (act.on, contact)
            for contact in self.contacts
            for act in contact.acts
            if act.kind == "outreach" and act.by == "me" and act.on >= self.today - RECENT
        ]
        return tuple(sorted(wrote, key=lambda pair: (pair[0], pair[1].id), reverse=True))

    @cached_property
    def _acts(self) -> list[Act]:
        return [act for contact in self.contacts for act in contact.acts]

    @cached_property
    def _promises(self) -> list[tuple[date, date | None]]:
        mine = (promise for contact in self.contacts for promise in contact.promises if promise.mine)
        known = (promise for promise in mine if promise.state == "open" or promise.closed_on)
        return [(p.made_on, p.closed_on if p.state != "open" else None) for p in known]


@dataclass(frozen=True, slots=True)
class Tale:
    """The log, oldest first, with the encounter in it. An encounter is an act, and an exchange in person."""

    acts: tuple[Act, ...]
    last_act_on: date
    last_exchange_on: date

    @classmethod
    def of(cls, contact: Contact) -> "Tale":
        """What the facts of one person tell."""
        if (
            len(contact.acts) == 1 and contact.acts[0].kind == "encounter"
        ):  # met, and nothing since: most of them
            last = max(contact.met_on, contact.acts[0].on)
            return cls(contact.acts, last, last)
        acts = sorted(between_two(contact.acts), key=lambda act: act.on)
        met = [act.on for act in acts if act.kind == "encounter"]
        if not met:
            first = Act(kind="encounter", by="me", on=contact.met_on, event_id=contact.event_id)
            acts = sorted([first, *acts], key=lambda act: act.on)
        last = max(contact.met_on, acts[-1].on)
        return cls(tuple(acts), last, max((contact.met_on, *met, *exchanges(acts))))


def rung(relation: Relation) -> str:
    """How far it had come, whatever silence made of it since."""
    return relation.before if relation.state == "dormant" else relation.state


def acted_between(acts: Iterable[Act], first: date, last: date) -> bool:
    """Whether anything happened between the two from `first` to `last`, both included."""
    return any(first <= act.on <= last for act in between_two(acts))
