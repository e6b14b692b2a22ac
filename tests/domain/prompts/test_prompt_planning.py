"""Ranking: who comes first, how many, what is carried over (RK1 to RK8)."""

from dataclasses import replace

import pytest

from netevent.domain.prompts import Act, Owner, Shown, plan

PROMISED, ASKED, NEEDY, CURIOUS, INTRODUCED = 1, 2, 3, 4, 5


@pytest.fixture
def everyone(met, promise):
    """One person for each class but upkeep, in the opposite order."""
    return [
        met(INTRODUCED, introduce_name="Dan"),
        met(CURIOUS, care="March"),
        met(NEEDY, need_kind="advice"),
        met(ASKED, asked_for=("price",)),
        met(PROMISED, promises=(promise(due=8),)),
    ]


def test_promises_and_requests_come_first_then_help(ben, everyone, d, prompted):
    assert prompted(ben, everyone, d(1)) == [
        (PROMISED, "promise.due"),
        (ASKED, "asked.send"),
        (NEEDY, "help.have"),
    ]


def test_then_curiosity_introductions_and_upkeep(ben, everyone, met, d, prompted):
    late = met(6, topics=("Wood",), met_on=d(-5))
    assert prompted(ben, [late, *everyone[:2]], d(1)) == [
        (CURIOUS, "ask.care"),
        (INTRODUCED, "intro.mention"),
        (6, "up.week"),
    ]


def test_one_person_gets_one_prompt_of_the_highest_class(ben, met, promise, d, prompted):
    rich = met(promises=(promise(),), asked_for=("price",), need_kind="advice", care="March")
    assert prompted(ben, [rich], d(1)) == [(1, "promise.due")]


def test_of_two_promises_the_nearer_one_is_seen(ben, met, promise, d):
    contact = met(promises=(promise(due=8, id=1), promise(due=4, id=2), promise(due=None, id=3)))
    assert [prompt.promise_id for prompt in plan(ben, [contact], d(1)).prompts] == [2]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"topics": ("Wood",)}, {"felt": "awkward"}),  # its window ends earlier
        ({"topics": ("Wood",), "cadence": "close"}, {"topics": ("Wood",)}),
        ({"topics": ("Wood",)}, {"topics": ("Wood",), "acts": "recent"}),
        ({"topics": ("Wood",)}, {"topics": ("Wood",)}),  # nothing differs but the id
    ],
    ids=["end of window", "keep close", "oldest last act", "id"],
)
def test_inside_a_class_the_order_is_settled_by(first, second, ben, met, d, prompted):
    recent = (Act(kind="turn_up", by="them", on=d(1)),)
    second = {name: recent if value == "recent" else value for name, value in second.items()}
    swapped = second != first
    ids = (2, 1) if swapped else (1, 2)
    people = [met(ids[1], **second), met(ids[0], **first)]
    assert [id_ for id_, _ in prompted(ben, people, d(1))] == list(ids)


def test_due_dates_decide_before_the_end_of_the_window(ben, met, promise, d, prompted):
    later, sooner = (met(id_, promises=(promise(due=due),)) for id_, due in ((2, 9), (3, 8)))
    people = [met(1, asked_for=("price",)), later, sooner]
    assert [id_ for id_, _ in prompted(ben, people, d(1))] == [3, 2, 1]


def test_ties_are_broken_towards_different_companies(ben, met, d, prompted):
    people = [
        met(1, care="March", company="Ystad Timber"),
        met(2, care="March", company="ystad timber "),
        met(3, care="March", company="Glassworks"),
        met(4, care="March"),
    ]
    assert [id_ for id_, _ in prompted(ben, people, d(1))] == [1, 3, 4]


def test_a_company_weighs_less_than_anything_recorded(ben, met, d, prompted):
    people = [
        met(1, care="March", company="Ystad", cadence="close"),
        met(2, care="March", company="Ystad", cadence="close"),
        met(3, care="March", company="Glassworks"),
    ]
    assert [id_ for id_, _ in prompted(ben, people, d(1))] == [1, 2, 3]


