"""What the prompt rules may know: frozen values built from rows, never rows themselves.

Field names are those of the note (domain page, section 1). An empty string or an empty tuple means "not
recorded"; a rule stays silent on what is not recorded (NV3). All dates are dates on the owner's clock.
"""

from dataclasses import dataclass, field
from datetime import date, datetime

from netevent.domain.relationships import Act as Act
from netevent.domain.relationships import Capacity

HINT = "hint.colleague"  # what was shown once in the place of a prompt (ST9)
WORKING_DAYS = (0, 1, 2, 3, 4)  # Monday to Friday, as date.weekday() counts


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """A word given. `mine` is the direction; `state` is open, kept or released.

    `closed_on` is the day it was kept or released. `due` is the date that holds now (a re-dated promise carries the
    new one). `made_on` is the encounter's
    `met_on` for a promise of the note, whenever it was typed, and the day itself for one added later.
    """

    id: int
    what: str
    made_on: date
    mine: bool = True
    due: date | None = None
    state: str = "open"
    closed_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A prompt shown earlier, and what became of it (RK7, RK9).

    `answer`: done, later, not_this, rest, or empty when there was none or it was undone. `answered_on` falls
    back to `on`. `event_id` is kept for lines about oneself, `promise_id` for promises, `other_id` for
    introductions: the contact who was suggested. `kind` is one of KINDS, or HINT.
    """

    kind: str
    on: date
    wording: int = 0
    answer: str = ""
    answered_on: date | None = None
    promise_id: int | None = None
    event_id: int | None = None
    other_id: int | None = None

    @property
    def settled_on(self) -> date:
        """The day it was answered; the day it was shown when nobody answered."""
        return self.answered_on or self.on


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathering:
    """A coming event where the two may meet again. `both`: both are expected; else it is the next edition."""

    event_id: int
    title: str
    on: date
    both: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """A person the owner met, as recorded: the newest encounter's note, all promises, acts and prompts.

    `met_on` is the evening's local date (schedules.encounter_day), `follows_on` its next working day ND
    (schedules.follow_up_day); `met_at` is aware and in the event's zone. `cadence`: close, touch, rest; the
    answer "let it rest" sets it to rest, and setting it to anything else is the undo. `closed` is ST2 (block,
    objection), `no_follow_up` the chip "no follow-up please". `asked_for` holds price, proposal, document,
    sample, meeting, contact. `who_talked`: mostly_me, even, mostly_them. `felt`: easy, fine, awkward,
    one_sided. `strength`: new, warm, before, well. `has_free_note` tells that a private text exists; the text
    itself never comes here.

    Added later on the person's page: `work` (a text, talk or project of theirs), `news`, `saved` (something kept for
    them, on `saved_topic`), `solved_on` (the need is met), `sensitive_on` (ST7), `eased_on` (the owner lifted
    that again).
    `coming` are gatherings ahead, `rare_topics` those of their topics that at most one in ten of the event holds,
    `knows` the owner's contacts they are known to have met, `colleague` the owner's colleague who also met them
    (ST9). `acts` is the log, encounters included.
    """

    id: int
    name: str
    met_on: date
    met_at: datetime
    follows_on: date
    company: str = ""
    event_id: int | None = None
    event_title: str = ""
    cadence: str = "touch"
    closed: bool = False
    no_follow_up: bool = False
    topics: tuple[str, ...] = ()
    care: str = ""
    need_kind: str = ""
    need: str = ""
    can_help: bool = False
    offer_kind: str = ""
    offer: str = ""
    asked_for: tuple[str, ...] = ()
    asked_line: str = ""
    introduce_name: str = ""
    introduce_reason: str = ""
    hook: str = ""
    hook_on: date | None = None
    who_talked: str = ""
    felt: str = ""
    strength: str = ""
    has_free_note: bool = False
    work: str = ""
    work_on: date | None = None
    news: str = ""
    news_on: date | None = None
    saved: str = ""
    saved_topic: str = ""
    solved_on: date | None = None
    sensitive_on: date | None = None
    eased_on: date | None = None
    coming: tuple[Gathering, ...] = ()
    rare_topics: tuple[str, ...] = ()
    knows: frozenset[int] = frozenset()
    colleague: str = ""
    promises: tuple[Promise, ...] = ()
    acts: tuple[Act, ...] = ()
    shown: tuple[Shown, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Evening:
    """An event day of the last 200 days the owner checked in at, with or without encounters.

    `follows_on` is its ND. `learn` is the line of the intention said there, `kept` the reviews given so far, in days
    (90, 180).
    """

    event_id: int
    title: str
    on: date
    follows_on: date
    learn: str = ""
    kept: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Introduction:
    """One the owner made, or was part of, completed on that day; `names` are the others', `told` its outcome."""

    id: int
    names: tuple[str, ...]
    completed_on: date
    told: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """The attendee the prompts are for.

    `offer_kind`, `offer` and `topics` are the line and topics given at check-in. `actions_this_month` counts
    against `budget` (RK6). `capacity` is what ST4 measures gives against. `evenings` are the recent event days;
    `shown` holds the lines about oneself shown earlier (kind self.*, intro.loop). `ask` is the open question set on
    Me, `ask_topics` what it is about, `asked_on` the days of asks for help made (ST5, help.ask). `last_digests` are
    the newest dozen digests, oldest first: their day, and whether any act followed before the next (ST6). `introduced` are introductions
    completed. `paused_until`: no digest before that day. `kinds` are those whose facts are recorded for this owner;
    None means all.
    """

    offer_kind: str = ""
    offer: str = ""
    topics: tuple[str, ...] = ()
    working_days: tuple[int, ...] = WORKING_DAYS
    budget: int = 12
    actions_this_month: int = 0
    capacity: Capacity = field(default_factory=Capacity)
    ask: str = ""
    ask_topics: tuple[str, ...] = ()
    asked_on: tuple[date, ...] = ()
    last_digests: tuple[tuple[date, bool], ...] = ()
    introduced: tuple[Introduction, ...] = ()
    paused_until: date | None = None
    kinds: frozenset[str] | None = None
    names_only: bool = False
    evenings: tuple[Evening, ...] = ()
    shown: tuple[Shown, ...] = ()

    def hears(self, kind: str) -> bool:
        """Whether prompts of this kind may be shown at all."""
        return self.kinds is None or kind in self.kinds
