"""Stop rules: whatever the window says, these stay silent."""

from dataclasses import replace

import pytest

from netevent.domain.prompts import Act
from netevent.domain.relationships import Capacity

RICH = {"asked_for": ("price",), "need_kind": "advice", "care": "March", "introduce_name": "Dan"}


@pytest.mark.parametrize(
    "closing",
    [{"no_follow_up": True}, {"closed": True}, {"acts": "opt_out"}],
    ids=["no follow-up please", "block", "objection"],
)
def test_st2_a_closed_person_is_never_prompted_even_for_a_promise(closing, ben, met, promise, d, prompted):
    if "acts" in closing:
        closing = {"acts": (Act(kind="opt_out", by="them", on=d(0)),)}
    contact = met(promises=(promise(due=4),), **RICH)
    assert prompted(ben, [contact], d(1)) == [(1, "promise.due")]
    assert all(prompted(ben, [replace(contact, **closing)], d(days)) == [] for days in range(1, 120))


def test_st2_a_closed_person_is_not_named_among_thin_notes_either(ben, met, d, prompted):
    assert prompted(ben, [met(no_follow_up=True)], d(1)) == []


def test_rk9_let_it_rest_silences_everything_until_undone(ben, met, promise, was_shown, d, prompted):
    rested = (was_shown("ask.care", 1, "rest"),)
    contact = met(shown=rested, cadence="rest", promises=(promise(due=8),), **RICH)
    assert all(prompted(ben, [contact], d(days)) == [] for days in range(1, 120))
    assert prompted(ben, [replace(contact, cadence="touch")], d(8)) == [(1, "promise.due")]


def test_rk9_what_was_promised_comes_when_the_rest_is_undone(daily, met, promise, was_shown, d, prompted):
    rested = (Act(kind="rest", by="me", on=d(1)), Act(kind="wake", by="me", on=d(90)))
    contact = met(shown=(was_shown("ask.care", 1, "rest"),), promises=(promise(due=8),), acts=rested)
    assert prompted(daily, [contact], d(90)) == [(1, "promise.due")]
    assert prompted(daily, [replace(contact, acts=rested[1:])], d(90)) == []


def test_rk9_a_new_promise_outlasts_not_this_about_an_old_one(daily, met, promise, was_shown, d, prompted):
    declined = was_shown("promise.due", 1, "not_this", promise_id=2)
    contact = met(promises=(promise(due=8),), shown=(declined,), asked_for=())
    speaks = [days for days in range(2, 190) if (1, "promise.due") in prompted(daily, [contact], d(days))]
    assert speaks == [181]  # the first day on which it could be seen at all


def test_rk9_a_request_declined_once_does_not_come_back(daily, met, was_shown, d, prompted):
    contact = met(asked_for=("price",), shown=(was_shown("asked.send", 1, "not_this"),))
    assert not any((1, "asked.send") in prompted(daily, [contact], d(days)) for days in range(2, 200))


def test_rk9_a_rest_chosen_with_the_note_keeps_the_word_given(ben, met, promise, d, prompted):
    promised = met(cadence="rest", promises=(promise(),), care="March")
    assert prompted(ben, [promised], d(1)) == [(1, "promise.due")]
    assert prompted(ben, [met(cadence="rest", care="March")], d(1)) == []
    assert prompted(ben, [met(cadence="rest")], d(1)) == []


def wrote(day, prompt_kind=""):
    return Act(kind="outreach", by="me", on=day, prompt_kind=prompt_kind)


def test_st1_two_unanswered_outreaches_rest_after_fourteen_days(daily, met, d, prompted):
    contact = met(acts=(wrote(d(0)), wrote(d(1))), shown=(), can_help=True, follows_on=d(15))
    assert prompted(daily, [replace(contact, follows_on=d(14))], d(14)) == [(1, "help.have")]
    assert prompted(daily, [contact], d(15)) == []
    assert prompted(daily, [replace(contact, follows_on=d(400))], d(400)) == []


