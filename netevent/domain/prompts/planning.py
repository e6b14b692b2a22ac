"""Planning one day: who, what, in which order (section 2, ranking RK1 to RK9)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from netevent.domain.prompts.crowds import Crowd
from netevent.domain.prompts.facts import HINT, Contact, Owner
from netevent.domain.prompts.kinds import ORDER, Kind
from netevent.domain.prompts.limits import Limits
from netevent.domain.prompts.lines import self_line
from netevent.domain.prompts.looks import Look
from netevent.domain.prompts.notes import is_closed
from netevent.domain.prompts.plans import Hint, Plan, Prompt
from netevent.domain.prompts.rhythms import is_digest_day, notice
from netevent.domain.prompts.rules.windows import Window
from netevent.domain.prompts.slots import Slot, recorded
from netevent.domain.prompts.stops import stopped
from netevent.domain.prompts.timing import is_its_day, may_fit
from netevent.domain.prompts.words import choose, wordings_for

Fitting = tuple[Contact, Kind, Window]
RULES = tuple((kind, kind.rule) for kind in ORDER if kind.rule)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A prompt that may be shown today."""

    kind: Kind
    contact: Contact
    window: Window
    slots: dict[str, Slot]

    last_act_on: date

    def order(self, companies: set[str]) -> tuple[object, ...]:
        """RK1, with RK5 before the id that keeps it stable; smaller comes first."""
        return (
            self.kind.rank,
            self.window.due,
            self.window.last,
            self.contact.cadence != "close",
            self.last_act_on,
            _company(self.contact) in companies,
            self.contact.id,
            self.window.promise_id or 0,
            self.window.other_id or 0,
        )


def plan(owner: Owner, contacts: Iterable[Contact], today: date) -> Plan:
    """The prompts of one day. `contacts` are all of the owner's, closed ones too, with all that was shown.

    Empty on a day that is not worked (RK8), in a pause, and on a day the rhythm leaves out (ST6). What was shown
    today counts: planning the same day again gives only what there is still room for.
    """
    look = Look(owner, tuple(contacts), today)
    return planned(look, every_window(look), today, owner.budget - owner.actions_this_month)


def planned(look: Look, windows: list[Fitting], today: date, budget: int) -> Plan:
    """The same for a look that was taken before; `budget` is what the month still holds."""
    if not is_digest_day(look.owner, today):
        return Plan()
    chosen = _select(look, windows, today, budget)
    prompts = tuple(_prompts([one for one in chosen if not _hinted(one.contact)]))
    hints = tuple(Hint(one.contact.id, one.contact.colleague) for one in chosen if _hinted(one.contact))
    line = self_line(look, today, with_people=bool(prompts), budget=budget)
    return Plan(prompts, line, hints, notice(look.owner.last_digests))


def would_show(look: Look, windows: list[Fitting], today: date, budget: int) -> bool:
    """Whether that plan would hold anything: whom it would choose and in which words is left for the day itself."""
    if not is_digest_day(look.owner, today):
        return False
    crowd, limits = Crowd(look.contacts), Limits(look.contacts, today, budget)
    fitting = (one for one in windows if may_fit(*one, today))
    return any(
        limits.allow(found.kind, found.contact) and crowd.room_for(found.contact, today)
        for found in candidates(look, fitting, today, crowd)
    ) or bool(self_line(look, today, with_people=False, budget=budget))


def every_window(look: Look, contacts: Iterable[Contact] | None = None) -> list[Fitting]:
    """Every window of everybody who is not closed (ST2), or of those named."""
    people = look.contacts if contacts is None else contacts
    awake = [contact for contact in people if not is_closed(contact)]
    heard = [(kind, rule) for kind, rule in RULES if look.owner.hears(kind.id)]
    return [
        (contact, kind, window) for contact in awake for kind, rule in heard for window in rule(look, contact)
    ]


def slots_of(kind: Kind, owner: Owner, contact: Contact, window: Window) -> dict[str, Slot]:
    """The recorded facts this kind may show; what the window says stands before what the note says."""
    facts = {**recorded(owner, contact, window.promise), **window.facts}
    return {name: facts[name] for name in kind.slots if facts.get(name)}


def _select(look: Look, windows: list[Fitting], today: date, budget: int) -> list[Candidate]:
    windows = [fitting for fitting in windows if may_fit(*fitting, today)]
    if not windows:
        return []
    crowd = Crowd(look.contacts)
    pool = list(candidates(look, windows, today, crowd))
    limits = Limits(look.contacts, today, budget)
    chosen: list[Candidate] = []
    while pool := [c for c in pool if limits.allow(c.kind, c.contact) and crowd.room_for(c.contact, today)]:
        companies = {_company(c.contact) for c in chosen} - {""}
        best = min(pool, key=lambda candidate: candidate.order(companies))
        chosen.append(best)
        crowd.add(best.contact, today)
        limits.add(best.kind, best.contact)
    return chosen


def candidates(look: Look, windows: Iterable[Fitting], today: date, crowd: Crowd) -> Iterator[Candidate]:
    """What could be shown today if there were room for all of it."""
    for contact, kind, window in windows:
        if is_its_day(look, kind, window, contact, today, crowd) and not stopped(
            look, contact, kind, today, window.other
        ):
            slots = slots_of(kind, look.owner, contact, window)
            if wordings_for(kind.id, slots):  # nothing recorded to speak of, nothing said (NV3)
                yield Candidate(kind, contact, window, slots, look.tale(contact).last_act_on)


def _hinted(contact: Contact) -> bool:
    """ST9: a colleague met them too; said once, in the place of the prompt."""
    return bool(contact.colleague) and not any(shown.kind == HINT for shown in contact.shown)


def _prompts(chosen: list[Candidate]) -> Iterator[Prompt]:
    used: set[tuple[str, int]] = set()
    for candidate in chosen:
        contact, window = candidate.contact, candidate.window
        yield Prompt(
            kind=candidate.kind.id,
            wording=choose(candidate.kind.id, candidate.slots, contact.shown, contact.id, used),
            slots=candidate.slots,
            contact_id=contact.id,
            other_id=window.other_id,
            promise_id=window.promise_id,
            event_id=contact.event_id,
            met_on=contact.met_on,
            met_at=contact.met_at,
        )


def _company(contact: Contact) -> str:
    return contact.company.strip().casefold()
