"""Simulated years: invented lives, a digest planned every day, and no rule broken on any of them.

The short form runs with the suite; `NETEVENT_SOAK_STEPS` is the number of person-days of the long one.
"""

import os
import time
from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest

from netevent.domain.prompts import KINDS, next_look
from netevent.domain.relationships import rebuild
from netevent.domain.relationships.states import rested, step
from tests.domain.prompts.watching import Day
from tests.domain.prompts.world import START, Life

DAYS = 400
STEPS = int(os.environ.get("NETEVENT_SOAK_STEPS", 6_000))
LIVES = -(-STEPS // DAYS)


@pytest.fixture(scope="module")
def kinds():
    """How often each kind was shown in all lives."""
    return Counter()


def test_no_day_of_any_life_breaks_a_rule(kinds, capsys):
    began, days, stored = time.process_time(), 0, {}
    for seed in range(LIVES):
        life = Life(seed)
        stored.clear()
        for owner, people, made in life.days(DAYS):
            broken = list(Day(life.today, owner, people, made).broken())
            assert not broken, (seed, life.today, broken)
            replayed(people, stored, life.today, seed)
            kinds.update(p.kind for p in (*made.prompts, *filter(None, [made.self_line])))
            days += 1
    with capsys.disabled():
        rate = days / (time.process_time() - began)
        print(f"\n{days} person-days, {rate:.0f} a second, {sum(kinds.values())} prompts", end=" ")


def replayed(people, stored, today, seed):
    """The state kept from act to act is the state of the whole log told anew, and a met person has one."""
    for contact in people:
        count, relation = stored.get(contact.id, (0, None))
        acts = contact.acts
        if count and count == len(acts) and today.toordinal() % 7 != contact.id % 7:
            continue  # nothing happened: silence is looked at once a week
        for number in range(count + 1, len(acts) + 1):
            known = acts[:number]
            relation = step(relation, known) if relation else rebuild(known, known[0].on)
        stored[contact.id] = (len(acts), relation)
        assert rested_or_closed(relation, acts, today) == rebuild(acts, today), (seed, contact.id, today)


def rested_or_closed(relation, acts, today):
    return relation if relation.state == "closed" else rested(relation, acts, today)


def test_a_life_holds_enough_to_mean_something(kinds):
    assert sum(kinds.values()) > LIVES * 10
    rare = {
        "up.dormant",
        "intro.topic",
        "help.small",
        "up.halfyear",
        "intro.mention",
        "intro.loop",
        "self.taker",
    }
    assert KINDS.keys() - kinds.keys() <= rare | {"self.rest", "self.overload"}
    assert kinds["promise.due"] > kinds["promise.overdue"] > 0


@pytest.mark.parametrize("seed", [1, 3])
def test_the_same_seed_is_the_same_life(seed):
    first, second = ([made for _, _, made in Life(seed).days(120)] for _ in range(2))
    assert first == second


@pytest.mark.parametrize("seed", [0, 5, 9])
def test_the_next_look_never_comes_too_late_nor_for_nothing(seed):
    life, awaited, before = Life(seed), None, None
    for owner, people, made in life.days(250):
        now = (replace(owner, actions_this_month=0), people)
        undisturbed = before is not None and now == before
        if undisturbed:
            assert bool(made) == (life.today == awaited), (seed, life.today, awaited)
        life.record_once(made)
        owner, people = life.owner, list(life.people.values())
        before = (replace(owner, actions_this_month=0), people)
        awaited = next_look(owner, people, life.today) if not undisturbed or made else awaited
    assert life.today == START + timedelta(days=249)
