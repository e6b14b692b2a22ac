"""Lines about an event of Ben's: what to keep of it, and whether it was worth the time."""

from dataclasses import replace

import pytest

from netevent.domain.prompts import Evening, in_the_app, plan


@pytest.fixture
def went(daily, d):
    """Ben was at First Thursday to learn about halls."""
    evening = Evening(event_id=7, title="First Thursday", on=d(0), follows_on=d(1), learn="how halls sound")
    return replace(daily, evenings=(evening,))


def lines(owner, people, today):
    return [(line.kind, dict(line.slots)) for line in in_the_app(owner, people, today)]


def test_after_an_event_up_to_five_people_are_named_beside_what_one_came_for(went, met, d):
    people = [
        met(id_, name, has_free_note=True)
        for id_, name in enumerate(("Eva", "Cleo", "Dan", "Fritz", "Gil", "Hal"), 1)
    ]
    facts = {
        "event": "First Thursday",
        "intention": "how halls sound",
        "names": ("Eva", "Cleo", "Dan", "Fritz", "Gil"),
    }
    assert lines(went, people, d(2)) == [("self.wrap", facts)]


def test_it_comes_once_and_not_where_nobody_was_met(went, met, was_shown, d):
    told = replace(went, shown=(was_shown("self.wrap", 2, event_id=7),))
    elsewhere = replace(went, shown=(was_shown("self.wrap", 2, event_id=8),))
    met_her = [met(has_free_note=True)]
    assert lines(told, met_her, d(3)) == []
    assert [kind for kind, _ in lines(elsewhere, met_her, d(3))] == ["self.wrap"]
    assert lines(went, [met(has_free_note=True, no_follow_up=True)], d(3)) == []
    assert lines(went, [], d(3)) == []


def test_after_a_weekend_without_work_it_still_finds_its_morning(went, met, d):
    late = replace(went, evenings=(replace(went.evenings[0], follows_on=d(7)),), working_days=(3,))
    assert plan(late, [met(care="March", follows_on=d(7))], d(7)).self_line.kind == "self.wrap"


@pytest.mark.parametrize(
    ("days", "asked"), [(89, False), (90, True), (120, True), (121, False), (180, True), (200, True), (201, False)]
)  # fmt: skip
def test_an_evening_is_looked_back_at_after_three_months_and_six(days, asked, went, d):
    facts = {"event": "First Thursday", "intention": "how halls sound"}
    assert lines(went, [], d(days)) == ([("self.review", facts)] if asked else [])


@pytest.mark.parametrize(
    ("kept", "shown", "days", "asked"),
    [
        ((90,), None, 100, False),
        ((90,), None, 185, True),
        ((), 95, 100, False),
        ((), 95, 185, True),
        ((180,), 95, 185, False),
    ],
)
def test_each_review_is_asked_for_once(kept, shown, days, asked, went, was_shown, d):
    seen = (was_shown("self.review", shown, event_id=7),) if shown else ()
    owner = replace(went, evenings=(replace(went.evenings[0], kept=kept),), shown=seen)
    assert bool(lines(owner, [], d(days))) is asked


def test_a_mail_says_one_line_and_only_beside_people(went, met, d):
    thin = met(2, "Dan", met_on=d(1), follows_on=d(2))
    made = plan(went, [met(care="March"), thin], d(2))
    assert made.self_line.kind == "self.notes"  # the first of the catalogue; the other waits
    assert not plan(went, [met(has_free_note=True)], d(2))
