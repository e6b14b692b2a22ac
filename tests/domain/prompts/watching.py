"""What may never happen on a day, whatever the life: the rules of section 2, read from what was shown before.

Written against the page and not against the code: dates and counts are worked out here once more.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, timedelta

from netevent.domain.prompts import HINT, KINDS, Act, Contact, Owner, Plan, Promise, Prompt, Rank, Terms
from netevent.domain.prompts.terms import ASKED, NEEDS, OFFERS
from netevent.domain.relationships import Relation, rebuild

OWED = ("promise.due", "promise.overdue", "asked.send")
EXEMPT = (*OWED, "promise.theirs")
GIVES = ("help", "promise_kept", "turn_up")
GUARDED = ("help.have", "help.small", "intro.mention", "intro.need", "intro.topic")
IN_ALL = {"help.ask": 2, "intro.topic": 1, "up.dormant": 1}
OWN_TIME = ("help.thanks", "help.outcome", "help.checkin")  # counted from a help, or a hard time
SINCE_MET = {  # days after the encounter; ND may come later than the last of them
    "help.have": (0, 10), "help.small": (5, 21), "ask.care": (0, 4), "ask.listen": (0, 4), "ask.awkward": (0, 7),
    "intro.mention": (0, 7), "up.week": (5, 9), "intro.topic": (7, 30),
}  # fmt: skip


@dataclass(frozen=True)
class Day:
    """One day as it was planned."""

    today: date
    owner: Owner
    people: list[Contact]
    made: Plan

    def ago(self, days: int) -> date:
        return self.today - timedelta(days=days)

    def broken(self) -> Iterator[str]:
        """What was broken, in words; nothing on a good day."""
        yield from self.of_the_day()
        known = {contact.id: contact for contact in self.people}
        for prompt in self.made.prompts:
            for rule in (self.of_facts, self.of_windows, self.of_repeats, self.of_rest, self.of_guards):
                yield from (f"{prompt.kind}: {word}" for word in rule(prompt, known[prompt.contact_id or 0]))
        yield from self.forgotten()

    def of_the_day(self) -> Iterator[str]:
        """RK2, RK3, RK6, RK8, ST6: the shape of a digest, and the days on which there is one."""
        made, owner = self.made, self.owner
        ids = [p.contact_id for p in made.prompts] + [hint.contact_id for hint in made.hints]
        if len(ids) > 3 or len(set(ids)) < len(ids):
            yield "more than three people, or one twice"
        ranks = [KINDS[p.kind].rank for p in made.prompts]
        if ranks != sorted(ranks):
            yield "out of order"
        if ranks.count(Rank.INTRO) > 1:
            yield "two introductions"
        spent = sum(p.kind not in EXEMPT for p in made.prompts)
        if spent > max(0, owner.budget - owner.actions_this_month):
            yield "over the month's budget"
        paused = owner.paused_until and self.today < owner.paused_until
        if made and (self.today.weekday() not in owner.working_days or paused or not self.digest_allowed()):
            yield "on a silent day"

    def digest_allowed(self) -> bool:
        """ST6."""
        quiet = 0
        for _, followed in reversed(self.owner.last_digests):
            if followed:
                break
            quiet += 1
        gap = 1 if quiet < 3 else 7 if quiet < 6 else 30
        return not self.owner.last_digests or self.today >= self.owner.last_digests[-1][0] + timedelta(gap)

    def of_facts(self, prompt: Prompt, contact: Contact) -> Iterator[str]:
        """NV3: every slot a recorded fact."""
        other = [person for person in self.people if person.id == prompt.other_id]
        known = set(recorded((contact, self.owner, *other)))
        for name, fact in prompt.slots.items():
            said = fact if isinstance(fact, tuple) else fact.words if isinstance(fact, Terms) else (fact,)
            if name not in KINDS[prompt.kind].slots or not known.issuperset(said):
                yield f"invented {name}"

    def of_windows(self, prompt: Prompt, contact: Contact) -> Iterator[str]:
        """No prompt outside its window, promises carried over and "later" aside."""
        if prompt.kind in SINCE_MET and not put_off(contact, prompt.kind):
            first, last = SINCE_MET[prompt.kind]
            other = next((c for c in self.people if c.id == prompt.other_id), contact)
            met, opens = max(contact.met_on, other.met_on), max(contact.follows_on, other.follows_on)
            if not met + timedelta(first) <= self.today <= max(met + timedelta(last), opens):
                yield "outside its window"
        if self.today < contact.follows_on and prompt.kind not in OWN_TIME:
            promise = next((p for p in contact.promises if p.id == prompt.promise_id), None)
            if not put_off(contact, prompt.kind) and (promise is None or promise.made_on >= contact.met_on):
                yield "before the morning after"

    def of_repeats(self, prompt: Prompt, contact: Contact) -> Iterator[str]:
        """RK7, ST3, RK9 and what is limited in all."""
        kind, shown = prompt.kind, [s for s in contact.shown if s.kind != HINT]
        same = [s for s in shown if s.kind == kind]
        if any(s.answer == "not_this" and s.on > self.ago(180) for s in same):
            yield "declined before"
        if kind in IN_ALL:
            others = {c.id for c in self.people for s in c.shown if s.kind == kind and s.on > self.ago(30)}
            if len(others - {contact.id}) >= IN_ALL[kind]:
                yield "too many in a month"
        if kind.startswith("promise.") or put_off(contact, kind):
            return
        if any(s.on > self.ago(90) for s in same):
            yield "twice in 90 days"
        gap = 7 if self.today <= contact.met_on + timedelta(30) else 21
        if kind not in EXEMPT and any(s.on > self.ago(gap) for s in shown):
            yield "too close to the last one"

    def of_rest(self, prompt: Prompt, contact: Contact) -> Iterator[str]:
        """ST1, ST2, ST7, ST8, RK9 and NV7: who shall be left alone."""
        kind = prompt.kind
        if contact.no_follow_up or contact.closed or any(act.kind == "opt_out" for act in contact.acts):
            yield "closed"
        rested = any(s.answer == "rest" for s in contact.shown)
        if contact.cadence == "rest" and (rested or kind not in OWED):
            yield "let it rest"
        if any(act.negative and self.ago(1) <= act.on <= self.today for act in contact.acts):
            yield "right after a no"
        if in_a_hard_time(contact, self.today) and self.today < contact.sensitive_on + timedelta(60):
            yield "in a hard time"
        relation = state(contact, self.today)
        if relation.state == "resting" and kind not in OWED:
            late = self.today >= relation.since + timedelta(180)
            if not (late and kind in ("up.again", "up.news")):
                yield "at rest"

    def of_guards(self, prompt: Prompt, _: Contact) -> Iterator[str]:
        """ST4 and ST5."""
        acts = [act for c in self.people for act in c.acts if act.by == "me" and act.kind in GIVES]
        given = sorted(act.on for act in acts)
        causes = [d for d in given if sum(d - timedelta(30) < o <= d for o in given) >= 6]
        causes += self.owner.capacity.too_much_on
        causes += [self.today] * (sum(1 for c in self.people for p in c.promises if is_open(p)) >= 4)
        if prompt.kind in GUARDED and any(self.ago(14) < cause <= self.today for cause in causes):
            yield "while the giver rests"
        asked = sum(self.ago(30) < day <= self.today for day in self.owner.asked_on)
        if prompt.kind == "help.ask" and asked >= 3 and not any(day > self.ago(30) for day in given):
            yield "asking without giving"

    def forgotten(self) -> Iterator[str]:
        """No promise forgotten: where a day had room, no open word of the owner's waits unseen behind it."""
        made = self.made
        day_off = self.today.weekday() not in self.owner.working_days or not self.digest_allowed()
        paused = self.owner.paused_until and self.today < self.owner.paused_until
        if day_off or paused or len(made.prompts) + len(made.hints) >= 3:
            return
        seen = {p.contact_id for p in made.prompts} | {hint.contact_id for hint in made.hints}
        for contact in self.people:
            if contact.id in seen or not self.reachable(contact):
                continue
            for promise in contact.promises:
                unseen = not any(s.promise_id == promise.id for s in contact.shown)
                if is_open(promise) and unseen and self.was_due(promise, contact):
                    yield f"forgot promise {promise.id} to {contact.id}"

    def was_due(self, promise: Promise, contact: Contact) -> bool:
        """Whether its first morning has come."""
        morning = promise.made_on + timedelta(1)
        while morning.weekday() not in self.owner.working_days:
            morning += timedelta(1)
        return self.today >= max(morning, contact.follows_on)

    def reachable(self, contact: Contact) -> bool:
        """Whether nothing but room could keep a promise from being shown."""
        off = next(self.of_rest(Prompt(kind="promise.due", wording=0, slots={}), contact), "")
        declined = any(
            s.kind == "promise.due" and s.answer == "not_this" and s.on > self.ago(180) for s in contact.shown
        )
        week = {c.id for c in self.people if c.event_id == contact.event_id and c.met_on == contact.met_on
                for s in c.shown if s.on >= c.met_on} - {contact.id}  # fmt: skip
        full = self.today <= contact.met_on + timedelta(7) and len(week) + 3 > 9
        return not (off or declined or full or in_a_hard_time(contact, self.today))


def recorded(value: object) -> Iterator[object]:
    """Every text and date in these facts, and the words its chips stand for."""
    if is_dataclass(value) and not isinstance(value, type):
        for one in fields(value):
            yield from recorded(getattr(value, one.name))
    elif isinstance(value, tuple):
        for one in value:
            yield from recorded(one)
    else:
        yield value
        yield from (words[value] for words in (ASKED, NEEDS, OFFERS) if value in words)


def put_off(contact: Contact, kind: str) -> bool:
    """Whether the newest prompt of this kind was answered "later"."""
    same = [shown for shown in contact.shown if shown.kind == kind]
    return bool(same) and same[-1].answer == "later"


def in_a_hard_time(contact: Contact, today: date) -> bool:
    """ST7, as long as the owner says so."""
    since, eased = contact.sensitive_on, contact.eased_on
    return since is not None and since <= today and not (eased and since <= eased <= today)


def is_open(promise: Promise) -> bool:
    return promise.mine and promise.state == "open"


def state(contact: Contact, day: date) -> Relation:
    acts: list[Act] = sorted(contact.acts, key=lambda act: act.on)
    return rebuild(acts, day) or Relation("met", contact.met_on)
