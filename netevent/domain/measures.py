"""How one knows it works: what people do, as rounded shares over the whole house (section 11).

A figure is one function, one entry of FIGURES, one example in the tests. Each looks at one person and says of every
case whether it counts; a Tally adds them up and forgets whose they were. No figure is of a person, an event or a
company. A case is looked at once its time is over, so that waiting does not look like leaving undone.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial

from netevent.domain.prompts import KINDS, Contact, Look, Owner, Rank, Shown
from netevent.domain.relationships import Act, rebuild
from netevent.domain.relationships.acts import CHOICES, REACHING, REPLY
from netevent.domain.relationships.guards import SPELL
from netevent.domain.relationships.states import LADDER

FEWEST = 5  # people behind a share, and as many behind the rest (section 6)
STEP = 5  # points
WEEK = timedelta(days=7)
HALF_A_YEAR = timedelta(days=180)
YEAR = timedelta(days=365)
MONTH = timedelta(days=30)
OFTEN = 3  # times in a month without an answer: what the figure against harm watches
ABOUT_PEOPLE = tuple(rank for rank in Rank if rank is not Rank.SELF)  # a line about oneself has no answers
TALKING = LADDER[LADDER.index("conversation") :]
MUTUAL = LADDER[LADDER.index("mutual_support") :]

HIDDEN = "not shown, fewer than 5 people"
HARDLY, NEARLY = "hardly any", "nearly all"  # 0 and 100 are rounded as well: none and all are not shown
READING = (
    "A share is rounded to 5 in 100, and shown where 5 people or more are behind it and 5 behind the rest."
)
NOT_RECORDED = ("Median time to write a note: not recorded.",)


@dataclass(frozen=True, slots=True)
class Someone:
    """One person and everybody they keep. `stopped_on`: the day they ended the mails, if they did."""

    owner: Owner
    contacts: tuple[Contact, ...]
    today: date
    stopped_on: date | None = None


Cases = Callable[[Someone], Iterable[bool]]


@dataclass(frozen=True, slots=True)
class Figure:
    """`what` is said before the share; `cases` finds every case of one person, and whether it counts."""

    id: str
    what: str
    cases: Cases


@dataclass(slots=True)
class Tally:
    """Sums by figure and side; each person is added once. As large for many people as for one."""

    cases: Counter[tuple[str, bool]] = field(default_factory=Counter)
    people: Counter[tuple[str, bool]] = field(default_factory=Counter)

    def add(self, one: Someone) -> None:
        """Count what one person did, and that there is one more person behind it."""
        for figure in FIGURES:
            found = Counter((figure.id, case) for case in figure.cases(one))
            self.cases.update(found)
            self.people.update(found.keys())

    def share(self, name: str) -> int | None:
        """Of a hundred cases, in steps of five; None while too few people are behind either side."""
        if min(self.people[name, True], self.people[name, False]) < FEWEST:
            return None
        counted, rest = self.cases[name, True], self.cases[name, False]
        whole = (counted + rest) * STEP
        return (200 * counted + whole) // (2 * whole) * STEP


def lines(tally: Tally) -> Iterator[str]:
    """What whoever runs the site reads, a line for each figure."""
    yield READING
    for figure in FIGURES:
        yield f"{figure.what}: {_said(tally.share(figure.id))}."
    yield from NOT_RECORDED


def _said(share: int | None) -> str:
    if share is None:
        return HIDDEN
    return {0: HARDLY, 100: NEARLY}.get(share, f"about {share} in 100")


def _acted_on(one: Someone, *, ranks: tuple[Rank, ...] = ABOUT_PEOPLE) -> Iterator[bool]:
    for contact in one.contacts:
        for shown in contact.shown:
            kind = KINDS.get(shown.kind)
            if kind and kind.rank in ranks and shown.on + WEEK <= one.today:
                yield _was_acted_on(shown, contact)


def _was_acted_on(shown: Shown, contact: Contact) -> bool:
    """Answered "done"; or done, re-dated or released through it, perhaps when it came back after "later"."""
    until = shown.on + WEEK
    if shown.answer == "done" and shown.settled_on <= until:
        return True
    through = (act for act in contact.acts if act.prompt_kind == shown.kind and act.kind not in CHOICES)
    return any(shown.on <= act.on <= until for act in through)


def _kept(one: Someone) -> Iterator[bool]:
    for contact in one.contacts:
        for promise in contact.promises:
            if promise.mine and promise.due and promise.due + WEEK <= one.today:
                yield bool(promise.closed_on and promise.closed_on <= promise.due + WEEK)


def _answered(one: Someone) -> Iterator[bool]:
    return (answered for _, answered in _written(one))


def _written(one: Someone) -> Iterator[tuple[date, bool]]:
    """The days on which they wrote or called, and whether the other did something within 30 days."""
    for contact in one.contacts:
        for place, act in enumerate(contact.acts):
            if act.kind == "outreach" and act.by == "me" and act.on + REPLY <= one.today:
                yield act.on, any(_answers(later, act) for later in contact.acts[place + 1 :])


def _answers(later: Act, act: Act) -> bool:
    return later.by == "them" and later.kind in REACHING and later.on - act.on <= REPLY


def _alive(one: Someone, *, after: timedelta) -> Iterator[bool]:
    """By the log as it stood that day; a pair that was closed since stays what it was."""
    for contact in one.contacts:
        met_on = next((act.on for act in contact.acts if act.kind == "encounter"), contact.met_on)
        if met_on + after <= one.today:
            relation = rebuild(contact.acts, met_on + after)
            yield relation is not None and relation.state in TALKING


def _in_state(one: Someone, *, states: tuple[str, ...]) -> Iterator[bool]:
    """Every pair, by its state of today; a closed one is in none of them."""
    for contact in one.contacts:
        relation = None if contact.closed else rebuild(contact.acts, one.today)
        yield relation is not None and relation.state in states


def _quiet_by_choice(one: Someone) -> Iterator[bool]:
    chosen = one.stopped_on is not None or one.owner.paused_until is not None
    if chosen or one.owner.last_digests:
        yield chosen


def _stayed(one: Someone) -> Iterator[bool]:
    """ST4: whether they kept the mails from the first day of a spell until 30 days after its last.

    Who had ended them before cannot end them again, and who erased the account is not here to be counted.
    """
    for began, ended in _spells(one):
        over = ended + MONTH
        if over <= one.today and not (one.stopped_on and one.stopped_on < began):
            yield not (one.stopped_on and one.stopped_on <= over)


def _spells(one: Someone) -> Iterator[tuple[date, date]]:
    """Their guard spells that are over: the first day, and the first day without. A look every 14 days finds each."""
    look = Look(one.owner, one.contacts, one.today)
    day, last = _first_day(one), dict[date, date]()
    while day <= one.today:
        if began := look.guard(day):
            last[began] = day
        day += SPELL
    for began, seen in last.items():
        end = seen
        while end <= one.today and look.guard(end) == began:
            end += timedelta(days=1)
        if end <= one.today:
            yield began, end


def _first_day(one: Someone) -> date:
    """Before this day nothing can have begun."""
    days = [*one.owner.capacity.too_much_on]
    for contact in one.contacts:
        days += [act.on for act in contact.acts]
        days += [promise.made_on for promise in contact.promises]
    return min(days, default=one.today)


def _unanswered_often(one: Someone) -> Iterator[bool]:
    """The last month of which every answer had its 30 days."""
    last = one.today - REPLY
    month = [answered for on, answered in _written(one) if last - MONTH < on <= last]
    if month:
        yield month.count(False) >= OFTEN


ACTED_ON = "Suggestions acted on within 7 days"

FIGURES: tuple[Figure, ...] = (
    Figure("acted_on", ACTED_ON, _acted_on),
    Figure("acted_on.promise", f"{ACTED_ON}, promises and what was asked for", partial(_acted_on, ranks=(Rank.PROMISE,))),
    Figure("acted_on.help", f"{ACTED_ON}, help", partial(_acted_on, ranks=(Rank.HELP,))),
    Figure("acted_on.ask", f"{ACTED_ON}, curiosity", partial(_acted_on, ranks=(Rank.ASK,))),
    Figure("acted_on.ask_help", f"{ACTED_ON}, asking for help", partial(_acted_on, ranks=(Rank.ASK_HELP,))),
    Figure("acted_on.intro", f"{ACTED_ON}, introductions", partial(_acted_on, ranks=(Rank.INTRO,))),
    Figure("acted_on.up", f"{ACTED_ON}, keeping in touch", partial(_acted_on, ranks=(Rank.UP,))),
    Figure("kept", "Promises kept or honestly released by 7 days after their day", _kept),
    Figure("answered", "Messages and calls followed by a logged answer within 30 days", _answered),
    Figure("alive.180", "Pairs in conversation or beyond 180 days after they met", partial(_alive, after=HALF_A_YEAR)),
    Figure("alive.365", "Pairs in conversation or beyond 365 days after they met", partial(_alive, after=YEAR)),
    Figure("mutual", "Pairs in mutual support today", partial(_in_state, states=MUTUAL)),
    Figure("quiet", "People with digests who pause them now or have unsubscribed", _quiet_by_choice),
    Figure("stayed", "Rests after giving much, ended without unsubscribing by 30 days later", _stayed),
    Figure("unanswered", "Against harm, people who wrote in a month and had no answer three times or more", _unanswered_often),
    Figure("resting", "Against harm, pairs at rest today after two messages without an answer", partial(_in_state, states=("resting",))),
)  # fmt: skip
"""In the order in which they are read. Without the numbers of cases no hidden share follows from the others."""
