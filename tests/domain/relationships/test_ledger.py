"""Give and get as four words, and the guards that rest givers and nudge who only asked."""

from datetime import date, timedelta

import pytest

from netevent.domain.relationships import Act, Capacity, balance, giver_guard, taker_nudge

TODAY = date(2026, 11, 5)


def helps(by: str, number: int, days_ago: int = 10) -> list[Act]:
    return [Act(kind="help", by=by, on=TODAY - timedelta(days=days_ago)) for _ in range(number)]


@pytest.mark.parametrize(
    ("given", "received", "word"),
    [
        (0, 0, "quiet"), (4, 0, "quiet"), (2, 2, "quiet"),
        (5, 0, "mostly_giving"), (8, 2, "mostly_giving"), (7, 3, "about_even"),
        (3, 7, "about_even"), (2, 8, "mostly_receiving"), (1, 4, "mostly_receiving"), (0, 5, "mostly_receiving"),
    ],
)  # fmt: skip
def test_the_balance_is_one_of_four_words(given: int, received: int, word: str) -> None:
    assert balance(helps("me", given) + helps("them", received), TODAY) == word


def test_what_is_older_than_180_days_counts_no_more() -> None:
    assert balance(helps("me", 9, days_ago=179), TODAY) == "mostly_giving"
    assert balance(helps("me", 9, days_ago=180), TODAY) == "quiet"


def test_six_gives_in_a_month_rest_the_giver_for_14_days() -> None:
    given = [Act(kind="help", by="me", on=TODAY - timedelta(days=day)) for day in (29, 20, 15, 10, 5, 0)]
    for later in range(14):
        assert giver_guard(given, [], Capacity(), TODAY + timedelta(days=later)) == TODAY
    assert giver_guard(given, [], Capacity(), TODAY + timedelta(days=14)) is None
    assert giver_guard(given[1:], [], Capacity(), TODAY) is None
    assert giver_guard(given[1:], [], Capacity(gives=5), TODAY) == TODAY


@pytest.mark.parametrize("kind", ["help", "promise_kept", "turn_up"])
def test_kept_promises_and_turning_up_are_gives_as_well(kind: str) -> None:
    given = [*helps("me", 5), Act(kind=kind, by="me", on=TODAY)]
    assert giver_guard(given, [], Capacity(), TODAY) == TODAY
    assert balance(given, TODAY) == "mostly_giving"


def test_steps_and_words_are_no_gives() -> None:
    steps = [Act(kind=kind, by="me", on=TODAY) for kind in ("outreach", "answer", "introduction") * 3]
    assert giver_guard(steps, [], Capacity(), TODAY) is None
    assert balance(steps, TODAY) == "quiet"


def test_a_month_is_thirty_days() -> None:
    given = [Act(kind="help", by="me", on=TODAY - timedelta(days=day)) for day in (30, 20, 15, 10, 5, 0)]
    assert giver_guard(given, [], Capacity(), TODAY) is None


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def test_a_word_is_enough_for_fourteen_days() -> None:
    said = Capacity(too_much_on=(ago(13),))
    assert giver_guard([], [], said, TODAY) == ago(13)
    assert giver_guard([], [], said, TODAY + timedelta(days=1)) is None
    assert giver_guard([], [], Capacity(too_much_on=(ago(-1),)), TODAY) is None


def test_four_open_promises_are_one_spell_from_the_fourth_on() -> None:
    four = [(ago(90), None), (ago(80), None), (ago(70), None), (ago(60), None)]
    assert giver_guard([], four, Capacity(), TODAY) == ago(60)
    assert giver_guard([], four[1:], Capacity(), TODAY) is None
    assert giver_guard([], four, Capacity(), ago(61)) is None


def test_a_promise_kept_ends_the_spell_after_fourteen_days() -> None:
    def kept(days: int) -> list[tuple[date, date | None]]:
        return [(ago(90), None), (ago(80), ago(days)), (ago(70), None), (ago(60), None)]

    assert giver_guard([], kept(13), Capacity(), TODAY) == ago(60)
    assert giver_guard([], kept(14), Capacity(), TODAY) is None


def test_causes_close_together_are_one_spell() -> None:
    said = Capacity(
        too_much_on=(TODAY - timedelta(days=40), TODAY - timedelta(days=20), TODAY - timedelta(days=8))
    )
    assert giver_guard([], [], said, TODAY) == TODAY - timedelta(days=20)


@pytest.mark.parametrize(("asks", "gives", "nudged"), [(3, 0, True), (2, 0, False), (3, 1, False)])
def test_three_asks_and_no_give_nudge(asks: int, gives: int, nudged: bool) -> None:
    days = [TODAY - timedelta(days=number) for number in range(asks)]
    assert bool(taker_nudge(days, helps("me", gives), TODAY)) is nudged


def test_asks_in_different_months_do_not() -> None:
    assert taker_nudge([ago(30), ago(1), ago(0)], [], TODAY) is None
    assert taker_nudge([ago(29), ago(1), ago(0)], [], TODAY) == TODAY


def test_a_nudge_lasts_until_one_give() -> None:
    asks = [ago(102), ago(101), ago(100)]
    assert taker_nudge(asks, [], TODAY) == ago(100)
    assert taker_nudge(asks, [], ago(101)) is None
    assert taker_nudge(asks, helps("me", 1, days_ago=50), TODAY) is None


def test_a_give_a_month_ago_protects_no_more() -> None:
    asks = [ago(20), ago(10), ago(5)]
    assert taker_nudge(asks, helps("me", 1, days_ago=29), TODAY) is None
    assert taker_nudge(asks, helps("me", 1, days_ago=30), TODAY) == TODAY
