"""Planning one day: who, what, in which order (section 2, ranking RK1 to RK9)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from netevent.domain.prompts.crowds import Crowd
from netevent.domain.prompts.facts import Contact, Look, Owner
from netevent.domain.prompts.kinds import KINDS, ORDER, Kind, Rank
from netevent.domain.prompts.lines import self_line
from netevent.domain.prompts.notes import last_act_on
from netevent.domain.prompts.plans import Plan, Prompt
from netevent.domain.prompts.rules.windows import Window
from netevent.domain.prompts.slots import Slot, recorded
from netevent.domain.prompts.stops import stopped
from netevent.domain.prompts.timing import is_its_day
from netevent.domain.prompts.words import choose, wordings_for


@dataclass(frozen=True, slots=True)
class Candidate:
    """A prompt that may be shown today."""

    kind: Kind
    contact: Contact
    window: Window
    slots: dict[str, Slot]

    def order(self, companies: set[str]) -> tuple[object, ...]:
        """RK1, with RK5 before the id that keeps it stable; smaller comes first."""
        return (
            self.kind.rank,
            self.window.due,
            self.window.last,
            self.contact.cadence != "close",
            last_act_on(self.contact),
            _company(self.contact) in companies,
            self.contact.id,
            self.window.promise_id or 0,
        )


def plan(owner: Owner, contacts: Iterable[Contact], today: date) -> Plan:
    """The prompts of one day. `contacts` are all of the owner's, closed ones too, with all that was shown.

    Empty on a day that is not worked (RK8). What was shown today counts: planning the same day again gives
    only what there is still room for.
    """
    if today.weekday() not in owner.working_days:
        return Plan()
    look = Look(owner, tuple(contacts))
    prompts = _prompts(_select(look, today))
    return Plan(prompts, self_line(look, today, with_people=bool(prompts)))


def _select(look: Look, today: date) -> list[Candidate]:
    crowd = Crowd(look.contacts)
    pool = list(_candidates(look, today, crowd))
    budget = look.owner.budget - look.owner.actions_this_month
    introduced = _introduced_on(today, look.contacts)
    chosen: list[Candidate] = []
    while pool := [c for c in pool if _fits(c, chosen, crowd, today, budget, introduced)]:
        companies = {_company(c.contact) for c in chosen} - {""}
        best = min(pool, key=lambda candidate: candidate.order(companies))
        chosen.append(best)
        crowd.add(best.contact, today)
    return chosen


def _candidates(look: Look, today: date, crowd: Crowd) -> Iterator[Candidate]:
    days = look.owner.working_days
    for contact in look.contacts:
        for kind, window in windows_of(look, contact):
            if is_its_day(kind, window, contact, today, crowd, days) and not stopped(
                look.owner, contact, kind, today
            ):
                slots = slots_of(kind, look.owner, contact, window)
                if wordings_for(kind.id, slots):  # nothing recorded to speak of, nothing said (NV3)
                    yield Candidate(kind, contact, window, slots)


def windows_of(look: Look, contact: Contact) -> Iterator[tuple[Kind, Window]]:
    """Every kind whose trigger holds for this person, with its window."""
    for kind in ORDER:
        if kind.rule:
            yield from ((kind, window) for window in kind.rule(look, contact))


def slots_of(kind: Kind, owner: Owner, contact: Contact, window: Window) -> dict[str, Slot]:
    """The recorded facts this kind may show."""
    facts = recorded(owner, contact, window.promise)
    return {name: facts[name] for name in kind.slots if name in facts}


def _fits(
    candidate: Candidate, chosen: list[Candidate], crowd: Crowd, today: date, budget: int, introduced: bool
) -> bool:
    """Room for this one beside those chosen: RK2, RK4 (nine a week), RK6."""
    kind = candidate.kind
    if kind.rank is Rank.INTRO and (introduced or any(c.kind.rank is Rank.INTRO for c in chosen)):
        return False
    if not kind.exempt and sum(not c.kind.exempt for c in chosen) >= budget:
        return False
    return crowd.room_for(candidate.contact, today)


def _introduced_on(today: date, contacts: Iterable[Contact]) -> bool:
    return any(
        shown.on == today and shown.kind in KINDS and KINDS[shown.kind].rank is Rank.INTRO
        for contact in contacts
        for shown in contact.shown
    )


def _prompts(chosen: list[Candidate]) -> tuple[Prompt, ...]:
    used: set[tuple[str, int]] = set()
    prompts = []
    for candidate in chosen:
        contact, window = candidate.contact, candidate.window
        wording = choose(candidate.kind.id, candidate.slots, contact.shown, contact.id, used)
        prompts.append(
            Prompt(
                kind=candidate.kind.id,
                wording=wording,
                slots=candidate.slots,
                contact_id=contact.id,
                promise_id=window.promise_id,
                event_id=contact.event_id,
                met_on=contact.met_on,
                met_at=contact.met_at,
            )
        )
    return tuple(prompts)


def _company(contact: Contact) -> str:
    return contact.company.strip().casefold()
