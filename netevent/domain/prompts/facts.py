"""What the prompt rules may know: frozen values built from rows, never rows themselves.

Field names are those of the note (domain page, section 1). An empty string or an empty tuple means "not
recorded"; a rule stays silent on what is not recorded (NV3). All dates are dates on the owner's clock.
"""

from dataclasses import dataclass
from datetime import date, datetime

WORKING_DAYS = (0, 1, 2, 3, 4)  # Monday to Friday, as date.weekday() counts


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """A word given. `mine` is the direction; `state` is open, kept or released.

    `due` is the date that holds now (a re-dated promise carries the new one). `made_on` is the encounter's
    `met_on` for a promise of the note, whenever it was typed, and the day itself for one added later.
    """

    id: int
    what: str
    made_on: date
    mine: bool = True
    due: date | None = None
    state: str = "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One line of the append-only log (section 3).

    `kind`: outreach, answer, promise_kept, promise_released, help, introduction, turn_up, encounter, opt_out;
    others are read past. `by`: me or them. `prompt_kind` names the prompt it answered, empty when done by
    hand; ST1 does not count promises, answers to a request and thanks. `negative`: an answer that declined
    (ST8).
    """

    kind: str
    by: str
    on: date
    prompt_kind: str = ""
    negative: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A prompt shown earlier, and what became of it (RK7, RK9).

    `answer`: done, later, not_this, rest, or empty when there was none or it was undone. `answered_on` falls
    back to `on`. `event_id` is kept for lines about oneself, `promise_id` for promises.
    """

    kind: str
    on: date
    wording: int = 0
    answer: str = ""
    answered_on: date | None = None
    promise_id: int | None = None
    event_id: int | None = None

    @property
    def settled_on(self) -> date:
        """The day it was answered; the day it was shown when nobody answered."""
        return self.answered_on or self.on


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
    promises: tuple[Promise, ...] = ()
    acts: tuple[Act, ...] = ()
    shown: tuple[Shown, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Evening:
    """An event day the owner checked in at, with or without encounters; `follows_on` is its ND."""

    event_id: int
    title: str
    on: date
    follows_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """The attendee the prompts are for.

    `offer_kind`, `offer` and `topics` are the line and topics given at check-in. `actions_this_month` counts
    against `budget` (RK6). `guard` is ST4, the giver guard, on or off. `evenings` are the recent event days;
    `shown` holds the lines about oneself shown earlier (kind self.*).
    """

    offer_kind: str = ""
    offer: str = ""
    topics: tuple[str, ...] = ()
    working_days: tuple[int, ...] = WORKING_DAYS
    budget: int = 12
    actions_this_month: int = 0
    guard: bool = False
    names_only: bool = False
    evenings: tuple[Evening, ...] = ()
    shown: tuple[Shown, ...] = ()


@dataclass(frozen=True, slots=True)
class Look:
    """Everything one look over an owner's people rests on; `contacts` are all of them, closed ones too."""

    owner: Owner
    contacts: tuple[Contact, ...]
