"""Repeats, gaps and "later" (RK7, ST3, RK9)."""

import pytest


def speaks(kind, contact, owner, prompted, d, days):
    return [day for day in days if (contact.id, kind) in prompted(owner, [contact], d(day))]


def test_rk7_the_same_kind_comes_once_in_ninety_days(daily, met, was_shown, d, prompted):
    earlier = (was_shown("ask.care", 1),)
    soon = met(care="March", met_on=d(89), follows_on=d(90), shown=earlier)
    assert speaks("ask.care", soon, daily, prompted, d, range(90, 95)) == [91, 92, 93]


def test_rk7_promises_are_excepted(ben, met, promise, was_shown, d, prompted):
    kept = was_shown("promise.due", 1, "done", promise_id=1)
    contact = met(promises=(promise(id=1, state="kept"), promise(id=2, due=5, made_on=d(4))), shown=(kept,))
    assert prompted(ben, [contact], d(5)) == [(1, "promise.due")]


def test_st3_seven_days_lie_between_two_prompts_in_the_first_month(daily, met, was_shown, d, prompted):
    contact = met(need_kind="advice", shown=(was_shown("ask.care", 2),))
    assert speaks("help.have", contact, daily, prompted, d, range(1, 12)) == [9, 10]


@pytest.mark.parametrize(("met_ago", "gap"), [(30, 7), (31, 21)])
def test_st3_twenty_one_days_lie_between_them_later(met_ago, gap, daily, met, was_shown, d, prompted):
    shown = (was_shown("ask.care", met_ago - 7),)
    contact = met(can_help=True, follows_on=d(met_ago), shown=shown)
    assert prompted(daily, [contact], d(met_ago)) == ([(1, "help.have")] if gap == 7 else [])


def test_st3_the_longer_gap_ends_after_21_days(daily, met, was_shown, d, prompted):
    contact = met(can_help=True, follows_on=d(48), shown=(was_shown("ask.care", 28),))
    assert prompted(daily, [contact], d(48)) == []
    later = met(can_help=True, follows_on=d(49), shown=(was_shown("ask.care", 28),))
    assert prompted(daily, [later], d(49)) == [(1, "help.have")]


def test_st3_promises_and_requests_do_not_wait_for_the_gap(ben, met, promise, was_shown, d, prompted):
    shown = (was_shown("ask.care", 4),)
    assert prompted(ben, [met(promises=(promise(due=5),), shown=shown)], d(5)) == [(1, "promise.due")]
    assert prompted(ben, [met(asked_for=("price",), shown=shown)], d(5)) == [(1, "asked.send")]


def test_st3_nobody_is_asked_a_question_right_after_a_promise(ben, met, promise, was_shown, d, prompted):
    kept = (was_shown("promise.due", 1, "done", promise_id=1),)
    assert prompted(ben, [met(care="March", promises=(promise(),), shown=kept)], d(4)) == []


def test_rk9_later_is_silent_for_three_days_and_comes_back_even_past_the_window(
    daily, met, was_shown, d, prompted
):
    contact = met(care="March", shown=(was_shown("ask.care", 3, "later", answered_on=d(4)),))
    assert speaks("ask.care", contact, daily, prompted, d, range(1, 12)) == [7, 8, 9, 10, 11]


def test_rk9_later_comes_back_once(daily, met, was_shown, d, prompted):
    again = (was_shown("ask.care", 1, "later"), was_shown("ask.care", 4))
    twice = (was_shown("ask.care", 1, "later"), was_shown("ask.care", 4, "later"))
    for shown in (again, twice):
        contact = met(care="March", shown=shown)
        assert speaks("ask.care", contact, daily, prompted, d, range(4, 90)) == []


def test_rk9_a_later_long_ago_is_not_held_against_a_new_one(daily, met, was_shown, d, prompted):
    shown = (was_shown("ask.care", -100, "later"), was_shown("ask.care", 1, "later"))
    assert speaks("ask.care", met(care="March", shown=shown), daily, prompted, d, range(1, 7)) == [4, 5, 6]


def test_rk9_what_comes_back_still_needs_its_reason(daily, met, promise, was_shown, d, prompted):
    later = (was_shown("promise.due", 1, "later", promise_id=1),)
    waiting = met(promises=(promise(due=None),), shown=later)
    kept = met(promises=(promise(due=None, state="kept"),), shown=later)
    assert prompted(daily, [waiting], d(3)) == []
    assert prompted(daily, [waiting], d(4)) == [(1, "promise.due")]
    assert prompted(daily, [kept], d(4)) == []


def test_rk9_later_about_one_promise_says_nothing_about_another(ben, met, promise, was_shown, d, prompted):
    later = (was_shown("promise.due", 4, "later", promise_id=1),)
    contact = met(promises=(promise(due=4, id=1), promise(due=5, id=2)), shown=later)
    assert prompted(ben, [contact], d(5)) == [(1, "promise.due")]


def test_rk9_a_postponed_promise_gives_way_to_a_later_word_on_it(daily, met, promise, was_shown, d, prompted):
    shown = (
        was_shown("promise.due", 1, "later", promise_id=1),
        was_shown("promise.overdue", 5, promise_id=1),
    )
    contact = met(promises=(promise(due=1),), shown=shown)
    assert all(prompted(daily, [contact], d(day)) == [] for day in range(5, 40))
