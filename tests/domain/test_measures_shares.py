"""Shares over everybody: rounded, hidden where few people are behind a side, and said in lines without numbers."""

from datetime import date

import pytest

from netevent.domain import measures
from netevent.domain.measures import FIGURES, HIDDEN, NOT_RECORDED, READING, Figure, Someone, Tally, lines
from netevent.domain.prompts import Owner

TODAY = date(2026, 11, 5)


@pytest.fixture
def coins(monkeypatch: pytest.MonkeyPatch) -> None:
    """One figure over days of the past: an even number counts."""
    figure = Figure("coins", "Coins", lambda one: [day.toordinal() % 2 == 0 for day in one.owner.asked_on])
    monkeypatch.setattr(measures, "FIGURES", (figure,))


def tallied(*people: tuple[int, int]) -> Tally:
    """A tally of so many people, each by how many coins count and how many do not."""
    tally = Tally()
    for counted, rest in people:
        days = [*[date.fromordinal(2)] * counted, *[date.fromordinal(3)] * rest]
        tally.add(Someone(Owner(asked_on=tuple(days)), (), TODAY))
    return tally


@pytest.mark.parametrize(
    ("people", "share"),
    [
        ([(1, 0)] * 5 + [(0, 1)] * 5, 50),
        ([(1, 0)] * 4 + [(0, 1)] * 50, None),
        ([(1, 0)] * 50 + [(0, 1)] * 4, None),
        ([(9, 0)] * 4 + [(0, 1)] * 5, None),
        ([(1, 0)] * 50, None),
        ([(0, 1)] * 50, None),
        ([], None),
        ([(1, 1)] * 5, 50),
        ([(1, 0)] * 5 + [(0, 1)] * 6, 45),
        ([(1, 0)] * 5 + [(0, 1)] * 10, 35),
        ([(1, 0)] * 9 + [(0, 1)] * 31, 25),
        ([(1, 0)] * 11 + [(0, 1)] * 29, 30),
        ([(1, 0)] * 5 + [(0, 1)] * 500, 0),
        ([(1, 0)] * 500 + [(0, 1)] * 5, 100),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("coins")
def test_a_share_is_rounded_and_hidden_where_few_are_behind_it(
    people: list[tuple[int, int]], share: int | None
) -> None:
    assert tallied(*people).share("coins") == share


@pytest.mark.parametrize(
    ("counted", "rest", "line"),
    [
        (5, 10, "Coins: about 35 in 100."), (4, 10, "Coins: not shown, fewer than 5 people."),
        (5, 500, "Coins: hardly any."), (500, 5, "Coins: nearly all."),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("coins")
def test_a_line_says_the_share_and_no_number_of_people(counted: int, rest: int, line: str) -> None:
    assert list(lines(tallied(*[(1, 0)] * counted, *[(0, 1)] * rest))) == [READING, line, *NOT_RECORDED]


def test_an_empty_house_shows_nothing_and_says_what_is_not_recorded() -> None:
    said = list(lines(Tally()))
    assert all(line.endswith(f": {HIDDEN}.") for line in said[1:-1])
    assert len(said) == len(FIGURES) + 2
    assert said[-1] == "Median time to write a note: not recorded."


def test_a_tally_stays_as_small_for_many_people_as_for_one() -> None:
    tally, busy = Tally(), Someone(Owner(last_digests=((TODAY, True),)), (), TODAY)
    tally.add(busy)
    size = len(tally.cases), len(tally.people)
    for _ in range(20):
        tally.add(busy)
    assert (len(tally.cases), len(tally.people)) == size
