"""States of a relation, told by logs: every row of the table of section 3, with a day before and a day at its edge."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netevent.domain.relationships.acts import REACHING, Act, exchanges
from netevent.domain.relationships.states import LADDER, STATES, earned, rebuild, rested, step, without

DAY = date(2026, 11, 5)


def on(day: int) -> date:
    return DAY + timedelta(days=day)


def act(kind: str, by: str, day: int, **more: object) -> Act:
    return Act(kind=kind, by=by, on=on(day), **more)  # type: ignore[arg-type]


def log(*steps: str) -> list[Act]:
    """'me outreach 3', 'them answer 4', 'me wordless 5' (a help), 'encounter 200 at 2'; the evening itself is day 0 at event 1."""
    acts = [act("encounter", "me", 0, event_id=1)]
    for line in steps:
        who, *rest = line.split()
        if who == "encounter":
            acts.append(act("encounter", "me", int(rest[0]), event_id=int(rest[2])))
        else:
            kind = "help" if rest[0] == "wordless" else rest[0]
            acts.append(act(kind, who, int(rest[1]), what="a name" if rest[0] == "help" else ""))
    return acts


CONVERSATION = ("me outreach 2", "them answer 3", "me answer 4")
MUTUAL = (*CONVERSATION, "me help 10", "them help 20")
LASTING = (*MUTUAL, "me outreach 100", "them answer 101", "me outreach 200", "them answer 201", "them outreach 360",
           "me answer 366")  # fmt: skip

TABLE = {
    "an encounter": ((), 0, "met"),
    "one outreach": (("me outreach 2",), 2, "followed_up"),
    "theirs counts as well": (("them outreach 2",), 2, "followed_up"),
    "two acts are no conversation": (("me outreach 2", "them answer 3"), 3, "followed_up"),
    "three acts of one side are none": (("me outreach 2", "me help 3", "me help 4"), 4, "followed_up"),
    "three acts of both are one": (CONVERSATION, 4, "conversation"),
    "meeting again elsewhere is one": (("encounter 40 at 2",), 40, "conversation"),
    "the same event again is not": (("encounter 1 at 1",), 1, "met"),
    "help one way is not mutual": ((*CONVERSATION, "me help 10"), 10, "conversation"),
    "help both ways is": (MUTUAL, 20, "mutual_support"),
    "help that says not what it was is not": (
        (*CONVERSATION, "me wordless 10", "them help 20"), 20, "conversation"),
    "a year and three quarters last": (LASTING, 366, "lasting"),
    "a year alone does not": ((*MUTUAL, "me outreach 100", "them answer 101", "me outreach 370"), 370, "mutual_support"),
    "two unanswered rest after 14 days": (("me outreach 2", "me outreach 9"), 23, "resting"),
    "and not a day before": (("me outreach 2", "me outreach 9"), 22, "followed_up"),
    "an answer wakes it, and makes three acts of both": (
        ("me outreach 2", "me outreach 9", "them answer 60"), 60, "conversation"),
    "one's own outreach wakes nothing": (("me outreach 2", "me outreach 9", "me outreach 60"), 60, "resting"),
    "meeting again wakes": (("me outreach 2", "me outreach 9", "encounter 90 at 2"), 90, "conversation"),
    "met sleeps after 180 days": ((), 180, "dormant"),
    "and not a day before 180": ((), 179, "met"),
    "a conversation after 270": (CONVERSATION, 274, "dormant"),
    "and not before 270": (CONVERSATION, 273, "conversation"),
    "mutual support after 365": (MUTUAL, 385, "dormant"),
    "an unanswered hello leaves it dormant": ((*MUTUAL, "me outreach 400"), 400, "dormant"),
    "an exchange revives a conversation": ((*MUTUAL, "me outreach 400", "them answer 401"), 401, "conversation"),
    "a second one what it was": (
        (*MUTUAL, "me outreach 400", "them answer 401", "me answer 402"), 402, "mutual_support"),
    "no follow-up closes": ((*MUTUAL, "them opt_out 30"), 30, "closed"),
    "for good": ((*MUTUAL, "them opt_out 30", "them answer 31"), 31, "closed"),
}  # fmt: skip


@pytest.mark.parametrize(("steps", "day", "state"), TABLE.values(), ids=TABLE.keys())
def test_a_log_tells_the_state(steps: tuple[str, ...], day: int, state: str) -> None:
    relation = rebuild(log(*steps), on(day))
    assert relation
    assert relation.state == state


def test_without_an_encounter_there_is_no_relation() -> None:
    assert rebuild([act("outreach", "me", 2)], on(3)) is None


def test_promises_and_thanks_do_not_tire_anybody() -> None:
    kept = [
        act("outreach", "me", day, prompt_kind=kind) for day, kind in ((2, "promise.due"), (9, "help.thanks"))
    ]
    relation = rebuild(log() + kept, on(60))
    assert relation
    assert relation.state == "followed_up"


def test_an_exchange_is_an_outreach_answered_or_an_answer_answered() -> None:
    assert exchanges(log(*CONVERSATION)) == [on(3), on(4)]


def test_a_state_says_since_when_and_what_it_was() -> None:
    relation = rebuild(log(*MUTUAL), on(400))
    assert relation
    assert (relation.state, relation.since, relation.before) == ("dormant", on(385), "mutual_support")


ACTS = st.builds(
    act,
    st.sampled_from([*REACHING, "encounter", "redated", "rest", "opt_out"]),
    st.sampled_from(["me", "them"]),
    st.integers(1, 900),
    event_id=st.sampled_from([None, 1, 2]),
)


@given(st.lists(ACTS, max_size=14), ACTS, st.integers(0, 1200))
def test_undoing_an_act_is_as_if_it_had_not_been(acts: list[Act], extra: Act, day: int) -> None:
    told = sorted([*log(), *acts, extra], key=lambda one: one.on)
    assert rebuild(without(told, extra), on(day)) == rebuild(
        sorted([*log(), *acts], key=lambda one: one.on), on(day)
    )


@given(st.lists(ACTS, max_size=14), st.integers(0, 1200))
def test_every_log_has_a_state_and_the_future_changes_nothing(acts: list[Act], day: int) -> None:
    told = sorted([*log(), *acts], key=lambda one: one.on)
    relation = rebuild(told, on(day))
    assert relation
    assert relation.state in STATES
    assert relation.before in ("", *LADDER)
    assert relation.since <= on(day)
    assert rebuild([one for one in told if one.on <= on(day)], on(day)) == relation
    assert earned(told) in LADDER


@given(st.lists(ACTS, max_size=14), st.integers(0, 1200))
def test_the_state_kept_from_act_to_act_is_that_of_the_whole_log(acts: list[Act], day: int) -> None:
    told = [one for one in sorted([*log(), *acts], key=lambda one: one.on) if one.on <= on(day)]
    first = next(place for place, one in enumerate(told) if one.kind == "encounter")
    told = told[first:]
    relation = rebuild(told[:1], told[0].on)
    assert relation
    for count in range(2, len(told) + 1):
        relation = step(relation, told[:count])
    assert (relation if relation.state == "closed" else rested(relation, told, on(day))) == rebuild(
        told, on(day)
    )


def test_a_choice_about_prompts_is_no_act_between_the_two() -> None:
    chosen = [*log("me outreach 2"), act("rest", "me", 100), act("wake", "me", 150)]
    assert rebuild(chosen, on(182)) == rebuild(log("me outreach 2"), on(182))
