"""The kinds of the first evening in detail: promises, what was asked for, help, curiosity, a hello."""

import pytest

from netevent.domain.prompts import Act, Owner
from tests.domain.prompts.examples import day


def test_a_promise_without_a_date_lasts_thirty_days(daily, met, promise, prompted):
    contact = met(promises=(promise(due=None),))
    assert (1, "promise.due") in prompted(daily, [contact], day(30))
    assert prompted(daily, [contact], day(31)) == []


def test_a_promise_is_seen_the_first_morning_and_again_on_its_due_day(ben, met, promise, was_shown, prompted):
    first = met(promises=(promise(due=6),))
    assert (1, "promise.due") in prompted(ben, [first], day(1))

    again = met(promises=(promise(due=6),), shown=(was_shown("promise.due", 1, promise_id=1),))
    assert prompted(ben, [again], day(5)) == []
    assert (1, "promise.due") in prompted(ben, [again], day(6))

    done = met(promises=(promise(due=6),), shown=(was_shown("promise.due", 6, promise_id=1),))
    assert prompted(ben, [done], day(7)) == []


def test_a_promise_due_on_a_free_day_is_seen_the_working_day_before(ben, met, promise, was_shown, prompted):
    contact = met(promises=(promise(due=10),), shown=(was_shown("promise.due", 1, promise_id=1),))  # a Sunday
    assert (1, "promise.due") in prompted(ben, [contact], day(8))


def test_a_promise_made_later_is_seen_the_next_working_day(ben, met, promise, prompted):
    contact = met(promises=(promise(due=None, made_on=day(20)),))  # a Wednesday
    assert prompted(ben, [contact], day(20)) == []
    assert (1, "promise.due") in prompted(ben, [contact], day(21))


def test_an_undated_promise_made_later_lasts_thirty_days_from_then(daily, met, promise, prompted):
    contact = met(promises=(promise(due=None, made_on=day(20)),))
    assert (1, "promise.due") in prompted(daily, [contact], day(50))
    assert prompted(daily, [contact], day(51)) == []


def test_what_was_shown_of_one_promise_says_nothing_of_another(daily, met, promise, was_shown, prompted):
    contact = met(promises=(promise(id=1, due=None),), shown=(was_shown("promise.due", 1, promise_id=2),))
    assert prompted(daily, [contact], day(2)) == [(1, "promise.due")]


def test_a_promise_answered_done_is_done(ben, met, promise, was_shown, prompted):
    done = was_shown("promise.due", 1, "done", promise_id=1)
    assert prompted(ben, [met(promises=(promise(due=4),), shown=(done,))], day(4)) == []


def test_an_overdue_promise_comes_once_and_anew_only_for_a_new_date(ben, met, promise, was_shown, prompted):
    shown = (was_shown("promise.due", 1, promise_id=1), was_shown("promise.overdue", 5, promise_id=1))
    for due in (1, 2):  # on the first day it could be, and after it
        once = met(promises=(promise(due=due),), shown=shown)
        assert all(prompted(ben, [once], day(days)) == [] for days in range(6, 60))

    redated = met(promises=(promise(due=12),), shown=shown)
    assert [days for days in range(6, 20) if prompted(ben, [redated], day(days))] == [12, 13, 14, 15, 18, 19]
    missed = met(promises=(promise(due=12),), shown=(*shown, was_shown("promise.due", 12, promise_id=1)))
    assert prompted(ben, [missed], day(14)) == []
    assert prompted(ben, [missed], day(15)) == [(1, "promise.overdue")]


def test_an_overdue_promise_leaves_one_working_day_to_act(ben, met, promise, was_shown, prompted):
    contact = met(promises=(promise(due=1),), shown=(was_shown("promise.due", 1, promise_id=1),))
    assert prompted(ben, [contact], day(4)) == []  # Friday was its due day, this is Monday
    assert prompted(ben, [contact], day(5)) == [(1, "promise.overdue")]


def test_i_can_help_is_enough_without_a_fitting_offer(ben, met, prompted):
    assert prompted(ben, [met(need_kind="supplier", can_help=True)], day(1)) == [(1, "help.have")]


@pytest.mark.parametrize(
    ("need", "offer", "fits"),
    [
        ("advice", "know_how", True),
        ("feedback", "feedback", True),
        ("information", "know_how", True),
        ("information", "document", True),
        ("supplier", "introduction", True),
        ("peer", "introduction", True),
        ("job", "introduction", True),
        ("hire", "introduction", True),
        ("advice", "document", False),
        ("job", "know_how", False),
        ("", "know_how", False),
        ("advice", "", False),
    ],
)
def test_a_need_meets_only_the_offers_of_the_table(need, offer, fits, met, prompted):
    kinds = prompted(Owner(offer_kind=offer), [met(need_kind=need, need="something")], day(1))
    assert kinds == ([(1, "help.have")] if fits else [])


def test_a_project_needs_a_shared_topic_as_well(ben, met, prompted):
    assert prompted(ben, [met(need_kind="project", topics=(" wood",))], day(1)) == [(1, "help.have")]
    assert prompted(ben, [met(need_kind="project", topics=("Glass",))], day(1)) == [(1, "ask.care")]


@pytest.mark.parametrize(
    ("note", "act_kind"), [({"need_kind": "advice"}, "help"), ({"introduce_name": "Dan"}, "introduction")]
)
def test_what_was_done_by_hand_since_is_not_asked_for_again(note, act_kind, ben, met, prompted):
    def kinds(on, by="me"):
        acts = (Act(kind=act_kind, by=by, on=day(on), light=True),)
        return prompted(ben, [met(acts=acts, **note)], day(1))

    assert kinds(0) == []
    assert kinds(-1) == kinds(0, by="them") != []


@pytest.mark.parametrize(
    ("silences", "act"),
    [
        (True, {"kind": "outreach", "by": "me", "on": day(0)}),
        (True, {"kind": "promise_kept", "by": "me", "on": day(2)}),
        (False, {"kind": "outreach", "by": "me", "on": day(-1)}),
        (False, {"kind": "outreach", "by": "them", "on": day(2)}),
        (False, {"kind": "wake", "by": "me", "on": day(2)}),
    ],
)
def test_a_hello_is_for_those_nobody_wrote_to_since(silences, act, ben, met, prompted):
    contact = met(topics=("Wood",), acts=(Act(**act),))
    assert (prompted(ben, [contact], day(5)) == []) is silences


@pytest.mark.parametrize(
    ("silences", "answer", "days"), [(True, "done", 0), (False, "done", -10), (False, "later", 0)]
)
def test_a_prompt_done_since_counts_as_written(silences, answer, days, ben, met, was_shown, prompted):
    contact = met(topics=("Wood",), shown=(was_shown("asked.send", days, answer),))
    assert (prompted(ben, [contact], day(7)) == []) is silences


def test_listening_takes_the_place_of_asking(ben, met, prompted):
    assert prompted(ben, [met(care="March", who_talked="mostly_me")], day(1)) == [(1, "ask.listen")]


def test_a_window_that_working_days_leave_empty_is_the_first_morning(met, prompted):
    mondays = Owner(working_days=(0,))
    contact = met(met_on=day(4), follows_on=day(11), care="March")  # Monday to Monday, beyond d4
    assert prompted(mondays, [contact], day(11)) == [(1, "ask.care")]