def test_three_people_a_day_and_no_more(ben, met, d, prompted):
    assert len(prompted(ben, [met(id_, care="March") for id_ in range(1, 8)], d(1))) == 3


def test_planning_the_same_day_again_adds_only_what_there_is_room_for(ben, met, was_shown, d, prompted):
    shown = [met(id_, care="March", shown=(was_shown("ask.care", 1),)) for id_ in (1, 2)]
    rest = [met(id_, care="March") for id_ in (3, 4)]
    assert prompted(ben, [*shown, *rest], d(1)) == [(3, "ask.care")]


def test_one_introduction_a_day_leaves_room_for_the_other_one_s_next_best(ben, met, was_shown, d, prompted):
    people = [met(id_, introduce_name="Dan", felt="awkward" if id_ == 2 else "") for id_ in (1, 2, 3)]
    assert prompted(ben, people, d(1)) == [(2, "ask.awkward"), (1, "intro.mention")]

    introduced = met(4, introduce_name="Dan", shown=(was_shown("intro.mention", 1),))
    assert prompted(ben, [people[0], introduced], d(1)) == []


def test_only_an_introduction_of_today_takes_the_place_of_one(ben, met, was_shown, d, prompted):
    others = [met(2, shown=(was_shown("ask.care", 1),)), met(3, shown=(was_shown("intro.mention", 0),))]
    retired = met(4, shown=(was_shown("intro.retired", 1),))
    assert (1, "intro.mention") in prompted(ben, [met(1, introduce_name="Dan"), *others, retired], d(1))


def test_who_had_no_room_comes_the_next_working_day(ben, met, d, prompted):
    people = [met(id_, care="March") for id_ in range(1, 5)]
    made = plan(ben, people, d(1))
    shown = [replace(c, shown=(Shown(kind="ask.care", on=d(1)),)) for c in people[:3]]
    assert [p.contact_id for p in made.prompts] == [1, 2, 3]
    assert prompted(ben, [*shown, people[3]], d(4)) == [(4, "ask.care")]
    assert prompted(ben, [*shown, people[3]], d(5)) == [(4, "up.week")]  # the question's window has ended


def test_a_request_that_found_every_day_full_does_not_end_by_waiting(ben, met, was_shown, d, prompted):
    waiting = met(1, asked_for=("price",))
    full = [met(id_, event_id=8, shown=(was_shown("ask.care", 5),)) for id_ in (2, 3, 4)]  # d5, its last day
    assert prompted(ben, [waiting, *full], d(6)) == [(1, "asked.send")]
    assert prompted(ben, [waiting, *full[:2]], d(6)) == []  # there was room: it ended for another reason
    assert prompted(ben, [waiting, *full], d(7)) == []  # on d6 there was room


def test_a_request_waits_for_a_promise_to_the_same_person(ben, met, promise, was_shown, d, prompted):
    shown = (was_shown("promise.due", 5, promise_id=1),)
    contact = met(1, asked_for=("price",), promises=(promise(due=5),), shown=shown)
    assert prompted(ben, [contact], d(6)) == [(1, "asked.send")]


def test_a_curious_question_does_end_by_waiting(daily, met, was_shown, d, prompted):
    full = [met(id_, event_id=8, shown=(was_shown("ask.care", 4),)) for id_ in (2, 3, 4)]
    assert (1, "ask.care") not in prompted(daily, [met(1, care="March"), *full], d(5))


def nine(met, was_shown):
    days = (1, 1, 1, 4, 4, 4, 5, 5, 5)
    return [met(id_, shown=(was_shown("ask.care", day),)) for id_, day in enumerate(days, start=11)]


def test_in_the_first_week_nine_people_of_an_event_are_prompted(ben, met, was_shown, d, prompted):
    tenth = met(1, need_kind="advice")
    assert prompted(ben, [*nine(met, was_shown)[1:], tenth], d(6)) == [(1, "help.have")]
    assert prompted(ben, [*nine(met, was_shown), tenth], d(6)) == []
    assert prompted(ben, [*nine(met, was_shown), tenth], d(7)) == []
    assert prompted(ben, [*nine(met, was_shown), tenth], d(8)) == [(1, "help.have")]


