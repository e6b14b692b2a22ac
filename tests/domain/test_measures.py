"""Whether it works, as shares of what people did: each figure by cases that count, cases that do not, and silence."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from netevent.domain.measures import FIGURES, Someone
from netevent.domain.prompts import KINDS, Contact, Owner, Promise, Rank, Shown
from netevent.domain.relationships import Act, Capacity

TODAY = date(2026, 11, 5)
BY_ID = {figure.id: figure for figure in FIGURES}


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def act(kind: str, by: str, days: int, **more: Any) -> Act:
    return Act(kind=kind, by=by, on=ago(days), **({"what": "a name"} if kind == "help" else {}), **more)


def pair(met: int, *acts: Act, **more: Any) -> Contact:
    """Somebody met that many days ago, and what happened since."""
    log = (act("encounter", "me", met, event_id=1), *acts)
    at = datetime.combine(ago(met), datetime.min.time(), UTC)
    return Contact(id=1, name="Cleo", met_on=ago(met), met_at=at, follows_on=ago(met - 1), acts=log, **more)


def someone(*contacts: Contact, stopped: int | None = None, **owner: Any) -> Someone:
    return Someone(Owner(**owner), contacts, TODAY, None if stopped is None else ago(stopped))


def shown(kind: str, days: int, answer: str = "", answered: int = 0, *log: Act) -> Someone:
    told = Shown(kind=kind, on=ago(days), answer=answer, answered_on=ago(answered) if answer else None)
    return someone(pair(200, *log, shown=(told,)))


def suggested(kind: str) -> dict[str, tuple[Someone, list[bool]]]:
    return {
        "done the same day": (shown(kind, 30, "done", 30), [True]),
        "done a week later": (shown(kind, 30, "done", 23), [True]),
        "done too late to count": (shown(kind, 30, "done", 22), [False]),
        "done when it came back": (
            shown(kind, 30, "later", 30, act("outreach", "me", 27, prompt_kind=kind)),
            [True],
        ),
        "not now, and no more": (shown(kind, 30, "later", 30), [False]),
        "let it rest, which is a choice and no act": (
            shown(kind, 30, "rest", 30, act("rest", "me", 30, prompt_kind=kind)),
            [False],
        ),
        "no answer": (shown(kind, 7), [False]),
        "still within its week": (shown(kind, 6, "done", 6), []),
        "another class": (shown("self.notes", 30, "done", 30), []),
        "a hint, which is no suggestion": (shown("hint.colleague", 30), []),
    }


def of_class(kind: str) -> dict[str, tuple[Someone, list[bool]]]:
    other = "ask.care" if kind.startswith("up.") else "up.week"
    return suggested(kind) | {"another kind": (shown(other, 30, "done", 30), [])}


def due(days: int | None, state: str = "open", closed: int | None = None, *, mine: bool = True) -> Someone:
    promise = Promise(
        id=1, what="a sheet", made_on=ago(90), mine=mine, due=None if days is None else ago(days), state=state,
        closed_on=None if closed is None else ago(closed),
    )  # fmt: skip
    return someone(pair(90, promises=(promise,)))


def wrote(*days: int, answered: int | None = None, kind: str = "answer") -> Someone:
    log = [act("outreach", "me", day) for day in days]
    log += [] if answered is None else [act(kind, "them", answered)]
    return someone(pair(300, *sorted(log, key=lambda one: one.on)))


TALKED = (act("outreach", "me", 398), act("answer", "them", 396), act("outreach", "me", 395))


def after(days: int) -> dict[str, tuple[Someone, list[bool]]]:
    """A talk of three acts in the first week after somebody was met."""
    wrote_back = act("answer", "them", 130)
    return {
        "never written to": (someone(pair(400)), [False]),
        "in conversation, and silent 270 days later": (someone(pair(400, *TALKED)), [days == 180]),
        "heard of in between": (someone(pair(400, *TALKED, wrote_back)), [True]),
        "met again elsewhere": (someone(pair(400, act("encounter", "me", 200, event_id=2))), [days == 365]),
        "two messages without an answer": (
            someone(pair(400, act("outreach", "me", 390), act("outreach", "me", 380))),
            [False],
        ),
        "that day is not yet come": (someone(pair(days - 1)), []),
        "that day is today": (someone(pair(days)), [False]),
    }


HELPED = (act("help", "me", 90), act("help", "them", 80), act("help", "me", 70))
TOO_MUCH = Capacity(too_much_on=(ago(100),))

EXAMPLES: dict[str, dict[str, tuple[Someone, Iterable[bool]]]] = {
    "acted_on": suggested("up.week"),
    "acted_on.promise": of_class("asked.send"),
    "acted_on.help": of_class("help.have"),
    "acted_on.ask": of_class("ask.listen"),
    "acted_on.ask_help": of_class("help.ask"),
    "acted_on.intro": of_class("intro.need"),
    "acted_on.up": of_class("up.quarter"),
    "kept": {
        "kept on its day": (due(20, "kept", 20), [True]),
        "kept before it": (due(20, "kept", 60), [True]),
        "released a week after": (due(20, "released", 13), [True]),
        "kept, and later": (due(20, "kept", 12), [False]),
        "open": (due(7), [False]),
        "open, and its week is not over": (due(6), []),
        "without a day": (due(None), []),
        "theirs": (due(20, mine=False), []),
    },
    "answered": {
        "answered the same day": (wrote(60, answered=60), [True]),
        "helped instead": (wrote(60, answered=50, kind="help"), [True]),
        "answered on the thirtieth day": (wrote(60, answered=30), [True]),
        "answered too late to count": (wrote(60, answered=29), [False]),
        "two messages, one answer to both": (wrote(60, 50, answered=45), [True, True]),
        "the second has none": (wrote(80, 45, answered=70), [True, False]),
        "still within its month": (wrote(29), []),
        "an objection is no answer": (wrote(60, answered=50, kind="opt_out"), [False]),
        "nothing was written": (someone(pair(90, act("help", "me", 60))), []),
    },
    "alive.180": after(180),
    "alive.365": after(365),
    "mutual": {
        "both helped": (someone(pair(100, *HELPED)), [True]),
        "one helped": (someone(pair(100, *HELPED[:1])), [False]),
        "both helped, and closed since": (someone(pair(100, *HELPED, closed=True)), [False]),
        "each pair": (someone(pair(100), pair(100, *HELPED)), [False, True]),
    },
    "quiet": {
        "mornings come": (someone(last_digests=((ago(9), True),)), [False]),
        "paused": (someone(last_digests=((ago(9), True),), paused_until=ago(-9)), [True]),
        "unsubscribed": (someone(stopped=500), [True]),
        "no morning yet": (someone(pair(0)), []),
    },
    "stayed": {
        "rested for two weeks": (someone(pair(200), capacity=TOO_MUCH), [True]),
        "unsubscribed on its first day": (someone(pair(200), stopped=100, capacity=TOO_MUCH), [False]),
        "unsubscribed 30 days after it": (someone(pair(200), stopped=56, capacity=TOO_MUCH), [False]),
        "unsubscribed later": (someone(pair(200), stopped=55, capacity=TOO_MUCH), [True]),
        "had unsubscribed before": (someone(pair(200), stopped=101, capacity=TOO_MUCH), []),
        "two rests, and gone after the second": (
            someone(pair(200), stopped=50, capacity=Capacity(too_much_on=(ago(150), ago(70)))),
            [True, False],
        ),
        "one rest, prolonged within its two weeks": (
            someone(pair(200), capacity=Capacity(too_much_on=(ago(100), ago(90)))),
            [True],
        ),
        "six helps in a month": (
            someone(pair(200, *(act("help", "me", 100 - day) for day in range(6)))),
            [True],
        ),
        "it runs": (someone(pair(200), capacity=Capacity(too_much_on=(ago(5),))), []),
        "over for less than 30 days": (someone(pair(200), capacity=Capacity(too_much_on=(ago(43),))), []),
        "over for 30 days": (someone(pair(200), capacity=Capacity(too_much_on=(ago(44),))), [True]),
        "never much": (someone(pair(200)), []),
        "nobody met": (someone(), []),
    },
    "unanswered": {
        "three times, no answer": (wrote(50, 45, 40), [True]),
        "three times, the last answered": (wrote(50, 45, 40, answered=39), [False]),
        "two times": (wrote(50, 40), [False]),
        "to three people": (
            someone(*(pair(90, act("outreach", "me", day)) for day in (59, 45, 30))),
            [True],
        ),
        "in another month": (wrote(60, 61, 62, 29, 28, 27), []),
        "nothing was written": (someone(pair(90)), []),
    },
    "resting": {
        "two messages without an answer": (wrote(60, 50), [True]),
        "answered since": (wrote(60, 50, answered=40), [False]),
        "let rest by choice": (someone(pair(90, cadence="rest")), [False]),
        "closed since": (someone(pair(90, act("outreach", "me", 60), act("outreach", "me", 50), closed=True)), [False]),
    },
}  # fmt: skip
CASES = [(name, told, *case) for name, table in EXAMPLES.items() for told, case in table.items()]


@pytest.mark.parametrize(("name", "told", "one", "found"), CASES, ids=[f"{case[0]}: {case[1]}" for case in CASES])  # fmt: skip
def test_a_figure_counts(name: str, told: str, one: Someone, found: list[bool]) -> None:
    assert list(BY_ID[name].cases(one)) == found


def test_every_figure_has_examples_that_count_that_do_not_and_that_are_left_out() -> None:
    assert list(EXAMPLES) == list(BY_ID)
    for name, table in EXAMPLES.items():
        said = {case for _, found in table.values() for case in found}
        left_out = any(found == [] for _, found in table.values())
        assert said == {True, False}
        assert left_out or name in ("mutual", "resting")  # of all pairs there are


def test_every_class_of_suggestions_about_people_has_a_figure() -> None:
    classes = {Rank[name.removeprefix("acted_on.").upper()] for name in BY_ID if name.startswith("acted_on.")}
    assert classes == {kind.rank for kind in KINDS.values()} - {Rank.SELF}
