"""Each signal in each language: at least three texts that fire, three that stay silent; a pair for each exception."""

from collections import Counter

import pytest

from netevent.domain.pitches.phrases import LANGUAGES
from netevent.domain.pitches.signals import SIGNALS
from tests.domain.pitches import examples
from tests.domain.pitches.examples import Example

ALL = [example for language in LANGUAGES for example in examples.of(language)]
ELSEWHERE = {"K17", "K31"}  # near copies need other drafts; what no list holds has no examples of words
EXCEPTIONS = {f"X{number}" for number in range(1, 10)}
ENOUGH = 3


def one_by_one(chosen: list[Example]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize(
        "example",
        chosen,
        ids=[f"{one.language}-{one.exception or one.signal}-{n}" for n, one in enumerate(chosen)],
    )


@one_by_one([one for one in ALL if one.stands and not one.exception])
def test_it_fires(example: Example) -> None:
    assert example.signal in example.found, example.text


@one_by_one([one for one in ALL if not one.stands and not one.exception])
def test_a_near_miss_stays_silent(example: Example) -> None:
    assert example.signal not in example.found, example.text


@one_by_one([one for one in ALL if one.exception])
def test_an_exception_holds_where_its_notes_say_so_and_nowhere_else(example: Example) -> None:
    assert (example.signal in example.found) is example.stands, example.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_signal_lacks_examples(language: str) -> None:
    of_it = [one for one in ALL if one.language == language and not one.exception]
    fires = Counter(one.signal for one in of_it if one.stands)
    silent = Counter(one.signal for one in of_it if not one.stands)
    for signal in SIGNALS.keys() - ELSEWHERE:
        assert min(fires[signal], silent[signal]) >= ENOUGH, signal


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_exception_has_a_minimal_pair(language: str) -> None:
    for exception in EXCEPTIONS:
        pair = {one.stands for one in ALL if one.language == language and one.exception == exception}
        assert pair == {True, False}, exception