def test_the_nine_may_come_again_and_other_events_have_their_own(ben, met, promise, was_shown, d, prompted):
    again = replace(nine(met, was_shown)[0], promises=(promise(due=6),))
    elsewhere = met(2, need_kind="advice", event_id=8)
    nowhere = met(3, need_kind="advice", event_id=None)
    people = [again, *nine(met, was_shown)[1:], elsewhere, nowhere]
    assert [id_ for id_, _ in prompted(ben, people, d(6))] == [again.id, 2, 3]


def test_one_digest_does_not_step_over_the_nine(ben, met, was_shown, d, prompted):
    people = [*nine(met, was_shown)[2:], *(met(id_, need_kind="advice") for id_ in (1, 2, 3))]
    assert [id_ for id_, _ in prompted(ben, people, d(6))] == [1, 2]


def test_a_tenth_promise_waits_for_the_second_week_and_is_not_lost(ben, met, promise, was_shown, d, prompted):
    contact = met(1, asked_for=("price",))
    assert prompted(ben, [*nine(met, was_shown), contact], d(8)) == [(1, "asked.send")]  # past d5


def test_the_month_s_budget_stops_all_but_promises_and_requests(ben, everyone, d, prompted):
    spent = replace(ben, actions_this_month=12)
    assert prompted(spent, everyone, d(1)) == [(PROMISED, "promise.due"), (ASKED, "asked.send")]
    assert prompted(replace(ben, budget=0), [everyone[1]], d(1)) == []


def test_what_is_left_of_the_budget_is_not_overdrawn_in_one_digest(ben, met, d, prompted):
    people = [met(id_, care="March") for id_ in (1, 2, 3)]
    assert prompted(replace(ben, actions_this_month=10), people, d(1)) == [(1, "ask.care"), (2, "ask.care")]


def test_nobody_to_speak_of_means_no_mail(ben, met, d):
    assert not plan(ben, [], d(1))
    assert not plan(ben, [met(has_free_note=True, event_title="")], d(6))


def test_weekends_are_silent_unless_chosen(ben, met, d, prompted):
    contact = met(care="March")
    assert prompted(ben, [contact], d(2)) == []
    assert prompted(replace(ben, working_days=(5, 6)), [contact], d(2)) == [(1, "ask.care")]


def test_an_event_that_ends_on_friday_is_followed_up_on_monday(ben, met, d, prompted):
    contact = met(care="March", met_on=d(1))
    assert [days for days in range(9) if (1, "ask.care") in prompted(ben, [contact], d(days))] == [4, 5]


def test_a_prompt_carries_the_facts_it_speaks_of_and_nothing_felt(ben, met, d):
    contact = met(care="March", topics=("Wood",), felt="awkward", who_talked="mostly_me", strength="warm")
    (prompt,) = plan(ben, [contact], d(1)).prompts
    assert prompt.slots == {"name": "Cleo", "care": "March", "topics": ("Wood",)}
    assert (prompt.event_id, prompt.met_on, prompt.met_at) == (7, d(0), contact.met_at)


def test_a_thin_note_is_never_prompted(ben, met, d):
    assert all(not plan(ben, [met()], d(days)).prompts for days in range(60))


def test_two_people_do_not_read_alike_in_one_digest(ben, met, d):
    for shift in range(6):
        people = [met(id_, care="March") for id_ in (1 + shift, 4 + shift, 7 + shift)]
        assert len({prompt.wording for prompt in plan(ben, people, d(1)).prompts}) == 3


def test_the_order_in_which_people_are_given_changes_nothing(ben, everyone, d, prompted):
    assert prompted(ben, everyone, d(1)) == prompted(ben, everyone[::-1], d(1))


def test_an_owner_who_noted_nothing_about_themselves_is_welcome(met, d, prompted):
    assert prompted(Owner(), [met(need_kind="advice", care="March")], d(1)) == [(1, "ask.care")]