def test_st1_one_outreach_is_not_two(daily, met, d, prompted):
    contact = met(acts=(wrote(d(1)),), can_help=True, follows_on=d(15))
    assert prompted(daily, [contact], d(15)) == [(1, "help.have")]


@pytest.mark.parametrize("kind", ["promise.due", "asked.send", "help.thanks"])
def test_st1_promises_requests_and_thanks_do_not_count(kind, daily, met, d, prompted):
    contact = met(acts=(wrote(d(0)), wrote(d(1), kind)), can_help=True, follows_on=d(15))
    assert prompted(daily, [contact], d(15)) == [(1, "help.have")]


@pytest.mark.parametrize("act", [{"kind": "answer", "by": "them"}, {"kind": "encounter", "by": "me"}])
@pytest.mark.parametrize("days", [1, 14])
def test_st1_an_act_of_theirs_or_another_encounter_wakes_it(act, days, daily, met, d, prompted):
    acts = (wrote(d(0)), wrote(d(1)), Act(on=d(days), **act))
    contact = met(acts=acts, can_help=True, follows_on=d(15))
    assert prompted(daily, [contact], d(15)) == [(1, "help.have")]


def test_st1_reads_from_their_newest_act_on(daily, met, d, prompted):
    answers = tuple(Act(kind="answer", by="them", on=d(day)) for day in (2, 0))
    contact = met(acts=(*answers, wrote(d(1)), wrote(d(3))), can_help=True, follows_on=d(20))
    assert prompted(daily, [contact], d(20)) == [(1, "help.have")]


def test_st1_counts_from_their_answer_on_in_the_order_of_the_log(daily, met, d, prompted):
    answer = Act(kind="answer", by="them", on=d(1))
    for acts, silent in (((wrote(d(1)), answer), False), ((answer, wrote(d(1))), True)):
        contact = met(acts=(*acts, wrote(d(3))), can_help=True, follows_on=d(20))
        assert (prompted(daily, [contact], d(20)) == []) is silent


def test_st1_does_not_count_what_came_before_the_encounter(daily, met, d, prompted):
    contact = met(acts=(wrote(d(-1)), wrote(d(0))), can_help=True, follows_on=d(20))
    assert prompted(daily, [contact], d(20)) == [(1, "help.have")]


def test_st1_does_not_withhold_a_promise(daily, met, promise, d, prompted):
    contact = met(acts=(wrote(d(0)), wrote(d(1))), promises=(promise(due=20, made_on=d(19)),))
    assert prompted(daily, [contact], d(20)) == [(1, "promise.due")]


def test_st4_the_giver_guard_rests_help_and_introductions_only(ben, met, d, prompted):
    guarded = replace(ben, capacity=Capacity(too_much_on=(d(0),)))
    people = [met(1, need_kind="advice"), met(2, introduce_name="Dan"), met(3, care="March")]
    assert prompted(guarded, people, d(1)) == [(3, "ask.care"), (None, "self.overload")]


def test_st8_a_no_is_left_alone_for_a_day(daily, met, promise, d, prompted):
    no = Act(kind="answer", by="them", on=d(2), negative=True)
    contact = met(promises=(promise(due=2),), acts=(no,))
    assert [days for days in range(1, 6) if prompted(daily, [contact], d(days))] == [1, 4, 5]


def test_rk9_not_this_rests_the_kind_for_that_person_for_180_days(daily, met, was_shown, d, prompted):
    declined = was_shown("ask.care", 0, "not_this", answered_on=d(1))
    contact = met(care="March", met_on=d(178), shown=(declined,))
    assert prompted(daily, [replace(contact, follows_on=d(180))], d(180)) == []
    assert prompted(daily, [replace(contact, follows_on=d(181))], d(181)) == [(1, "ask.care")]


def test_rk9_not_this_leaves_other_kinds_and_other_people_alone(ben, met, was_shown, d, prompted):
    declined = (was_shown("ask.care", -10, "not_this"),)
    people = [met(1, care="March", need_kind="advice", shown=declined), met(2, care="March")]
    assert prompted(ben, people, d(1)) == [(1, "help.have"), (2, "ask.care")]
