"""How often a digest comes when nobody acts on it (ST6), and pauses."""

from dataclasses import replace

import pytest

from netevent.domain.prompts import next_look, plan
from netevent.domain.prompts.rhythms import is_digest_day, notice, rhythm, was_digest_day


@pytest.fixture
def digests(d):
    """Digests a day apart up to the given day; `acts` tells which of them an act followed."""
    return lambda acts, last=0: tuple((d(last - len(acts) + 1 + n), bool(a)) for n, a in enumerate(acts))


@pytest.mark.parametrize(
    ("acts", "word", "said"),
    [
        ([], "daily", ""),
        ([0, 0], "daily", ""),
        ([0, 0, 0], "weekly", "weekly"),
        ([1, 0, 0, 0], "weekly", "weekly"),
        ([0, 0, 0, 0], "weekly", ""),
        ([0, 0, 0, 0, 0, 0], "monthly", "monthly"),
        ([0] * 9, "monthly", ""),
        ([0, 0, 0, 0, 0, 0, 1], "daily", ""),
        ([0, 0, 1, 0, 0], "daily", ""),
    ],
)
def test_st6_three_without_an_act_make_it_weekly_and_three_more_monthly(acts, word, said, digests):
    assert rhythm(digests(acts)) == word
    assert notice(digests(acts)) == said


@pytest.mark.parametrize(("acts", "gap"), [([0, 0], 1), ([0] * 3, 7), ([0] * 6, 30), ([0] * 6 + [1], 1)])
def test_st6_the_next_digest_waits_for_its_day(acts, gap, daily, digests, met, d):
    owner = replace(daily, last_digests=digests(acts))
    people = [met(id_, care="March", met_on=d(id_), event_id=id_) for id_ in range(40)]
    made = [days for days in range(1, 40) if plan(owner, people, d(days))]
    assert made[0] == max(gap, 1)
    assert next_look(owner, people, d(0)) == d(made[0])


def test_st6_it_is_said_once_in_the_digest_itself(daily, digests, met, d):
    contact = met(promises=(), care="March", met_on=d(7))
    weekly = replace(daily, last_digests=digests([0, 0, 0], last=1))
    assert plan(weekly, [contact], d(8)).notice == "weekly"
    assert plan(replace(weekly, last_digests=digests([0] * 4, last=1)), [contact], d(8)).notice == ""
    assert plan(weekly, [contact], d(7)).notice == ""  # no digest, nothing said


def test_st6_a_promise_waits_for_the_digest_and_is_not_lost(daily, digests, met, promise, d, prompted):
    contact = met(promises=(promise(due=2),))
    monthly = replace(daily, last_digests=digests([0] * 7))
    assert all(prompted(monthly, [contact], d(days)) == [] for days in range(1, 30))
    assert prompted(monthly, [contact], d(30)) == [(1, "promise.due")]  # its window ended on d16
    assert next_look(monthly, [contact], d(0)) == d(30)


def test_st6_an_act_much_later_does_not_lose_it_either(daily, digests, met, promise, d, prompted):
    contact = met(promises=(promise(due=2),))
    restored = replace(daily, last_digests=digests([0] * 6 + [1]))  # followed by an act on d25
    assert prompted(restored, [contact], d(25)) == [(1, "promise.due")]


def test_days_gone_by_were_digest_days_by_what_was_known_then(daily, ben, digests, d):
    owner = replace(daily, last_digests=digests([0, 0, 0]))
    assert [days for days in range(-4, 10) if was_digest_day(owner, d(days))] == [-4, -3, -2, -1, 0, 7, 8, 9]
    assert not was_digest_day(ben, d(2))  # a Saturday
    paused = replace(daily, paused_until=d(5))
    assert [days for days in range(3, 8) if was_digest_day(paused, d(days))] == [5, 6, 7]


def test_a_pause_is_silent_until_its_day(daily, met, promise, d, prompted):
    paused = replace(daily, paused_until=d(40))
    contact = met(promises=(promise(due=2),), care="March")
    assert all(prompted(paused, [contact], d(days)) == [] for days in range(1, 40))
    assert prompted(paused, [contact], d(40)) == [(1, "promise.due")]
    assert next_look(paused, [contact], d(0)) == d(40)
    assert is_digest_day(daily, d(39))
