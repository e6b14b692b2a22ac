"""When to look again."""

from dataclasses import replace

from netevent.domain.prompts import Evening, next_look, plan


def test_the_next_look_is_the_first_morning(ben, met, d):
    assert next_look(ben, [met(care="March")], d(0)) == d(1)
    assert next_look(ben, [met(care="March", met_on=d(1))], d(1)) == d(4)


def test_nothing_to_look_for_is_none(ben, met, d):
    assert next_look(ben, [], d(0)) is None
    assert next_look(ben, [met()], d(1)) is None
    assert next_look(ben, [met(care="March", closed=True)], d(0)) is None


def test_it_waits_for_a_due_day_far_away(ben, met, promise, was_shown, d):
    shown = (was_shown("promise.due", 1, promise_id=1),)
    contact = met(event_title="", promises=(promise(due=120),), shown=shown)
    assert next_look(ben, [contact], d(1)) == d(120)


def test_it_waits_for_what_was_put_off(ben, met, was_shown, d):
    contact = met(care="March", shown=(was_shown("ask.care", 4, "later"),))
    assert next_look(ben, [contact], d(4)) == d(7)


def test_it_waits_for_the_gap_to_end(ben, met, was_shown, d):
    contact = met(need_kind="advice", shown=(was_shown("ask.care", 1),))
    assert next_look(ben, [contact], d(1)) == d(8)


def test_it_looks_beyond_a_spent_month(ben, met, d):
    spent = replace(ben, actions_this_month=12)
    contact = met(can_help=True, met_on=d(22))  # 27 November; d10 is 7 December
    assert next_look(spent, [contact], d(22)) == d(26)  # the first of December


def test_it_looks_for_an_evening_without_notes(ben, d):
    quiet = replace(ben, evenings=(Evening(event_id=7, title="First Thursday", on=d(0), follows_on=d(1)),))
    assert next_look(quiet, [], d(0)) == d(1)


def test_it_agrees_with_planning_day_by_day(ben, met, promise, was_shown, d):
    people = [
        met(1, promises=(promise(due=8),), shown=(was_shown("promise.due", 1, promise_id=1),)),
        met(2, topics=("Wood",), shown=(was_shown("ask.care", 4, "not_this"),)),
        met(3, asked_for=("price",), felt="awkward"),
    ]
    fits = [days for days in range(400) if plan(ben, people, d(days))]
    for days in range(0, 380, 3):
        first = next((x for x in fits if x > days), None)
        assert next_look(ben, people, d(days)) == (d(first) if first else None)
