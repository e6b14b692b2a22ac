"""Invented lives on pure facts: somebody goes to events, notes people, answers, ignores, gives, takes and rests.

One seed, one life. Nothing here judges; test_prompt_years.py looks at what was planned.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from netevent.domain.prompts import (
    HINT,
    KINDS,
    Act,
    Contact,
    Evening,
    Introduction,
    Owner,
    Plan,
    Promise,
    Shown,
    plan,
)
from netevent.domain.prompts.facts import WORKING_DAYS
from netevent.domain.prompts.terms import OFFERS
from netevent.domain.relationships import Capacity
from netevent.domain.schedules import follow_up_day
from tests.domain.prompts import invented

START = date(2026, 3, 2)  # both changes of the clocks lie in the 400 days
ZONES = ("Europe/Zurich", "America/New_York", "Pacific/Auckland")
EVENTS = 12
EVERY = 33  # days between two events
KEPT = ("promises", "acts", "shown", "cadence", "no_follow_up", "sensitive_on", "eased_on")
GIVING = ("help.have", "help.small", "help.showup")
CHANCES = {"answer": 0.3, "done": 0.35, "later": 0.1, "not_this": 0.06, "rest": 0.02}


@dataclass
class Life:
    """One owner and their people, day by day. `busy` is how readily they act on what they are shown."""

    seed: int

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)  # noqa: S311 invented lives
        self.zone = ZONES[self.seed % len(ZONES)]
        self.busy = self.chance.choice((0.0, 0.3, 1.0, 1.5))
        days = (0, 1, 2, 3, 4, 5, 6) if self.chance.random() < 0.1 else WORKING_DAYS
        self.owner = Owner(
            offer_kind=self.chance.choice(("", *OFFERS)), offer="halls", topics=invented.some(self.chance, invented.TOPICS), working_days=days,
            budget=self.chance.choice((3, 12, 30)), ask="How is wood dried?", ask_topics=("Wood",),
        )  # fmt: skip
        self.people: dict[int, Contact] = {}
        self.today = START
        self.ids = iter(range(1, 10**9))

    def days(self, number: int) -> Iterator[tuple[Owner, list[Contact], Plan]]:
        """Each day as it was when it was planned, and what was planned; then the owner reacts."""
        for count in range(number):
            self.today = START + timedelta(days=count)
            self.live(count)
            owner, people = self.owner, list(self.people.values())
            made = plan(owner, people, self.today)
            self.recorded = False
            yield owner, people, made
            self.record_once(made)

    def live(self, count: int) -> None:
        """What happens on a day before the digest is planned."""
        if self.today.day == 1:
            self.owner = replace(self.owner, actions_this_month=0)
        if count % EVERY == 0 and count // EVERY < EVENTS:
            self.attend(count // EVERY + 1)
        for contact in list(self.people.values()):
            if self.chance.random() < 0.05:
                self.happen(contact)
        if self.chance.random() < 0.01:
            self.change()

    def attend(self, event_id: int) -> None:
        """An evening: new people, and some met before."""
        close = datetime.combine(self.today, datetime.min.time(), ZoneInfo(self.zone)).replace(hour=22)
        follows_on = follow_up_day(close, self.zone, 9, self.owner.working_days)
        title = f"Evening {event_id}"
        evening = Evening(
            event_id=event_id, title=title, on=self.today, follows_on=follows_on, learn="how halls sound"
        )
        self.owner = replace(self.owner, evenings=(*self.owner.evenings[-6:], evening))
        again = [c for c in self.people.values() if self.chance.random() < 0.15]
        fresh = [None] * self.chance.choice((0, 0, 0, 1, 1, 1, 1, 2) if event_id % 6 else (0, 0, 1, 11))
        where = {"met_on": self.today, "met_at": close, "follows_on": follows_on, "event_id": event_id}
        for known in [*again, *fresh]:
            self.meet(known, {**where, "event_title": title})

    def meet(self, known: Contact | None, where: dict) -> None:
        id_ = known.id if known else next(self.ids)
        act = Act(kind="encounter", by="me", on=self.today, event_id=where["event_id"])
        old = {name: getattr(known, name) for name in KEPT} if known else {}
        acts = (*(known.acts if known else ()), act)
        self.people[id_] = Contact(
            id=id_,
            name=f"Person {id_}",
            **where,
            **{**old, "acts": acts},
            **invented.note(self.chance, self.today, known is None),
        )

    def happen(self, contact: Contact) -> None:
        """One thing in one relation."""
        later = self.today + timedelta(days=self.chance.choice((5, 14, 25)))
        kind = self.chance.choice(
            ("promise", "theirs", "settle", "redate", "helped", "wrote", "reached", "no", "out", "news", "hard",
             "eased", "gathering", "colleague", "solved", "quiet", "quiet", "quiet", "wrote", "cadence", "work")
        )  # fmt: skip
        if kind in ("promise", "theirs"):
            word = Promise(
                id=next(self.ids), what="a plan", made_on=self.today, mine=kind == "promise",
                due=self.chance.choice((None, later)),
            )  # fmt: skip
            self.keep(contact, promises=(*contact.promises, word))
        elif kind in ("settle", "redate"):
            self.settle(contact, later if kind == "redate" else None)
        elif kind in ("helped", "wrote", "reached", "no", "out"):
            self.log(contact, *{"helped": ("help", "them"), "wrote": ("answer", "them"), "no": ("answer", "them"),
                                "reached": ("outreach", "me"), "out": ("opt_out", "them")}[kind],
                     what="a name" if kind == "helped" else "", negative=kind == "no")  # fmt: skip
        else:
            self.keep(contact, **invented.fact(self.chance, self.today, kind, later))
            if contact.cadence == "rest" and kind == "cadence":
                self.log(self.people[contact.id], "wake", "me")

    def settle(self, contact: Contact, due: date | None) -> None:
        """One open promise is kept, released or gets a new date."""
        for place, word in enumerate(contact.promises):
            if word.state == "open":
                state = self.chance.choice(("kept", "released"))
                new = replace(word, due=due) if due else replace(word, state=state, closed_on=self.today)
                self.keep(contact, promises=(*contact.promises[:place], new, *contact.promises[place + 1 :]))
                if word.mine and new.state == "kept":
                    self.log(self.people[contact.id], "promise_kept", "me")
                return

    def change(self) -> None:
        """The owner changes something of their own."""
        owner, day = self.owner, self.today
        changes: tuple[dict, ...] = (
            {"paused_until": day + timedelta(days=20)},
            {"capacity": Capacity(too_much_on=(*owner.capacity.too_much_on, day))},
            {"asked_on": (*owner.asked_on, day, day, day)},
            {"introduced": (*owner.introduced, Introduction(id=1, names=("Cleo", "Dan"), completed_on=day))},
            {"ask": ""},
        )
        self.owner = replace(owner, **self.chance.choice(changes))

    def record_once(self, made: Plan) -> None:
        """Whoever looks at a day may let it end before the next one begins."""
        if not self.recorded:
            self.recorded = True
            self.record(made)

    def record(self, made: Plan) -> None:
        """Keep what was shown, and let the owner react or not."""
        if not made:
            return
        self.owner = replace(self.owner, last_digests=(*self.owner.last_digests, (self.today, False))[-12:])
        for hint in made.hints:
            self.show(self.people[hint.contact_id], Shown(kind=HINT, on=self.today))
        if made.self_line:
            line = Shown(kind=made.self_line.kind, on=self.today, event_id=made.self_line.event_id)
            self.owner = replace(self.owner, shown=(*self.owner.shown, line))
        for prompt in made.prompts:
            answer = self.answer()
            shown = Shown(
                kind=prompt.kind, on=self.today, wording=prompt.wording, answer=answer, answered_on=self.today,
                promise_id=prompt.promise_id, other_id=prompt.other_id,
            )  # fmt: skip
            self.show(self.people[prompt.contact_id or 0], shown)
            self.react(self.people[prompt.contact_id or 0], shown)

    def answer(self) -> str:
        roll = self.chance.random() / self.busy if self.busy else 2.0
        for name in ("done", "later", "not_this", "rest"):
            roll -= CHANCES[name]
            if roll < 0:
                return name
        return ""

    def react(self, contact: Contact, shown: Shown) -> None:
        if shown.answer == "rest":
            self.keep(contact, cadence="rest")
            self.log(self.people[contact.id], "rest", "me")
        if shown.answer != "done":
            return
        if shown.promise_id:
            promises = tuple(
                replace(p, state="kept", closed_on=self.today) if p.id == shown.promise_id else p
                for p in contact.promises
            )
            self.keep(contact, promises=promises)
        self.owner = replace(
            self.owner, actions_this_month=self.owner.actions_this_month + (not KINDS[shown.kind].exempt)
        )
        kind = "help" if shown.kind in GIVING else "promise_kept" if shown.promise_id else "outreach"
        if shown.kind.startswith("intro."):
            kind = "introduction"
        if shown.kind == "help.ask":
            self.owner = replace(self.owner, asked_on=(*self.owner.asked_on, self.today))
        self.log(self.people[contact.id], kind, "me", prompt_kind=shown.kind)
        if self.chance.random() < CHANCES["answer"]:
            self.log(self.people[contact.id], "answer", "them")

    def log(self, contact: Contact, kind: str, by: str, **fields: object) -> None:
        act = Act(kind=kind, by=by, on=self.today, **fields)
        self.people[contact.id] = replace(self.people[contact.id], acts=(*contact.acts, act))
        if by == "me" and self.owner.last_digests:
            (*before, (day, _)) = self.owner.last_digests
            self.owner = replace(self.owner, last_digests=(*before, (day, True)))

    def keep(self, contact: Contact, **facts: object) -> None:
        self.people[contact.id] = replace(self.people[contact.id], **facts)

    def show(self, contact: Contact, shown: Shown) -> None:
        self.keep(contact, shown=(*contact.shown, shown))
