"""One example for each kind: the note that fires, the nearest that is silent, and the days it may speak."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from netevent.domain.prompts import Act, Evening, Gathering, Introduction, Promise, Shown
from netevent.domain.relationships import Capacity

THURSDAY = date(2026, 11, 5)
EVENING = Evening(event_id=7, title="First Thursday", on=THURSDAY, follows_on=THURSDAY + timedelta(days=1))


def day(days):
    """So many days after Thursday 5 November 2026."""
    return THURSDAY + timedelta(days=days)


def promised(due, **fields):
    return Promise(id=1, what="the ceiling test", made_on=day(0), due=due and day(due), **fields)


def seen(kind, days, answer=""):
    return Shown(kind=kind, on=day(days), promise_id=1, answer=answer)


def did(kind, by, days, **fields):
    return Act(kind=kind, by=by, on=day(days), **fields)


TALK = (did("outreach", "me", 2), did("answer", "them", 3), did("answer", "me", 4))
HELPED = did("help", "them", 10, what="the name of a printer")
DAN = {"id": 2, "name": "Dan"}


@dataclass(frozen=True, kw_only=True)
class Example:
    """Notes about Cleo; `first` and `last` are the days on which it may speak, every day worked;
    `last` None for no end.

    `owner` and `with_` hold for both notes: what Ben set, and other people he met. `quiet_owner` and `quiet_with`
    are changed in the silent case alone.
    """

    fires: dict = field(default_factory=dict)
    silent: dict = field(default_factory=dict)
    first: int
    last: int | None
    owner: dict = field(default_factory=dict)
    quiet_owner: dict = field(default_factory=dict)
    with_: tuple = ()
    quiet_with: tuple | None = None


EXAMPLES = {
    "promise.due": Example(
        fires={"promises": (promised(2),)},
        silent={"promises": (promised(2, state="released"),)},
        first=1, last=16,
    ),
    "promise.overdue": Example(
        fires={"promises": (promised(2),), "shown": (seen("promise.due", 2),)},
        silent={"promises": (promised(2, mine=False),), "shown": (seen("promise.due", 2),)},
        first=5, last=32,
    ),
    "asked.send": Example(
        fires={"asked_for": ("document",)},
        silent={"asked_for": ("document",), "acts": (did("outreach", "me", 0, prompt_kind="asked.send"),)},
        first=1, last=5,
    ),
    "promise.theirs": Example(
        fires={"promises": (promised(2, mine=False),)},
        silent={"promises": (promised(None, mine=False),)},
        first=16, last=32,
    ),
    "help.have": Example(
        fires={"need_kind": "advice", "need": "a quiet room"},
        silent={"need_kind": "supplier", "need": "a quiet room"},
        first=1, last=10,
    ),
    "help.small": Example(
        fires={"topics": ("Wood",), "saved": "an essay on old beams", "saved_topic": "wood "},
        silent={"topics": ("Glass",), "saved": "an essay on old beams", "saved_topic": "wood"},
        first=5, last=21,
    ),
    "help.checkin": Example(
        fires={"need_kind": "supplier", "need": "a quiet room"},
        silent={"need_kind": "supplier", "need": "a quiet room", "solved_on": day(20)},
        first=28, last=42,
    ),
    "help.showup": Example(
        fires={"hook": "the opening", "hook_on": day(20)},
        silent={"hook": "the opening"},
        first=13, last=20,
    ),
    "help.thanks": Example(
        fires={"acts": (HELPED,)},
        silent={"acts": (HELPED, did("outreach", "me", 10, prompt_kind="help.thanks"))},
        first=11, last=15,
    ),
    "help.outcome": Example(
        fires={"acts": (HELPED,)},
        silent={"acts": (HELPED, did("outreach", "me", 20, prompt_kind="help.outcome"))},
        first=40, last=55,
    ),
    "ask.care": Example(
        fires={"care": "opening before March"},
        silent={"need": "a quiet room"},
        first=1, last=4,
    ),
    "ask.listen": Example(
        fires={"topics": ("Wood",), "who_talked": "mostly_me"},
        silent={"topics": ("Wood",), "who_talked": "even"},
        first=1, last=4,
    ),
    "ask.awkward": Example(fires={"felt": "awkward"}, silent={"felt": "one_sided"}, first=1, last=7),
    "ask.hook": Example(
        fires={"hook": "the opening", "hook_on": day(20)},
        silent={"hook": "the opening"},
        first=21, last=25,
    ),
    "ask.work": Example(fires={"work": "her talk on pine", "work_on": day(10)}, first=15, last=24),
    "ask.month": Example(
        fires={"topics": ("Wood",), "acts": TALK},
        silent={"topics": ("Wood",), "acts": TALK[:2]},
        first=32, last=49,
    ),
    "help.ask": Example(
        fires={"topics": ("Wood",), "acts": TALK},
        silent={"topics": ("Glass",), "acts": TALK},
        owner={"ask": "How is old wood dried?", "ask_topics": ("Wood",)},
        first=4, last=273,
    ),
    "intro.mention": Example(
        fires={"introduce_name": "Dan", "introduce_reason": "both build schools"},
        silent={"introduce_reason": "both build schools"},
        first=1, last=7,
    ),
    "intro.need": Example(
        fires={"need_kind": "advice", "need": "how to fund a hall"},
        silent={"need_kind": "supplier", "need": "how to fund a hall"},
        owner={"offer_kind": ""},
        with_=({**DAN, "offer_kind": "know_how", "offer": "grants"},),
        first=2, last=21,
    ),
    "intro.topic": Example(
        fires={"topics": ("Organs",), "rare_topics": ("Organs",), "company": "Ystad Timber"},
        silent={"topics": ("Organs",), "rare_topics": ("Organs",), "company": "glassworks "},
        with_=({**DAN, "topics": ("organs",), "rare_topics": ("organs",), "company": "Glassworks"},),
        first=7, last=30,
    ),
    "up.week": Example(
        fires={"topics": ("Wood",)},
        silent={"topics": ("Wood",), "acts": (did("outreach", "me", 1),)},
        first=5, last=9,
    ),
    "up.quarter": Example(
        fires={"topics": ("Wood",), "acts": TALK},
        silent={"topics": ("Wood",), "acts": TALK[:2]},
        first=94, last=154,
    ),
    "up.halfyear": Example(
        fires={"topics": ("Wood",), "acts": (did("outreach", "me", 6),)},
        silent={"topics": ("Wood",), "acts": TALK},
        first=186, last=246,
    ),
    "up.again": Example(
        fires={"topics": ("Wood",), "coming": (Gathering(event_id=8, title="Open House", on=day(50), both=True),)},
        silent={"topics": ("Wood",)},
        first=29, last=49,
    ),
    "up.news": Example(
        fires={"news": "a new workshop", "news_on": day(60)},
        silent={"news": "a new workshop"},
        first=60, last=67,
    ),
    "up.dormant": Example(
        fires={"topics": ("Wood",), "strength": "warm"},
        silent={"topics": ("Wood",), "strength": "new"},
        with_=({**DAN, "topics": ("Glass",), "met_on": day(390), "acts": (did("outreach", "me", 400),)},),
        quiet_with=({**DAN, "topics": ("Glass",), "met_on": day(390)},),
        first=400, last=407,
    ),
    "self.notes": Example(fires={}, silent={"has_free_note": True}, first=1, last=1),
    "self.wrap": Example(
        fires={"has_free_note": True},
        silent={"has_free_note": True, "cadence": "rest"},
        owner={"evenings": (EVENING,)},
        first=2, last=4,
    ),
    "intro.loop": Example(
        owner={"introduced": (Introduction(id=1, names=("Cleo", "Dan"), completed_on=day(0)),)},
        quiet_owner={"introduced": (Introduction(id=1, names=("Cleo", "Dan"), completed_on=day(0), told="useful"),)},
        first=21, last=45,
    ),
    "self.review": Example(
        owner={"evenings": (EVENING,)},
        quiet_owner={
            "evenings": (
                Evening(event_id=7, title="First Thursday", on=day(0), follows_on=day(1), kept=(90, 180)),
            )
        },
        first=90, last=120,
    ),
    "self.overload": Example(
        owner={"capacity": Capacity(too_much_on=(day(10),))},
        quiet_owner={"capacity": Capacity()},
        first=10, last=23,
    ),
    "self.taker": Example(
        owner={"asked_on": (day(10), day(11), day(12))},
        quiet_owner={"asked_on": (day(10), day(12))},
        first=12, last=None,
    ),
    "self.rest": Example(
        fires={"acts": (did("outreach", "me", 2), did("outreach", "me", 9))},
        silent={"acts": (did("outreach", "me", 2), did("answer", "them", 3), did("outreach", "me", 9))},
        first=23, last=36,
    ),
}  # fmt: skip
