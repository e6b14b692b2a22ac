"""Every kind with its pair of examples, and the days on which it may speak."""

from dataclasses import replace

import pytest

from netevent.domain.prompts import KINDS, Look, Rank, in_the_app, plan
from netevent.domain.prompts.crowds import Crowd
from netevent.domain.prompts.kinds import ORDER
from netevent.domain.prompts.planning import candidates, every_window
from netevent.domain.prompts.words import WORDINGS
from tests.domain.prompts.examples import EXAMPLES, day

EVERY_KIND = pytest.mark.parametrize("kind", EXAMPLES)


def fitting(owner, people, today):
    """The kinds that fit on a day, had it room for all. Lines about oneself need nobody beside them in the app."""
    look = Look(owner, tuple(people), today)
    about = {one.kind.id for one in candidates(look, every_window(look), today, Crowd(people))}
    return about | {line.kind for line in in_the_app(owner, people, today)}


@pytest.fixture
def scene(met, daily):
    """Who looks at whom in an example: everybody works every day, and nothing was shown beyond the note."""

    def build(example, *, silent=False):
        owner = replace(daily, **example.owner)
        people = [met(**{"event_title": "", **(example.silent if silent else example.fires)})]
        if silent:
            owner = replace(owner, **example.quiet_owner)
        others = example.quiet_with if silent and example.quiet_with is not None else example.with_
        return owner, [*people, *(met(**other) for other in others)]

    return build


@EVERY_KIND
def test_each_kind_speaks_inside_its_window_and_neither_before_nor_after(kind, scene):
    example = EXAMPLES[kind]
    owner, people = scene(example)
    end = 120 if example.last is None else example.last + 1
    speaks = [days for days in range(-2, end + 25) if kind in fitting(owner, people, day(days))]
    assert speaks[: end - example.first] == list(range(example.first, end))
    assert example.last is None or len(speaks) == end - example.first


@EVERY_KIND
def test_each_kind_is_silent_on_its_counterexample(kind, scene):
    example = EXAMPLES[kind]
    owner, people = scene(example, silent=True)
    end = 120 if example.last is None else example.last + 25
    assert not [days for days in range(-2, end) if kind in fitting(owner, people, day(days))]


@pytest.mark.parametrize("kind", [kind for kind in EXAMPLES if KINDS[kind].rank is not Rank.SELF])
def test_each_kind_about_a_person_is_planned_on_a_day_of_its_window(kind, scene):
    example = EXAMPLES[kind]
    owner, people = scene(example)
    days = range(example.first, (example.last or 120) + 1)
    planned = {p.kind: p for days in days for p in plan(owner, people, day(days)).prompts}
    assert planned[kind].contact_id == 1
    assert planned[kind].slots.keys() <= set(KINDS[kind].slots)
    assert "name" in planned[kind].slots


def test_no_kind_is_without_rule_example_and_words():
    assert EXAMPLES.keys() == KINDS.keys() == WORDINGS.keys()
    assert len(KINDS) == 33


def test_the_catalogue_keeps_its_order_and_each_entry_one_rule():
    assert list(KINDS) == [kind.id for kind in ORDER]
    assert [kind.rank for kind in ORDER] == sorted(kind.rank for kind in ORDER)
    assert all((kind.rule is None) == (kind.rank is Rank.SELF) for kind in ORDER)
    assert all((kind.rule is None) != (kind.self_rule is None) for kind in ORDER)
